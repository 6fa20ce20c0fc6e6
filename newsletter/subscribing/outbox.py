"""Rows of the outbox for mailings whose letters differ from one person to the other."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.crypto import salted_hmac

from newsletter.models import Mailing, OutboxLetter

AT_ONCE = 500


def add_letters(mailing: Mailing, data: Mapping[int, dict[str, object]]) -> None:
    """``data``: what each subscriber, by pk, is written. One letter each, however often it is asked for."""
    letters = [
        OutboxLetter(mailing=mailing, subscriber_id=person, message_key=_key(mailing, person), data=said)
        for person, said in data.items()
    ]
    OutboxLetter.objects.bulk_create(letters, batch_size=AT_ONCE, ignore_conflicts=True)


def _key(mailing: Mailing, person: int) -> str:
    """The same each time it is made, and nobody's to guess."""
    return salted_hmac("newsletter.message", f"{mailing.pk} {person}", algorithm="sha256").hexdigest()[:40]
