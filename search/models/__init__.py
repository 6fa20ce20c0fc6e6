"""What the search keeps: the public index, and what editors add to it."""

from .index import FacetValue, IndexChange, IndexedItem

__all__ = ["FacetValue", "IndexChange", "IndexedItem"]
