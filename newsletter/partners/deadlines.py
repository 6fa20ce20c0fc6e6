"""Which letters are being made, and until when their brèves are awaited."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from newsletter.models import IssuePage

MOST_AHEAD = 12  # letters: a year's


@dataclass(frozen=True, slots=True)
class Deadline:
    """Of a letter that partners may still propose for. Its title is a draft's: nobody outside the team reads it."""

    issue: int
    number: int | None
    until: datetime.date

    def __str__(self) -> str:
        return f"{self.letter}, brèves attendues jusqu’au {date_format(self.until, 'j F Y')}"

    @property
    def letter(self) -> str:
        month = date_format(self.until, "F Y")
        return _by_number(self.number) or f"Lettre {'d’' if month[0] in 'ao' else 'de '}{month}"  # avril, août, octobre

    @property
    def days_left(self) -> int:
        return (self.until - timezone.localdate()).days


def deadlines() -> list[Deadline]:
    """From the nearest. Of each letter as it was last saved, published or not: one query, whatever their number."""
    waiting = IssuePage.objects.filter(sent_at=None, alias_of=None).select_related("latest_revision")
    known = [_deadline(issue) for issue in waiting.order_by("-pk")[: 4 * MOST_AHEAD]]
    today = timezone.localdate()
    ahead = [one for one in known if one is not None and one.until >= today]
    return sorted(ahead, key=lambda one: (one.until, one.issue))[:MOST_AHEAD]


def letter_called(pk: object) -> str:
    """As partners know it, who read no title of a draft."""
    issue = IssuePage.objects.filter(pk=pk).select_related("latest_revision").first()
    number = _said_last(issue)[1] if issue else None
    return _by_number(number) or "Une lettre précise"


def _deadline(issue: IssuePage) -> Deadline | None:
    until, number = _said_last(issue)
    return Deadline(issue=issue.pk, number=number, until=until) if until else None


def _said_last(issue: IssuePage) -> tuple[datetime.date | None, int | None]:
    """Its deadline and its number, as it was last saved."""
    if issue.latest_revision is None:
        return issue.items_until, issue.number
    kept = issue.latest_revision.content
    return parse_date(kept.get("items_until") or ""), kept.get("number")


def _by_number(number: int | None) -> str:
    return f"Lettre n° {number}" if number else ""
