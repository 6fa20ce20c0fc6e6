"""What is kept of partners is erased once it serves nobody.

A draft that has not changed for six months, whoever began it: nobody else ever reads it. Of an invitation that has been
over for a year, to whom it was sent; the whole row where no brève came by it. What was proposed stays, in the name of
its organisation.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from newsletter.models import Invitation, Item

from .drafts import erase

DRAFTS_KEPT = datetime.timedelta(days=183)
INVITATIONS_KEPT = datetime.timedelta(days=365)


def forget_partners() -> None:
    forget_drafts()
    forget_invitations()


def forget_drafts(now: datetime.datetime | None = None) -> int:
    """One at a time: a draft that its partner takes up again meanwhile is let be."""
    now = now or timezone.now()
    return sum(_erased(pk, now) for pk in list(_old_drafts(now).values_list("pk", flat=True)))


def forget_invitations(now: datetime.datetime | None = None) -> int:
    before = (now or timezone.now()) - INVITATIONS_KEPT
    over = Invitation.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before))
    unused, _ = over.filter(items=None).delete()
    known = over.exclude(email="", name="", word="")
    return unused + known.update(email="", name="", word="")


def _old_drafts(now: datetime.datetime) -> QuerySet[Item]:
    return Item.objects.filter(state=Item.State.DRAFT, modified_at__lt=now - DRAFTS_KEPT)


def _erased(pk: int, now: datetime.datetime) -> bool:
    with transaction.atomic():
        item = _old_drafts(now).select_for_update().filter(pk=pk).first()
        if item is not None:
            erase(item)
    return item is not None
