"""How many public items have each value of a facet, kept until content changes."""

from __future__ import annotations

from core.caching import kept_until_content_changes

from .engines.choice import engine
from .interface import Query


@kept_until_content_changes
def counts_of(facet: str, **filters: tuple[str, ...]) -> dict[str, int]:
    """Facet value → number of items, among those that ``filters`` keep."""
    query = Query(filters=filters, facets=(facet,), per_page=0)
    return dict(engine().search(query).counts[facet])


@kept_until_content_changes
def counts_crossed(first: str, second: str, **filters: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Value of the first facet → value of the second → number of items, among those that ``filters`` keep."""
    query = Query(filters=filters, crossed=((first, second),), per_page=0)
    found = engine().search(query).crossed.get((first, second), {})
    return {value: dict(counts) for value, counts in found.items()}
