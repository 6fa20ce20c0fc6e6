"""Work that only one process does at a time, across processes and machines.

A lease is a row of the database. Who took it keeps it until a moment, and longer if it says so in time; whoever is
killed loses it then. What must not be done twice checks besides, where it writes, that it is still its turn.
"""

from __future__ import annotations

import datetime
import secrets

from django.db.models import Q
from django.utils import timezone

from .models import JobRun


def new_holder() -> str:
    return secrets.token_hex(16)


def take(name: str, holder: str, length: datetime.timedelta) -> bool:
    """Whether the lease is now ``holder``'s, until ``length`` from now; taken again, it is renewed."""
    JobRun.objects.get_or_create(name=name)
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=holder)
    return bool(JobRun.objects.filter(free, name=name).update(claimed_by=holder, claimed_until=now + length))


def renew(name: str, holder: str, length: datetime.timedelta) -> bool:
    """Whether nobody else has taken it since."""
    mine = JobRun.objects.filter(name=name, claimed_by=holder)
    return bool(mine.update(claimed_until=timezone.now() + length))


def release(name: str, holder: str) -> None:
    JobRun.objects.filter(name=name, claimed_by=holder).update(claimed_by="", claimed_until=None)


def is_taken(name: str) -> bool:
    return JobRun.objects.filter(name=name, claimed_until__gt=timezone.now()).exists()
