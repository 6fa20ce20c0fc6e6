"""Who is written to, and who no longer is."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from newsletter.models import Consent, Mailing, RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of

State, Rhythm = Subscriber.State, Subscriber.Rhythm
LEAVING = "Je ne veux plus rien recevoir : ni la lettre, ni mes alertes."


def recipients(kind: str) -> QuerySet[Subscriber]:
    """``kind``: of ``Mailing.Kind``. Each person once."""
    active = Subscriber.objects.filter(state=State.ACTIVE)
    if kind == Mailing.Kind.ISSUE:
        return active.filter(wants_letter=True, rhythm__in=(Rhythm.EACH, Rhythm.THEMES))
    if kind == Mailing.Kind.DIGEST:
        return active.filter(wants_letter=True, rhythm=Rhythm.MONTHLY)
    if kind == Mailing.Kind.ALERTS:
        return active.filter(alerts__is_confirmed=True).distinct()
    return active


def leave(subscriber: Subscriber, source: str) -> bool:
    """Nothing more is sent, of the letter or of alerts. Whether it had not been said before. ``source``: by which
    way, for the proof."""
    with transaction.atomic():
        present = Subscriber.objects.filter(pk=subscriber.pk).exclude(state__in=(State.LEFT, State.RETIRED))
        if not present.update(state=State.LEFT, left_at=timezone.now()):
            return False
        subscriber.alerts.all().delete()
        Consent.objects.create(subscriber=subscriber, what=Consent.What.LEFT, text=LEAVING, source=source)
    subscriber.refresh_from_db()
    return True


def retire(subscriber: Subscriber, why: str) -> None:
    """Its address is written to no more: it does not exist, or its owner complained. ``why``: of
    ``RetiredAddress.Why``; a complaint is never softened by a later failure."""
    with transaction.atomic():
        fingerprint = fingerprint_of(subscriber.email)
        kept, is_new = RetiredAddress.objects.get_or_create(fingerprint=fingerprint, defaults={"why": why})
        if not is_new and kept.why != RetiredAddress.Why.COMPLAINED:
            RetiredAddress.objects.filter(pk=kept.pk).update(why=why, at=timezone.now())
        Subscriber.objects.filter(pk=subscriber.pk).update(state=State.RETIRED, left_at=timezone.now())
        subscriber.alerts.all().delete()
    subscriber.refresh_from_db()
