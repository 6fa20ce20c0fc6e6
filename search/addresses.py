"""From an address to a query, and from a query to the addresses near it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from django.http import QueryDict
from django.urls import reverse

from core.takeaway import FORMATS

from .interface import LAST_RESULT, PER_PAGE, Query
from .registry import order_of

LONGEST_TEXT = 300
LONGEST_VALUE = 120
LONGEST_VIEW = 20
MOST_VALUES = 30
VIEW_PARAMETERS = ("sort", "vue", "periode")  # what an address holds besides text, facets and page…
VIEW_LISTS = ("col", "p")  # …and what it may hold several times: columns of a table, items put aside
SORTS = {"": "Pertinence", "-date": "Plus récents d’abord", "date": "Plus anciens d’abord", "title": "Titre"}


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses near the one being shown."""

    path: str
    parameters: QueryDict

    def having(self, **changes: str) -> str:
        """The same address with these parameters changed (``""`` removes one); all but ``page`` lead to page 1."""
        gone = {"page", *changes}
        kept = [(name, values) for name, values in self.parameters.lists() if name not in gone]
        added = [(name, [value]) for name, value in changes.items() if value and (name, value) != ("page", "1")]
        return address(self.path, kept + added)

    def toggling(self, name: str, value: str) -> str:
        """The same address with this value of a facet added, or removed where it was chosen."""
        chosen = self.parameters.getlist(name)
        toggled = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
        lists = {other: values for other, values in self.parameters.lists() if other != "page"} | {name: toggled}
        return address(self.path, lists.items())

    def toggler(self, name: str) -> Callable[[str], str]:
        """``toggling`` for the many values of one facet: what they share is written once."""
        chosen = self.parameters.getlist(name)
        stem = f"{ready_for_more(self.having(page=''))}{name}="
        return lambda value: self.toggling(name, value) if value in chosen else stem + quote(value)


def address(path: str, parameters: Iterable[tuple[str, Sequence[str]]]) -> str:
    """``path`` with these parameters, of which each may have several values; as ``QueryDict.urlencode`` writes them, in
    a tenth of its time: a page holds some fifty."""
    encoded = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, values in parameters for value in values)
    return f"{path}?{encoded}" if encoded else path


def ready_for_more(address: str) -> str:
    """The address up to where a parameter may be added."""
    return f"{address}{'&' if '?' in address else '?'}"


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
        text=question_in(parameters),
        filters=filters,
        sort=sort if sort in SORTS or order_of(sort) else "",
        page=_page_number(parameters.get("page", "")),
        facets=tuple(name for name in facets if name not in (fixed or {})),
    )


def question_in(parameters: QueryDict) -> str:
    return one_line(parameters.get("q", ""))


def one_line(text: str) -> str:
    """What was asked, on one line and not too long; PostgreSQL takes no NUL."""
    return " ".join(text.replace("\x00", " ").split())[:LONGEST_TEXT]


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
    for name in VIEW_LISTS:
        if values := [value for value in parameters.getlist(name) if 0 < len(value) <= LONGEST_VIEW][:MOST_VALUES]:
            understood.setlist(name, values)
    return understood


def take_away_addresses(query: Query, period: str) -> dict[str, str]:
    """The same result as files: fixed filters included, so that each list has its own feed."""
    parameters = QueryDict(mutable=True)
    if query.text:
        parameters["q"] = query.text
    for name, values in query.filters.items():
        parameters.setlist(name, values)
    if query.sort:
        parameters["sort"] = query.sort
    if period:
        parameters["periode"] = period
    return {form: address(reverse("take_away", args=[form]), parameters.lists()) for form in FORMATS}


def _page_number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return max(1, min(number, LAST_RESULT // PER_PAGE))


def _is_plausible(value: str) -> bool:
    return 0 < len(value) <= LONGEST_VALUE and "\x00" not in value
