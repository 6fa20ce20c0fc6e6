"""Slowing down whoever sends as machines do, and nobody else.

What one may send refills with time, like a bucket under a tap. It is counted in the database, which all workers share;
who sends is a fingerprint good for the day (``robots.visitor``), and a row is forgotten within a day.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.models import Pace

FORGOTTEN_AFTER = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """``most`` at once, then one more ``every`` so long."""

    name: str
    most: int
    every: datetime.timedelta


# A person who adds rows sends every few seconds for a while; ten people of a town hall may share an address.
SENDING = Limit("sending", 20, datetime.timedelta(seconds=4))
LETTERS = Limit("letters", 4, datetime.timedelta(hours=6))  # to one mailbox


def seconds_to_wait(limit: Limit, whom: str) -> int:
    """0 where ``whom`` may send, which is then counted; else in how many seconds they may. ``whom``: any text that is
    theirs; "" where nobody can be told from the others, and all may send."""
    if not whom:
        return 0
    key = salted_hmac("core.open_forms.pace", f"{limit.name} {whom}", algorithm="sha256").hexdigest()
    now = timezone.now()
    with transaction.atomic():
        pace, is_new = Pace.objects.select_for_update().get_or_create(key=key, defaults={"left": limit.most, "at": now})
        left = min(limit.most, pace.left + max(0.0, (now - pace.at) / limit.every))
        if left < 1:
            return math.ceil((1 - left) * limit.every.total_seconds())
        Pace.objects.filter(pk=pace.pk).update(left=left - 1, at=now)
        if is_new:
            forget_old()
    return 0


def forget_old() -> None:
    """What was counted more than a day ago; every new sender and every night do so."""
    Pace.objects.filter(at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
