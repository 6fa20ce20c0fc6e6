"""What the search keeps: the public index, and what editors add to it."""

from .curation import PromotedResult, SetAsideRule, SynonymRule
from .index import FacetValue, IndexChange, IndexCopy, IndexedItem, IndexedWord

__all__ = [
    "FacetValue",
    "IndexChange",
    "IndexCopy",
    "IndexedItem",
    "IndexedWord",
    "PromotedResult",
    "SetAsideRule",
    "SynonymRule",
]
