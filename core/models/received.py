"""What people send to the centre by a form."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from modelcluster.models import ClusterableModel


class ReceivedQuerySet(models.QuerySet):
    def from_forms_today(self) -> ReceivedQuerySet:
        """Of the last twenty-four hours."""
        since = timezone.now() - datetime.timedelta(days=1)
        return self.filter(received_at__gte=since, fingerprint__isnull=False)


class Received(ClusterableModel):
    """Sent by somebody without an account, or written down for them by an editor; the centre then settles it.

    Each kind has its own ``received_at``, ``consented_at`` and ``notified_at``, said with its own words.
    """

    CALLED: ClassVar[str]

    received_at: datetime.datetime

    # Of the form as it was sent: the same one sent twice is one. Empty when an editor wrote it.
    fingerprint = models.CharField("empreinte", max_length=64, null=True, unique=True, editable=False, help_text="")  # noqa: DJ001

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Nothing of the person nor of their words: the admin's journal keeps this after they are erased."""
        number = f"n° {self.pk} " if self.pk else ""
        return f"{self.CALLED} {number}du {timezone.localtime(self.received_at):%d/%m/%Y}"


def settled_at(is_settled: bool, before: datetime.datetime | None) -> datetime.datetime | None:
    """When it was settled: the first time counts; None again once it is reopened."""
    return (before or timezone.now()) if is_settled else None
