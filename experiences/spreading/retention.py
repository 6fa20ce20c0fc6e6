"""How long it is known who told of an essaimage."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from experiences.models import Adoption

PEOPLE_FOR = timedelta(days=183)  # after the answer, as the form promises
UNREAD_FOR = timedelta(days=365)  # what nobody read in a year is erased whole


def forget_adoptions() -> int:
    """Erases who told of what was published; and, whole, what was declined long enough ago or never read: how many."""
    now = timezone.now()
    decided = Adoption.objects.filter(decided_at__lt=now - PEOPLE_FOR)
    anonymised = (
        decided.filter(state=Adoption.State.PUBLISHED)
        .exclude(name="", email="")
        .update(name="", email="", fingerprint=None)
    )
    unread = Q(state=Adoption.State.RECEIVED, received_at__lt=now - UNREAD_FOR)
    declined = Q(state=Adoption.State.DECLINED, decided_at__lt=now - PEOPLE_FOR)
    erased = Adoption.objects.filter(unread | declined).delete()[1].get("experiences.Adoption", 0)
    return anonymised + erased
