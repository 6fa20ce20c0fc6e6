"""A search that one wants by mail: its parameters, what it says in words, what it finds that is new."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from core.letters import absolute
from core.models import KnowledgePage
from search import harvest, labels
from search.addresses import query_from
from search.agenda import PERIODS, bounded
from search.interface import Query
from search.registry import facets

LONGEST = 1_000  # characters of the parameters of an alert
LONGEST_LABEL = 300
EVERYTHING = "Tout ce qui paraît sur le portail"


@dataclass(frozen=True, slots=True)
class Wanted:
    """``query``: the parameters, in one order, so that the same search asked twice is one alert."""

    query: str
    label: str

    @property
    def is_too_long(self) -> bool:
        return len(self.query) > LONGEST


def wanted_by(parameters: QueryDict) -> Wanted:
    """What was understood of an address; what stands in it besides is left out."""
    query = _asked(parameters)
    kept = QueryDict(mutable=True)
    if query.text:
        kept["q"] = query.text
    for name in sorted(query.filters):
        kept.setlist(name, sorted(query.filters[name]))
    period = parameters.get("periode", "")
    if period in PERIODS:
        kept["periode"] = period
    return Wanted(kept.urlencode(), label_of(query))


def label_of(query: Query) -> str:
    words = [f"« {query.text} »"] if query.text else []
    words += [
        labels.value_label(name, value) for name, values in sorted(query.filters.items()) for value in sorted(values)
    ]
    label = " · ".join(words) or EVERYTHING
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def address_of(query: str) -> str:
    """Where the same search is, absolute."""
    return absolute(reverse("search") + (f"?{query}" if query else ""))


def found_new(query: str, new: dict[int, datetime.datetime], since: datetime.datetime) -> list[int]:
    """Of the pages that are ``new``, those that the search finds, the latest first. ``since``: not after the oldest of
    them; the index is asked only for what was written since then."""
    if not new:
        return []
    parameters = QueryDict(query)
    asked = bounded(_asked(parameters), parameters.get("periode", ""))
    found = harvest.ids(replace(asked, facets=(), sort="-date"), written_since=int(since.timestamp() * 1_000_000))
    return [pk for pk in found.ids if pk in new]


def first_published_since(since: datetime.datetime) -> dict[int, datetime.datetime]:
    """Public pages by the moment they first appeared."""
    pages = KnowledgePage.objects.visible().filter(first_published_at__gt=since)
    return dict(pages.values_list("pk", "first_published_at"))


def _asked(parameters: QueryDict) -> Query:
    return query_from(parameters, tuple(facets()))
