"""What a results page shows, and the links that lead from it to the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from .addresses import SORTS, Links, take_away_addresses, understood
from .engines.choice import engine
from .hits import Hit, hits_of
from .interface import LAST_RESULT, PER_PAGE, Answer, Pair, Query
from .labels import Facet, facet_choices, value_label
from .registry import facets as registered_facets


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


@dataclass(frozen=True, slots=True)
class Advice:
    """An item that the editors show first, and why."""

    hit: Hit
    why: str


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
    makeshift: bool  # the usual engine is away, another one answered
    counts: Mapping[str, Mapping[str, int]]
    links: Links
    kept: Mapping[str, Sequence[str]]  # what a form must carry along besides the text
    take_away: Mapping[str, str]  # form (csv, ris, atom) → its address
    crossed: Mapping[Pair, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    advice: Sequence[Advice] = field(default_factory=list)  # stands before the hits: see search.promotions

    @property
    def asked(self) -> str:
        """The parameters of this search, what is fixed included, as an address holds them."""
        return self.take_away["atom"].partition("?")[2]


def find(query: Query, parameters: QueryDict, path: str, period: str = "") -> Results:
    """Asks the engine and prepares what the page shows; ``parameters`` and ``path`` make the links. ``period``: the
    tab of the agenda that is shown."""
    answer = engine().search(query)
    last = min(answer.total, LAST_RESULT)
    pages = max(1, -(-last // PER_PAGE))
    links = Links(path, understood(query, parameters))
    hits = hits_of(answer.matches)
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
            SortLink(value, label, links.having(sort=value), value in (query.sort, query.effective_sort))
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
        makeshift=answer.makeshift,
        counts=answer.counts,
        links=links,
        kept={name: values for name, values in links.parameters.lists() if name != "q"},
        take_away=take_away_addresses(query, period),
        crossed=answer.crossed,
    )


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
