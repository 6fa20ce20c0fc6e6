"""What a search takes and returns, whatever the engine: the only thing the rest of the portal knows of search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.safestring import SafeString

PER_PAGE = 20
LAST_RESULT = 10_000  # the furthest result one can page to; beyond, one narrows the search
Pair = tuple[str, str]  # two facets: each value of the first is counted for each value of the second


@dataclass(frozen=True, slots=True)
class Query:
    """One question. ``filters`` maps a facet's name to the values chosen (any of them suffices)."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = (
        ""  # "" = relevance if there is a text, else the most recent first; "date", "-date", "title", or a facet
    )
    page: int = 1
    per_page: int = PER_PAGE
    facets: tuple[str, ...] = ()  # the facets to count
    crossed: tuple[Pair, ...] = ()  # the pairs to count; the second facet of each has few values
    since: str = ""  # ISO dates between which the item's last day falls, both included; "" = no bound
    until: str = ""

    @property
    def effective_sort(self) -> str:
        return self.sort or ("relevance" if self.text.strip() else "-date")


@dataclass(frozen=True, slots=True)
class Match:
    """An item found: its id, and where the question's words stand in it, as marked-up extracts."""

    id: int
    title: SafeString | None = None
    extract: SafeString | None = None
    place: int | None = None  # where in the item's text what the extract shows was found; None outside the text


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine returns, in one round trip."""

    total: int
    matches: Sequence[Match]
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # facet → value → number of items
    # pair → value of the first facet → value of the second → number of items, under all the filters
    crossed: Mapping[Pair, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    suggestion: str = ""
    makeshift: bool = False  # the engine chosen is away, another one answered


class Engine(Protocol):
    def search(self, query: Query) -> Answer: ...
