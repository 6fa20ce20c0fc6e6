"""Making the index anew, and finding where it differs from what is public: for commands and the scheduler."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from core.batches import in_batches
from core.models import KnowledgePage

from . import documents
from .backends.public import BATCH, index
from .engines import writing
from .models import IndexedItem, IndexedWord


def rebuild_database(progress: Callable[[Sequence[int]], Iterable[int]] = iter) -> int:
    """Writes each public item again, batch by batch, then drops the rest: readers always see a whole index, and nobody
    who publishes waits longer than for one batch. The number of items.
    """
    ids = list(KnowledgePage.objects.visible().order_by("pk").values_list("pk", flat=True))
    IndexedWord.objects.all().delete()  # each batch brings its own back; what no item holds any more stays out
    with writing.copied_at_the_end():
        for batch in in_batches(progress(ids), BATCH):
            _index(batch)
        repair_database(database_drift())
    return IndexedItem.objects.count()


def database_drift() -> set[int]:
    """Items that are public and not in the index, or in it and not public."""
    public = {page.pk for page in KnowledgePage.objects.visible().specific().iterator() if documents.is_indexed(page)}
    return public ^ set(IndexedItem.objects.values_list("pk", flat=True))


def repair_database(ids: Collection[int]) -> None:
    """Brings the index up to date for these items, whether they are public, hidden or gone."""
    for batch in in_batches(sorted(ids), BATCH):
        _index(batch)


def _index(ids: Collection[int]) -> None:
    index(list(KnowledgePage.objects.filter(pk__in=ids).specific()), gone=ids)


def rebuild_copy() -> int:
    """The number of items; ConnectionError where the server does not answer."""
    from .engines.elastic.remaking import rebuild

    return rebuild()


def copy_drift() -> set[int]:
    """Items that differ; all of them where there is no copy. ConnectionError where the server does not answer."""
    from .engines.elastic.comparing import NoCopy, drift

    try:
        return set(drift().ids)
    except NoCopy:
        return set(IndexedItem.objects.values_list("pk", flat=True))


def repair_copy() -> int:
    """The number of items in which it differed; ConnectionError where the server does not answer."""
    from .engines.elastic.comparing import repair

    return repair()
