"""The public index as a modelsearch backend, so that ``update_index`` and its rebuild serve it like any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Model
from modelsearch.backends.base import BaseIndex, BaseSearchBackend

from core.models import KnowledgePage
from search import documents
from search.engines import writing

BATCH = 200  # items that are read and written together


class PublicIndex(BaseIndex):
    def add_model(self, model: type[Model]) -> None:
        """Nothing to prepare: all kinds share one index."""

    def add_item(self, item: Model) -> None:
        self.add_items(type(item), [item])

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        index([item for item in items if isinstance(item, KnowledgePage)])

    def delete_item(self, item: Model) -> None:
        if isinstance(item, KnowledgePage):
            writing.delete([item.pk])

    def reset(self) -> None:
        writing.clear()

    def refresh(self) -> None:
        """A database has nothing to refresh."""


class PublicRebuilder:
    """Empties and fills the index in one transaction: readers see the old index until the new one is whole."""

    def __init__(self, index: PublicIndex) -> None:
        self.index = index
        self.transaction = transaction.atomic()

    def start(self) -> PublicIndex:
        self.transaction.__enter__()
        self.index.reset()
        return self.index

    def finish(self) -> None:
        self.transaction.__exit__(None, None, None)


class PublicSearchBackend(BaseSearchBackend):
    index_class = PublicIndex
    rebuilder_class = PublicRebuilder


SearchBackend = PublicSearchBackend


def index(pages: Sequence[KnowledgePage], gone: Iterable[int] = ()) -> None:
    """Writes those of ``pages`` that are public, and drops the others from the index, with those that are gone."""
    public = [page for page in pages if documents.is_indexed(page)]
    dropped = {*gone, *(page.pk for page in pages)} - {page.pk for page in public}
    if dropped:
        writing.delete(sorted(dropped))
    if public:
        writing.write([documents.build(page) for page in public])
