"""From an address to a query, and from an answer to what a results page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import F
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from core.dates import PartialDate
from core.pictures import Picture, card_pictures
from core.routing import url_of
from core.takeaway import FORMATS, Taken
from core.visibility import visible_q

from .engines.database import DatabaseEngine
from .interface import LAST_RESULT, PER_PAGE, Answer, Match, Query
from .labels import Choice, Facet, facet_choices, value_label
from .models import IndexedItem
from .registry import facets as registered_facets
from .registry import kinds

LONGEST_TEXT = 300
MOST_VALUES = 30
VIEW_PARAMETERS = ("sort", "vue", "periode")
LONGEST_VIEW = 20
SORTS = {"": "Pertinence", "-date": "Plus récents d’abord", "date": "Plus anciens d’abord", "title": "Titre"}

__all__ = ["Choice", "Facet", "Hit", "Results", "find", "query_from"]


@dataclass(slots=True)
class Hit:
    """One item of a list, ready for its card. Strings are empty where the kind has nothing to say."""

    id: int
    kind: str
    kind_label: str
    url: str
    title: SafeString
    summary: str
    extract: SafeString
    date: PartialDate | str
    themes: Sequence[Mapping[str, str]]
    territories: Sequence[str]
    organisations: Sequence[str]
    facts: Mapping[str, str]
    image: Picture | None = None

    def __getattr__(self, name: str) -> str:
        """The facts of the card: ``hit.outcome_label`` and the like."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.facts.get(name, "")


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int | str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SortLink:
    value: str
    label: str
    url: str
    current: bool


@dataclass(slots=True)
class Results:
    text: str
    sort: str
    total: int
    hits: Sequence[Hit]
    page: int
    pages: int
    start: int
    end: int
    facets: Sequence[Facet]
    chips: Sequence[Chip]
    sorts: Sequence[SortLink]
    page_links: Sequence[PageLink]
    previous_url: str
    next_url: str
    clear_url: str
    suggestion: str
    suggestion_url: str
    counts: Mapping[str, Mapping[str, int]]
    links: Links
    kept: Sequence[tuple[str, str]]  # what a form must carry along besides text and facets
    take_away: Mapping[str, str]  # form (csv, ris, atom) → its address


def query_from(
    parameters: QueryDict, facets: Sequence[str], fixed: Mapping[str, tuple[str, ...]] | None = None
) -> Query:
    """The query that an address asks for. What it holds of nonsense is left out, never refused."""
    filters = dict(fixed or {})
    for name in facets:
        values = tuple(dict.fromkeys(value for value in parameters.getlist(name) if _is_plausible(value)))[:MOST_VALUES]
        if values and name not in filters:
            filters[name] = values
    sort = parameters.get("sort", "")
    return Query(
        text=" ".join(parameters.get("q", "").replace("\x00", " ").split())[:LONGEST_TEXT],
        filters=filters,
        sort=sort if sort in SORTS else "",
        page=_page_number(parameters.get("page", "")),
        facets=tuple(name for name in facets if name not in (fixed or {})),
    )


def top(*queries: Query) -> list[list[Hit]]:
    """The first items of each query, without counting the others: what the front page shows."""
    engine = DatabaseEngine()
    found = [engine.first(query) for query in queries]
    hits = {hit.id: hit for hit in _hits([match for matches in found for match in matches])}
    return [[hits[match.id] for match in matches if match.id in hits] for matches in found]


