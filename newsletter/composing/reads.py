"""How often the pages of the archive are opened: counted on the server, by page and day, of nobody in particular."""

from __future__ import annotations

import datetime

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from core.models import KnowledgePage
from newsletter.models import ArchiveReads
from search.audience import is_countable
from search.minutes import Gathered

Key = tuple[datetime.date, int]  # a page, by its number


class Reads(Gathered[Key, int]):
    what = "Reads of the archive"
    full = 200

    def note(self, request: HttpRequest, page: KnowledgePage) -> None:
        """Counts one more reading by somebody who is neither a robot nor a colleague; never a preview."""
        if getattr(request, "is_preview", False) or not page.live or not is_countable(request):
            return
        with self.adding() as times:
            self.merge(times, {(timezone.localdate(), page.pk): 1})

    def store(self, counts: dict[Key, int]) -> None:
        pages = set(KnowledgePage.objects.filter(pk__in={pk for _, pk in counts}).values_list("pk", flat=True))
        keys = sorted(key for key in counts if key[1] in pages)
        ArchiveReads.objects.bulk_create([ArchiveReads(day=day, page_id=pk) for day, pk in keys], ignore_conflicts=True)
        for day, pk in keys:
            ArchiveReads.objects.filter(day=day, page=pk).update(times=F("times") + counts[day, pk])

    def merge(self, counts: dict[Key, int], former: dict[Key, int]) -> None:
        for key, times in former.items():
            counts[key] = counts.get(key, 0) + times


reads = Reads()
