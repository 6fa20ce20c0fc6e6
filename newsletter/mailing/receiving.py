"""What reports change here, whichever way they come."""

from __future__ import annotations

from newsletter.models import OutboxLetter

from . import returns
from .reports import Report


def take_in(report: Report) -> bool:
    """Whether it is about a letter of ours, and had not been told yet."""
    letter = OutboxLetter.objects.filter(message_key=report.key).select_related("subscriber").first()
    if letter is None:
        return False
    if report.kind == "leave":
        return returns.leave(letter)
    return returns.note(letter, report.kind, report.code, report.source)
