"""How far a mailing is, in figures and in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import Site

from newsletter.models import Bounce, Mailing, NewsletterSettings, OutboxLetter

State = OutboxLetter.State
RECENT = datetime.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of letters; ``bounced`` and ``complaints`` came after they were sent."""

    total: int
    sent: int
    waiting: int
    handed: int
    refused: int
    given_up: int
    skipped: int
    in_doubt: int
    retried: int
    bounced: int
    complaints: int

    @property
    def settled(self) -> int:
        return self.sent + self.refused + self.given_up + self.skipped

    @property
    def percent(self) -> int:
        return 100 * self.settled // self.total if self.total else 0


def progress_of(mailing: Mailing) -> Progress:
    """Two queries, whatever the number of letters."""
    by_state = {state: Count("pk", filter=Q(state=state)) for state in State}
    counted = mailing.letters.aggregate(
        total=Count("pk"),
        in_doubt=Count("pk", filter=Q(doubtful=True)),
        retried=Count("pk", filter=Q(state=State.WAITING, attempts__gt=0)),
        **by_state,
    )
    came_back = Bounce.objects.filter(letter__mailing=mailing, letter__state=State.SENT).aggregate(
        bounced=Count("letter", filter=Q(kind__in=(Bounce.Kind.HARD, Bounce.Kind.SOFT)), distinct=True),
        complaints=Count("letter", filter=Q(kind=Bounce.Kind.COMPLAINT), distinct=True),
    )
    return Progress(**counted, **came_back)


def rate_of(mailing: Mailing) -> int:
    """Letters a minute, of late."""
    handed = mailing.letters.filter(handed_at__gt=timezone.now() - RECENT)
    first = handed.order_by("handed_at").values_list("handed_at", flat=True).first()
    if first is None:
        return 0
    minutes = max((timezone.now() - first).total_seconds() / 60, 1.0)  # what leaves at once is no rate
    return round(handed.count() / minutes)


def minutes_left(waiting: int, rate: int) -> int:
    """At the rate of late, never above the one that is set; at least 1 while something waits."""
    allowed = NewsletterSettings.for_site(Site.objects.get(is_default_site=True)).per_minute
    return -(-waiting // max(1, min(rate, allowed) if rate else allowed))


def counts_of(mailings: Iterable[Mailing]) -> dict[int, tuple[int, int]]:
    """By mailing: how many letters have been sent, of how many."""
    letters = OutboxLetter.objects.filter(mailing__in=[one.pk for one in mailings]).order_by()
    counted = letters.values_list("mailing").annotate(sent=Count("pk", filter=Q(state=State.SENT)), total=Count("pk"))
    return {key: (sent, total) for key, sent, total in counted}
