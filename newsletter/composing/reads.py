"""How many times the pages of the archive are opened: counted on the server, by page and day, of nobody in particular.

Kept in memory by each process and written a minute's worth at a time, once a visitor has been answered; what a killed
process had not written is lost, and nothing more.
"""

from __future__ import annotations

import atexit
import datetime
import logging
from collections import Counter
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from core.models import KnowledgePage
from newsletter.models import ArchiveReads
from search.audience import is_countable
from search.engines.patience import briefly

WAITS = 0.2  # seconds for another writer
FULL = 200  # different pages after which they are written without waiting for the minute to end

logger = logging.getLogger(__name__)
_reads: Counter[tuple[datetime.date, int]] = Counter()
_lock = Lock()
_begun = 0.0


def note(request: HttpRequest, page: KnowledgePage) -> None:
    """Counts one more reading by somebody who is neither a robot nor a colleague; never a preview."""
    global _begun
    if getattr(request, "is_preview", False) or not page.live or not is_countable(request):
        return
    with _lock:
        if not _reads:
            _begun = monotonic()
        _reads[timezone.localdate(), page.pk] += 1


def write_if_due(**_: object) -> None:
    """Called at the end of each request: nearly always, this is all it does."""
    if _reads and (len(_reads) >= FULL or monotonic() - _begun >= settings.SEARCH_COUNTS_EVERY):
        write()


def write() -> None:
    """Writes what has gathered. Never raises: a count is worth no page."""
    with _lock:
        taken = dict(_reads)
        _reads.clear()
    if not taken:
        return
    try:
        with briefly(WAITS), transaction.atomic():
            _write(taken)
    except Exception as error:
        logger.warning("Reads of the archive could not be written (%s); they are kept for later.", type(error).__name__)
        with _lock:
            _reads.update(taken)


def forget() -> None:
    with _lock:
        _reads.clear()


def _write(taken: dict[tuple[datetime.date, int], int]) -> None:
    pages = set(KnowledgePage.objects.filter(pk__in={pk for _, pk in taken}).values_list("pk", flat=True))
    # In one order everywhere, so that no two processes wait for each other.
    keys = sorted(key for key in taken if key[1] in pages)
    ArchiveReads.objects.bulk_create([ArchiveReads(day=day, page_id=pk) for day, pk in keys], ignore_conflicts=True)
    for day, pk in keys:
        ArchiveReads.objects.filter(day=day, page=pk).update(times=F("times") + taken[day, pk])


atexit.register(write)
