"""What is made of a letter that comes back: addresses that receive nothing, or whose owner complains, are retired."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import Subquery

from newsletter.models import Bounce, OutboxLetter, RetiredAddress, Subscriber
from newsletter.subscribing import recipients

from .rules import SOFT_BOUNCES

WHY = {Bounce.Kind.HARD: RetiredAddress.Why.BOUNCED, Bounce.Kind.COMPLAINT: RetiredAddress.Why.COMPLAINED}


def note(letter: OutboxLetter, kind: str, code: str, source: str) -> bool:
    """Whether it was new. ``source``: what names the report; told twice, it counts once."""
    digest = hashlib.sha256(source.encode(errors="replace")).hexdigest()
    with transaction.atomic():
        bounce, is_new = Bounce.objects.get_or_create(
            source=digest, defaults={"letter": letter, "kind": kind, "code": code[:20]}
        )
        if is_new and letter.subscriber_id:
            _act_on(bounce, letter.subscriber)
    return is_new


def note_answer(letter: OutboxLetter, kind: str, code: str) -> None:
    """What the server said at once, to the letter itself."""
    note(letter, kind, code.partition(" ")[2] or code, f"answer {letter.message_key}")


def leave(letter: OutboxLetter) -> bool:
    """Whether somebody left, by the mail that ``List-Unsubscribe`` proposes."""
    if letter.subscriber is None or letter.subscriber.state != Subscriber.State.ACTIVE:
        return False
    recipients.leave(letter.subscriber, "Un courriel de désinscription")
    return True


def _act_on(bounce: Bounce, subscriber: Subscriber) -> None:
    if bounce.kind in WHY:
        recipients.retire(subscriber, WHY[bounce.kind])
        return
    run = _soft_run(bounce.letter)
    Subscriber.objects.filter(pk=subscriber.pk).update(soft_bounces=run)
    if run >= SOFT_BOUNCES:
        recipients.retire(subscriber, RetiredAddress.Why.BOUNCED)


def _soft_run(letter: OutboxLetter) -> int:
    """How many letters in a row, this one the last, could not be delivered to this address."""
    handed_at = OutboxLetter.objects.filter(pk=letter.pk).values("handed_at")  # who sends read it before it was handed
    before = OutboxLetter.objects.filter(
        subscriber=letter.subscriber_id, handed_at__isnull=False, handed_at__lte=Subquery(handed_at)
    ).exclude(state=OutboxLetter.State.SKIPPED)
    latest = before.order_by("-handed_at").prefetch_related("bounces")[:SOFT_BOUNCES]
    run = 0
    for one in latest:
        if not one.bounces.all():
            break
        run += 1
    return run
