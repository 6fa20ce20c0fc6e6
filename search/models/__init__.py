"""What the search keeps: the public index, the text of attached files, what editors add to it, what items
mean, and what people ask."""

from .attachments import DocumentText
from .audience import SearchCount
from .curation import PromotedResult, SetAsideRule, SynonymRule
from .index import FacetValue, IndexChange, IndexCopy, IndexedItem, IndexedWord
from .meaning import ItemMeaning
from .requests import AnsweringPage, DocumentaryRequest
from .usefulness import UsefulClick, UsefulCount

__all__ = [
    "AnsweringPage",
    "DocumentText",
    "DocumentaryRequest",
    "FacetValue",
    "IndexChange",
    "IndexCopy",
    "IndexedItem",
    "IndexedWord",
    "ItemMeaning",
    "PromotedResult",
    "SearchCount",
    "SetAsideRule",
    "SynonymRule",
    "UsefulClick",
    "UsefulCount",
]
