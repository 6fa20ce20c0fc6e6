"""The steps of one row of the outbox. Each is one UPDATE that says what it expects: a process that was believed dead, a
reader who left or an editor's « suspendre » meanwhile make it change nothing."""

from __future__ import annotations

import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from newsletter.composing.filing import AROUND
from newsletter.models import Mailing, OutboxLetter, Subscriber
from taxonomy.models import Territory

from .rules import CLAIM, DOUBT, RETRIES

State = OutboxLetter.State
IN_DOUBT = "sans réponse"
SENDING = Mailing.objects.filter(state=Mailing.State.SENDING)


def waiting(mailing: Mailing) -> QuerySet[OutboxLetter]:
    """Those whose time has come, in the order of the outbox."""
    rows = OutboxLetter.objects.filter(mailing=mailing, state=State.WAITING, not_before__lte=timezone.now())
    places = Territory.objects.select_related(*AROUND)
    return (
        rows.select_related("subscriber")
        .prefetch_related("subscriber__themes", Prefetch("subscriber__territories", places))
        .order_by("not_before", "pk")
    )


def hand_over(letter: OutboxLetter, holder: str) -> bool:
    """Whether it is this process's to send, now: nobody else's, nothing suspended, nobody gone."""
    now = timezone.now()
    rows = OutboxLetter.objects.filter(
        pk=letter.pk,
        state=State.WAITING,
        mailing__in=SENDING.filter(pk=letter.mailing_id),
        subscriber__in=Subscriber.objects.filter(pk=letter.subscriber_id, state=Subscriber.State.ACTIVE),
    )
    return bool(
        rows.update(
            state=State.HANDED,
            handed_at=now,
            attempts=F("attempts") + 1,
            claimed_by=holder,
            claimed_until=now + CLAIM,
        )
    )


def give_back(letter: OutboxLetter, holder: str) -> None:
    """It was not handed over after all, and not for anything of its own."""
    _handed(letter, holder).update(
        state=State.WAITING, attempts=F("attempts") - 1, claimed_by="", claimed_until=None, handed_at=None
    )


def settle(letter: OutboxLetter, holder: str, state: str, code: str) -> bool:
    """Whether it was still this process's."""
    return bool(_handed(letter, holder).update(**_settled(state, code)))


def try_again(letter: OutboxLetter, holder: str, code: str) -> bool:
    """Later; whether it is given up instead, having been tried often enough."""
    return _later(_handed(letter, holder), letter.attempts + 1, code)


def put_off(letter: OutboxLetter, code: str) -> None:
    """It could not be made, so it was not even handed over."""
    rows = OutboxLetter.objects.filter(pk=letter.pk, state=State.WAITING)
    rows.update(attempts=F("attempts") + 1)
    _later(rows, letter.attempts + 1, code)


def skip(letter: OutboxLetter) -> None:
    OutboxLetter.objects.filter(pk=letter.pk, state=State.WAITING).update(**_settled(State.SKIPPED, ""))


def doubt(rows: QuerySet[OutboxLetter]) -> None:
    """Nobody knows whether these, handed over, have left: once more, later; the second time, that is enough."""
    rows.filter(doubtful=True).update(**_settled(State.SENT, IN_DOUBT))
    rows.filter(doubtful=False).update(
        state=State.WAITING, doubtful=True, not_before=timezone.now() + DOUBT, claimed_by="", claimed_until=None
    )


def doubt_one(letter: OutboxLetter, holder: str) -> None:
    doubt(_handed(letter, holder))


def doubt_the_abandoned(mailing: Mailing) -> None:
    """Those of a process that died before it could note the server's answer."""
    rows = OutboxLetter.objects.filter(mailing=mailing, state=State.HANDED)
    doubt(rows.filter(Q(claimed_until=None) | Q(claimed_until__lte=timezone.now())))


def close_if_done(mailing: Mailing) -> bool:
    left = OutboxLetter.objects.filter(mailing=OuterRef("pk")).exclude(state__in=OutboxLetter.SETTLED)
    done = SENDING.filter(~Exists(left), pk=mailing.pk)
    return bool(done.update(state=Mailing.State.DONE, finished_at=timezone.now()))


def close_the_done() -> None:
    """Those whose last letter was settled by a process that was killed just after, or while they were suspended."""
    for mailing in SENDING.all():
        close_if_done(mailing)


def next_time() -> datetime.datetime | None:
    """When the outbox has something to do again. What is due already and could not begin waits for the schedule."""
    rows = OutboxLetter.objects.filter(mailing__in=SENDING)
    waits = rows.filter(state=State.WAITING).order_by("not_before").values_list("not_before", flat=True).first()
    ends = rows.filter(state=State.HANDED).order_by("claimed_until").values_list("claimed_until", flat=True).first()
    later = Mailing.objects.filter(state=Mailing.State.SCHEDULED, planned_for__gt=timezone.now())
    planned = later.order_by("planned_for")
    starts = planned.values_list("planned_for", flat=True).first()
    return min((moment for moment in (waits, ends, starts) if moment), default=None)


def _handed(letter: OutboxLetter, holder: str) -> QuerySet[OutboxLetter]:
    return OutboxLetter.objects.filter(pk=letter.pk, state=State.HANDED, claimed_by=holder)


def _settled(state: str, code: str) -> dict[str, object]:
    return {"state": state, "answer": code, "settled_at": timezone.now(), "claimed_by": "", "claimed_until": None}


def _later(rows: QuerySet[OutboxLetter], attempts: int, code: str) -> bool:
    if attempts > len(RETRIES):
        return bool(rows.update(**_settled(State.GIVEN_UP, code)))
    rows.update(
        state=State.WAITING,
        answer=code,
        not_before=timezone.now() + RETRIES[attempts - 1],
        claimed_by="",
        claimed_until=None,
    )
    return False
