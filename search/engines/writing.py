"""What is written to the index, whole or not at all, and the journal by which its copies follow."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import local

from django.conf import settings
from django.db import transaction

from core.caching import content_changed
from search.documents import IndexDocument
from search.models import FacetValue, IndexChange, IndexedItem, IndexedWord

from .conditions import dialect
from .words import learn

MOST_FOLLOWED = 500  # changes sent when something is published; more wait for the scheduler
KEPT_CHANGES = 20_000  # what has missed more than these starts again from the whole index
_FORGET_EVERY = 1_000  # changes
_work = local()
_WRITTEN = [field.name for field in IndexedItem._meta.concrete_fields if not field.primary_key]


@transaction.atomic
def write(documents: Sequence[IndexDocument]) -> None:
    """Puts these items into the index, in place of what it held of them."""
    ids = [document.item.page_id for document in documents]
    version = _changed(ids)
    for document in documents:
        document.item.version = version
    FacetValue.objects.filter(item__in=ids).delete()
    IndexedItem.objects.bulk_create(
        [document.item for document in documents],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=_WRITTEN,
    )
    FacetValue.objects.bulk_create([value for document in documents for value in document.facet_values])
    dialect().write(documents)
    learn(documents)


@transaction.atomic
def delete(ids: Sequence[int]) -> None:
    _changed(ids)
    FacetValue.objects.filter(item__in=ids).delete()
    IndexedItem.objects.filter(pk__in=ids).delete()
    dialect().delete(ids)


@transaction.atomic
def touch(versions: Mapping[int, int]) -> tuple[int, set[int]]:
    """Has the copies of the index look again at these items, those that are still at the version given for them: their
    new version, and which they are.
    """
    content_changed()  # nobody writes from here on
    current = IndexedItem.objects.filter(pk__in=versions).values_list("pk", "version")
    ids = {pk for pk, version in current if versions[pk] == version}
    version = _changed(sorted(ids))
    IndexedItem.objects.filter(pk__in=ids).update(version=version)
    return version, ids


@transaction.atomic
def clear() -> None:
    content_changed()
    IndexChange.objects.all().delete()
    FacetValue.objects.all().delete()
    IndexedItem.objects.all().delete()
    dialect().clear()
    IndexedWord.objects.all().delete()


def _changed(ids: Sequence[int]) -> int:
    """Journals these changes and returns their version: microseconds of the clock, never twice the same.

    Telling first that content changes takes the lock that all who write share: versions are committed in order.
    """
    content_changed()
    version = max(time.time_ns() // 1_000, IndexChange.objects.last_version() + 1)
    IndexChange.objects.bulk_create([IndexChange(version=version, item=pk) for pk in ids])
    _forget_the_oldest(len(ids))
    _tell_the_copy()
    return version


def _forget_the_oldest(added: int) -> None:
    newest = IndexChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest % _FORGET_EVERY < added:
        IndexChange.objects.filter(pk__lte=newest - KEPT_CHANGES).delete()


@contextmanager
def copied_at_the_end() -> Iterator[None]:
    """Within it what is written is copied to the other server once, at the end: for work on many items."""
    _work.many = True
    try:
        yield
    finally:
        _work.many = False
        if settings.ELASTICSEARCH_URL:
            _follow(KEPT_CHANGES)


def _tell_the_copy() -> None:
    if settings.ELASTICSEARCH_URL and not getattr(_work, "many", False):
        transaction.on_commit(_follow, robust=True)


def _follow(most: int = MOST_FOLLOWED) -> None:
    from .elastic.copying import follow  # its client is not loaded where nobody asks for it

    follow(most)
