"""From the index in the database to the documents of its copy on the server."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from french.analysis import Json
from search.models import FacetValue, IndexedItem

BATCH = 100  # items read at a time: with what is attached to it an item may hold 200,000 characters
NEVER = "9999-12-31T00:00:00Z"


def sources(items: QuerySet[IndexedItem]) -> Iterator[dict[str, Json]]:
    """The document of each of these items, in the order of their ids, read in batches."""
    last = 0
    while batch := list(items.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        facets = _facets_of(item.pk for item in batch)
        yield from (_source(item, facets[item.pk]) for item in batch)


def _source(item: IndexedItem, facets: dict[str, list[str]]) -> dict[str, Json]:
    own, attached = _own_and_attached(item)
    return {
        "item": item.pk,
        "version": item.version,
        "sort_date": str(item.sort_date or ""),
        "sort_title": item.sort_title,
        "last_day": item.last_day,
        "expires_at": item.expires_at.isoformat() if item.expires_at else NEVER,
        "facets": facets,
        "title": item.title,
        "summary": item.summary,
        "filing": item.filing,
        "body": own,
        "attached": attached,
    }


def _own_and_attached(item: IndexedItem) -> tuple[str, str]:
    """What the item says itself, then what its attached files say: they have an address of their own."""
    starts = (start for start, _, url in item.passages if url.startswith("/"))
    cut = next(starts, len(item.text))
    return item.text[:cut], item.text[cut:]


def _facets_of(ids: Iterable[int]) -> defaultdict[int, dict[str, list[str]]]:
    found: defaultdict[int, dict[str, list[str]]] = defaultdict(dict)
    values = FacetValue.objects.filter(item__in=list(ids)).values_list("item_id", "facet", "value")
    for item, facet, value in values:
        found[item].setdefault(facet, []).append(value)
    return found
