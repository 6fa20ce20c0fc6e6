"""What became of each letter: sent, sent back, left after, read in the archive. Counted of all, never of one reader."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Min, Q, Sum

from core.models import KnowledgePage
from newsletter.models import ArchiveReads, Bounce, Consent, IssuePage, OutboxLetter

SHOWN = 24  # the last letters: two years of a monthly one
LEAVES_WITHIN = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LetterFigures:
    """``left``: people who left in the 7 days that followed its sending, whatever their reason. ``reads``: of its page
    and of its items' own pages."""

    issue: IssuePage
    sent: int
    bounced: int
    left: int
    reads: int

    @property
    def cells(self) -> tuple[object, ...]:
        return self.issue.title, self.issue.sent_at.date(), self.sent, self.bounced, self.left, self.reads


COLUMNS = (
    "Lettre",
    "Envoyée le",
    "Lettres parties",
    "Revenues ou refusées",
    "Désinscriptions dans les 7 jours",
    "Lectures dans l’archive",
)


def letters() -> list[LetterFigures]:
    """The last ones sent, newest first: the same few queries whatever the number of readers."""
    issues = list(IssuePage.objects.filter(sent_at__isnull=False).defer("content", "sent").order_by("-sent_at")[:SHOWN])
    if not issues:
        return []
    numbers = [issue.pk for issue in issues]
    outbox = OutboxLetter.objects.filter(mailing__issue__in=numbers).values("mailing__issue").order_by()
    counts = {
        row["mailing__issue"]: row
        for row in outbox.annotate(
            sent=Count("pk", filter=Q(state=OutboxLetter.State.SENT)),
            refused=Count("pk", filter=Q(state__in=(OutboxLetter.State.REFUSED, OutboxLetter.State.GIVEN_UP))),
            begun=Min("handed_at"),
        )
    }
    returned = _returned(numbers)
    begun = [(counts.get(issue.pk) or {}).get("begun") or issue.sent_at for issue in issues]
    departures = _departures(min(begun))
    reads = _reads(issues)
    return [
        LetterFigures(
            issue,
            sent=counts[issue.pk]["sent"] if issue.pk in counts else 0,
            bounced=returned[issue.pk] + (counts[issue.pk]["refused"] if issue.pk in counts else 0),
            left=_between(departures, start, start + LEAVES_WITHIN),
            reads=reads[issue.pk],
        )
        for issue, start in zip(issues, begun, strict=True)
    ]


def _returned(numbers: list[int]) -> Counter[int]:
    """Letters that had been sent and came back; one that came back twice counts once."""
    rows = (
        Bounce.objects.filter(
            kind__in=(Bounce.Kind.HARD, Bounce.Kind.SOFT),
            letter__mailing__issue__in=numbers,
            letter__state=OutboxLetter.State.SENT,
        )
        .order_by()
        .values_list("letter__mailing__issue")
        .annotate(number=Count("letter", distinct=True))
    )
    return Counter(dict(rows))


def _departures(since: datetime.datetime) -> list[datetime.datetime]:
    left = Consent.objects.filter(what=Consent.What.LEFT, at__gte=since)
    return list(left.order_by("at").values_list("at", flat=True))


def _between(moments: list[datetime.datetime], start: datetime.datetime, end: datetime.datetime) -> int:
    return bisect_left(moments, end) - bisect_left(moments, start)


def _reads(issues: list[IssuePage]) -> Counter[int]:
    """Of each letter and of what stands under it, by the letter's number."""
    by_path = {issue.path: issue.pk for issue in issues}
    length = KnowledgePage.steplen
    rows = ArchiveReads.objects.order_by().values_list("page__path").annotate(times=Sum("times"))
    reads: Counter[int] = Counter()
    for path, times in rows:
        owner = by_path.get(path) or by_path.get(path[:-length])
        if owner:
            reads[owner] += times
    return reads
