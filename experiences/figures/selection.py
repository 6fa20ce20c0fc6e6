"""The filters of a query, in words."""

from __future__ import annotations

from search import labels
from search.interface import Query


def in_words(query: Query) -> str:
    """« compost », Isère, Échec: what narrows the practices; "" where nothing does."""
    said = [f"« {query.text} »"] if query.text else []
    for name, values in query.filters.items():
        if name != "kind":
            said.append(" ou ".join(labels.value_label(name, value) for value in values))
    return ", ".join(said)
