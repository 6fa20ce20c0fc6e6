"""What the search keeps: the public index, the text of attached files, and what editors add to it."""

from .attachments import DocumentText
from .curation import PromotedResult, SetAsideRule, SynonymRule
from .index import FacetValue, IndexChange, IndexCopy, IndexedItem, IndexedWord

__all__ = [
    "DocumentText",
    "FacetValue",
    "IndexChange",
    "IndexCopy",
    "IndexedItem",
    "IndexedWord",
    "PromotedResult",
    "SetAsideRule",
    "SynonymRule",
]
