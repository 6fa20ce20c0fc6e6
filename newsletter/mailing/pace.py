"""No more letters a minute than the server accepts, whatever was sent before this process began."""

from __future__ import annotations

import datetime
from collections import deque

from django.utils import timezone
from wagtail.models import Site

from newsletter.models import Mailing, NewsletterSettings, OutboxLetter

WINDOW = datetime.timedelta(minutes=1)


class Pace:
    """In any minute, ``per_minute`` letters at most are handed over."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        since = timezone.now() - WINDOW
        recent = Mailing.objects.exclude(state=Mailing.State.SCHEDULED).exclude(finished_at__lt=since)
        handed = OutboxLetter.objects.filter(mailing__in=recent, handed_at__gt=since).order_by("-handed_at")
        latest = handed.values_list("handed_at", flat=True)[:per_minute]
        self._handed: deque[datetime.datetime] = deque(reversed(latest), maxlen=per_minute)

    @classmethod
    def as_set(cls) -> Pace:
        return cls(NewsletterSettings.for_site(Site.objects.get(is_default_site=True)).per_minute)

    def wait(self) -> datetime.timedelta:
        """How long before the next letter may be handed over."""
        if len(self._handed) < self.per_minute:
            return datetime.timedelta()
        return max(datetime.timedelta(), self._handed[0] + WINDOW - timezone.now())

    def count(self) -> None:
        self._handed.append(timezone.now())
