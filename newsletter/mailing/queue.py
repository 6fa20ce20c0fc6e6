"""What is to be sent: planned, begun at its time, suspended, gone on with."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.job_running import told
from newsletter.models import IssuePage, Mailing, OutboxLetter

from . import problems
from .kinds import sort_of
from .rules import FILLED_AT_ONCE

logger = logging.getLogger(__name__)

State = Mailing.State
CANCELLED = "annulé"


def plan(
    kind: str,
    name: str,
    *,
    planned_for: datetime.datetime,
    issue: IssuePage | None = None,
    created_by: AbstractBaseUser | None = None,
) -> Mailing:
    """The mailing of this name: there is never another. One that has not begun takes the new hour; one that was
    cancelled before anything left is planned again."""
    mailing, is_new = Mailing.objects.get_or_create(
        name=name, defaults={"kind": kind, "planned_for": planned_for, "issue": issue, "created_by": created_by}
    )
    if not is_new:
        waiting = Mailing.objects.filter(pk=mailing.pk, state=State.SCHEDULED)
        undone = Mailing.objects.filter(pk=mailing.pk, state=State.CANCELLED, started_at=None)
        (waiting | undone).update(state=State.SCHEDULED, planned_for=planned_for)
        mailing.refresh_from_db()
    return mailing


# -- an editor's hand -------------------------------------------------------------------------------------------------
def pause(mailing: Mailing) -> bool:
    """Whether it was going on. A letter that is being handed over at this very moment still leaves."""
    return _move(mailing, (State.SENDING,), State.PAUSED)


def resume(mailing: Mailing) -> bool:
    return _move(mailing, (State.PAUSED,), State.SENDING)


def cancel(mailing: Mailing) -> bool:
    """Whether it could still be; what has left has left."""
    with transaction.atomic():
        if not _move(mailing, (State.SCHEDULED, State.SENDING, State.PAUSED), State.CANCELLED):
            return False
        waiting = mailing.letters.filter(state=OutboxLetter.State.WAITING)
        waiting.update(state=OutboxLetter.State.SKIPPED, settled_at=timezone.now(), answer=CANCELLED)
        if mailing.started_at:
            Mailing.objects.filter(pk=mailing.pk).update(finished_at=timezone.now())
    return True


def _move(mailing: Mailing, before: tuple[str, ...], after: str) -> bool:
    moved = bool(Mailing.objects.filter(pk=mailing.pk, state__in=before).update(state=after))
    mailing.refresh_from_db()
    return moved


# -- its time has come ------------------------------------------------------------------------------------------------
def due() -> list[Mailing]:
    return list(Mailing.objects.filter(state=State.SCHEDULED, planned_for__lte=timezone.now()).order_by("planned_for"))


def begin(mailing: Mailing) -> bool:
    """Freezes what is sent and writes a row a recipient; whether letters may leave. Killed anywhere, it is begun again
    and makes nothing twice: the mailing is SENDING only once every row is there."""
    sort = sort_of(mailing)
    content = sort.content(mailing)
    if not content and sort.recipients is not None:
        problems.note(f"« {mailing} » ne contient rien : elle n’est pas envoyée.")
        return False
    Mailing.objects.filter(pk=mailing.pk).update(content=content, subject=_subject(mailing, content))
    if sort.recipients is not None:
        _fill(mailing)
        # Cancelled while it began, then planned again: those who had a row already are not forgotten.
        given_up = mailing.letters.filter(state=OutboxLetter.State.SKIPPED, answer=CANCELLED)
        given_up.update(state=OutboxLetter.State.WAITING, settled_at=None, answer="")
    started = Mailing.objects.filter(pk=mailing.pk, state=State.SCHEDULED)
    begun = bool(started.update(state=State.SENDING, started_at=timezone.now()))
    mailing.refresh_from_db()
    return begun


def begin_due() -> None:
    """Begins what is due; what cannot be is told in the log and tried again by the next task."""
    for mailing in due():
        try:
            begin(mailing)
        except Exception as error:  # whatever is wrong with an issue must not keep the others waiting
            logger.error("The mailing %s could not begin: %s.", mailing.name, told(error))
            problems.note(
                f"« {mailing} » n’a pas pu commencer ({type(error).__name__}). Un essai a lieu chaque minute."
            )


def message_key(mailing: Mailing, subscriber_pk: int) -> str:
    """What stands before the @ of a Message-ID: the same each time it is made, and nobody's to guess."""
    return salted_hmac("newsletter.message", f"{mailing.pk} {subscriber_pk}", algorithm="sha256").hexdigest()[:40]


def add_letters(mailing: Mailing, told: Mapping[int, dict[str, object]]) -> None:
    """For who plans a mailing whose letters differ. ``told``: what each subscriber, by pk, is written; one letter each,
    however often it is asked for."""
    letters = [
        OutboxLetter(mailing=mailing, subscriber_id=key, message_key=message_key(mailing, key), data=data)
        for key, data in told.items()
    ]
    OutboxLetter.objects.bulk_create(letters, batch_size=FILLED_AT_ONCE, ignore_conflicts=True)


def _fill(mailing: Mailing) -> None:
    last = 0
    everyone = sort_of(mailing).recipients(mailing).order_by("pk")
    while True:
        keys = list(everyone.filter(pk__gt=last).values_list("pk", flat=True)[:FILLED_AT_ONCE])
        if not keys:
            return
        add_letters(mailing, {key: {} for key in keys})
        last = keys[-1]


def _subject(mailing: Mailing, content: object) -> str:
    said = content.get("subject") or content.get("title") if isinstance(content, dict) else ""
    return str(said or mailing.subject)[:200]