def find(query: Query, parameters: QueryDict, path: str) -> Results:
    """Asks the engine and prepares what the page shows; ``parameters`` and ``path`` make the links."""
    answer = DatabaseEngine().search(query)
    last = min(answer.total, LAST_RESULT)
    pages = max(1, -(-last // PER_PAGE))
    links = Links(path, understood(query, parameters))
    hits = _hits(answer.matches)
    start = (query.page - 1) * query.per_page
    return Results(
        text=query.text,
        sort=query.sort,
        total=answer.total,
        hits=hits,
        page=query.page,
        pages=pages,
        start=start + 1 if hits else 0,
        end=start + len(hits),
        facets=_facets(query, answer, links),
        chips=_chips(query, links),
        sorts=[
            SortLink(value, label, links.having(sort=value), value == query.sort)
            for value, label in SORTS.items()
            if value or query.text
        ],
        page_links=[
            PageLink(number, links.having(page=str(number)) if isinstance(number, int) else "", number == query.page)
            for number in _page_numbers(query.page, pages)
        ],
        previous_url=links.having(page=str(query.page - 1)) if query.page > 1 else "",
        next_url=links.having(page=str(query.page + 1)) if query.page < pages else "",
        clear_url=path,
        suggestion=answer.suggestion,
        suggestion_url=links.having(q=answer.suggestion) if answer.suggestion else "",
        counts=answer.counts,
        links=links,
        kept=[(name, links.parameters[name]) for name in VIEW_PARAMETERS if name in links.parameters],
        take_away=_take_away(query),
    )


# -- hits -------------------------------------------------------------------------------------------------------------
def _hits(found_matches: Sequence[Match]) -> list[Hit]:
    matches = {match.id: match for match in found_matches}
    # The index follows what is public; asking the pages again makes a leak impossible even if it lagged.
    items = IndexedItem.objects.filter(visible_q("page__"), pk__in=matches).annotate(url_path=F("page__url_path"))
    found = {item.pk: item for item in items.defer("text")}
    pictures = card_pictures({item.card.get("image") for item in found.values()} - {None})
    hits = []
    for pk, match in matches.items():
        if pk in found:
            item = found[pk]
            hits.append(
                Hit(
                    id=pk,
                    kind=item.kind,
                    kind_label=kinds()[item.kind].label if item.kind in kinds() else "",
                    url=url_of(item.url_path),
                    title=match.title or SafeString(escape(item.title)),
                    summary=item.summary,
                    extract=match.extract or SafeString(""),
                    date=item.sort_date,
                    themes=item.card.get("themes", []),
                    territories=item.card.get("territories", []),
                    organisations=item.card.get("organisations", []),
                    facts=item.card.get("facts", {}),
                    image=pictures.get(item.card.get("image")),
                )
            )
    return hits


def taken(items: Iterable[IndexedItem], base: str) -> list[Taken]:
    """What exports and feeds say of each item; ``base`` is the site's address, without final slash."""
    return [
        Taken(
            title=item.title,
            summary=item.summary,
            url=f"{base}{url_of(item.page.url_path)}",
            kind=item.kind,
            kind_label=kinds()[item.kind].label,
            date=item.sort_date,
            updated=item.page.last_published_at or timezone.now(),
            themes=[theme["name"] for theme in item.card.get("themes", [])],
            territories=item.card.get("territories", []),
            organisations=item.card.get("organisations", []),
        )
        for item in items
    ]


def visible_items(ids: Sequence[int]) -> list[IndexedItem]:
    """The index entries of these items, in this order, those the public may see."""
    found = IndexedItem.objects.filter(visible_q("page__"), pk__in=ids).defer("text")
    by_id = {item.pk: item for item in found.select_related("page__page_ptr")}
    return [by_id[pk] for pk in ids if pk in by_id]


# -- links ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Links:
    """Addresses near the one being shown."""

    path: str
    parameters: QueryDict

    def having(self, **changes: str) -> str:
        """The same address with these parameters changed (``""`` removes one); all but ``page`` lead to page 1."""
        parameters = self.parameters.copy()
        if "page" not in changes:
            parameters.pop("page", None)
        for name, value in changes.items():
            parameters.pop(name, None)
            if value and (name, value) != ("page", "1"):
                parameters[name] = value
        return self._address(parameters)

    def toggling(self, name: str, value: str) -> str:
        """The same address with this value of a facet added, or removed where it was chosen."""
        parameters = self.parameters.copy()
        parameters.pop("page", None)
        values = parameters.getlist(name)
        parameters.setlist(name, [v for v in values if v != value] if value in values else [*values, value])
        return self._address(parameters)

    def toggler(self, name: str) -> Callable[[str], str]:
        """``toggling`` for the many values of one facet: what they share is written once."""
        chosen = self.parameters.getlist(name)
        stem = self.having(page="")
        stem += f"{'&' if '?' in stem else '?'}{name}="
        return lambda value: self.toggling(name, value) if value in chosen else stem + quote(value)

    def _address(self, parameters: QueryDict) -> str:
        encoded = parameters.urlencode()
        return f"{self.path}?{encoded}" if encoded else self.path


def understood(query: Query, parameters: QueryDict) -> QueryDict:
    """What was understood of an address: links carry that, and nothing else that stood in it."""
    understood = QueryDict(mutable=True)
    if query.text:
        understood["q"] = query.text
    for name in query.facets:
        if name in query.filters:
            understood.setlist(name, query.filters[name])
    for name in VIEW_PARAMETERS:
        if 0 < len(parameters.get(name, "")) <= LONGEST_VIEW:
            understood[name] = parameters[name]
    return understood


def _take_away(query: Query) -> dict[str, str]:
    """The same result as files: fixed filters included, so that each list has its own feed."""
    parameters = QueryDict(mutable=True)
    if query.text:
        parameters["q"] = query.text
    for name, values in query.filters.items():
        parameters.setlist(name, values)
    if query.sort:
        parameters["sort"] = query.sort
    encoded = parameters.urlencode()
    return {form: reverse("take_away", args=[form]) + (f"?{encoded}" if encoded else "") for form in FORMATS}


def _chips(query: Query, links: Links) -> list[Chip]:
    chips = [Chip(f"« {query.text} »", links.having(q=""))] if query.text else []
    for name, values in query.filters.items():
        if name in query.facets:
            chips += [Chip(value_label(name, value), links.toggling(name, value)) for value in values]
    return chips


def _facets(query: Query, answer: Answer, links: Links) -> list[Facet]:
    facets = []
    for name in query.facets:
        if name in registered_facets():
            choices = facet_choices(name, answer.counts.get(name, {}), query.filters.get(name, ()), links.toggler(name))
            if choices:
                facets.append(
                    Facet(name, registered_facets()[name].label, choices, selected=len(query.filters.get(name, ())))
                )
    return facets


def _page_numbers(current: int, pages: int) -> list[int | str]:
    """1 … 4 5 6 … 20"""
    wanted = sorted({1, pages, *(n for n in range(current - 1, current + 2) if 1 <= n <= pages)})
    numbers: list[int | str] = []
    for previous, number in zip([0, *wanted], wanted, strict=False):
        if number - previous > 1:
            numbers.append("…")
        numbers.append(number)
    return numbers


def _page_number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return max(1, min(number, LAST_RESULT // PER_PAGE))


def _is_plausible(value: str) -> bool:
    return 0 < len(value) <= 120 and "\x00" not in value
