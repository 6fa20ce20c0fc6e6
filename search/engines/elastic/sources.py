"""From the index in the database to the documents of its copy on the server."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from french.analysis import Json
from search.meaning.model import model
from search.meaning.stored import unpacked
from search.models import FacetValue, IndexedItem, ItemMeaning
from search.passages import own_text

BATCH = 100  # items read at a time: with what is attached to it an item may hold 200,000 characters
NEVER = "9999-12-31T00:00:00Z"


def sources(items: QuerySet[IndexedItem]) -> Iterator[dict[str, Json]]:
    """The document of each of these items, in the order of their ids, read in batches."""
    last = 0
    while batch := list(items.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        facets, openings = _facets_of(item.pk for item in batch), _openings_of(item.pk for item in batch)
        yield from (_source(item, facets[item.pk]) | openings.get(item.pk, {}) for item in batch)


def _source(item: IndexedItem, facets: dict[str, list[str]]) -> dict[str, Json]:
    own = own_text(item.text, item.passages)
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
        "attached": item.text[len(own) :],
    }


def _facets_of(ids: Iterable[int]) -> defaultdict[int, dict[str, list[str]]]:
    found: defaultdict[int, dict[str, list[str]]] = defaultdict(dict)
    values = FacetValue.objects.filter(item__in=list(ids)).values_list("item_id", "facet", "value")
    for item, facet, value in values:
        found[item].setdefault(facet, []).append(value)
    return found


def _openings_of(ids: Iterable[int]) -> dict[int, dict[str, Json]]:
    """What each item means as a whole, where there is a model and it has been shown the item."""
    known = model()
    if known is None:
        return {}
    kept = ItemMeaning.objects.filter(pk__in=list(ids), model=known.name).values_list("pk", "opening")
    return {pk: {"opening": unpacked(opening, known.dimensions)[0].tolist()} for pk, opening in kept}
