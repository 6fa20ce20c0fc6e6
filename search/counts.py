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
