"""The practices proposed beside an item: kept as they were found, looked for again when something has changed.

What was found is shown only as long as nothing has touched the item nor what is proposed since: so each reason is true
of what both say now, and what is no longer public is gone at once. Then, and the next day for what else has been
published, it is looked for again by whoever opens the page first. Until content changes, a process asks the database
for none of it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from core.caching import kept_until_content_changes
from core.routing import url_of
from core.visibility import visible_q
from experiences.likeness.similar import MOST, Near, nearest
from experiences.models import SimilarPractices
from search.engines.patience import briefly
from search.models import IndexedItem

WAITS = 0.2  # seconds for another writer: the page comes first, what was found can be kept another time

Found = tuple[int, int, Sequence[str]]  # item, version of its row, reasons
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A practice proposed beside an item; ``reason``: what makes it near, as a sentence without its full stop."""

    title: str
    url: str
    places: Sequence[str]
    facts: dict[str, str]
    reason: str


def neighbours(pk: int) -> list[Neighbour]:
    """At most ``MOST``, the nearest first; none for what the public may not see."""
    return _neighbours_on(timezone.localdate(), pk)


@kept_until_content_changes
def _neighbours_on(today: date, pk: int) -> list[Neighbour]:
    item = IndexedItem.objects.filter(visible_q("page__"), pk=pk)
    kept = item.values_list(
        "version", *(f"page__similar_practices__{name}" for name in ("version", "looked_at", "found"))
    ).first()
    if kept is None:
        return []
    version, known, looked_at, found = kept
    if known == version and timezone.localdate(looked_at) == today:
        shown, stale = _shown(found)
        if not stale:
            return shown
    return _shown(_looked_for(pk, version))[0]


def _shown(found: Sequence[Found]) -> tuple[list[Neighbour], bool]:
    """Those that are public and still say what they said, and whether one is missing."""
    if not found:
        return [], False
    items = IndexedItem.objects.filter(visible_q("page__"), pk__in=[one[0] for one in found])
    read = items.annotate(url_path=F("page__url_path")).only("version", "title", "card")
    by_id = {item.pk: item for item in read}
    same = [(by_id[pk], reasons) for pk, version, reasons in found if pk in by_id and by_id[pk].version == version]
    return [_neighbour(item, reasons) for item, reasons in same[:MOST]], len(same) < len(found)


def _neighbour(item: IndexedItem, reasons: Sequence[str]) -> Neighbour:
    reason = " · ".join(reasons)
    return Neighbour(
        title=item.title,
        url=url_of(item.url_path),
        places=item.card.get("territories", []),
        facts=item.card.get("facts", {}),
        reason=reason[:1].upper() + reason[1:],
    )


def _looked_for(pk: int, version: int) -> list[Found]:
    found = [_kept(one) for one in nearest(pk)]
    try:
        with briefly(WAITS), transaction.atomic():
            SimilarPractices.objects.update_or_create(
                page_id=pk, defaults={"version": version, "looked_at": timezone.now(), "found": found}
            )
    except DatabaseError as error:
        logger.warning("Similar practices could not be kept (%s).", type(error).__name__)
    return found


def _kept(one: Near) -> Found:
    return one.id, one.version, [reason.label for reason in one.reasons]
