"""The second half of a double opt-in: the person who reads the letter presses a button."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from newsletter.models import Alert, Consent, RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of

State = Subscriber.State
TO_CONFIRM = datetime.timedelta(days=7)
TERMS = "Oui, je veux recevoir la lettre à cette adresse. Je peux me désinscrire à tout moment."
ALERT_TERMS = "Oui, je veux recevoir cette recherche par courriel. Je peux l’arrêter à tout moment."
BY_LINK = "Le bouton de la page de confirmation, par le lien envoyé à l’adresse"


def is_too_late(asked_at: datetime.datetime) -> bool:
    return timezone.now() - asked_at > TO_CONFIRM


def may_confirm(subscriber: Subscriber) -> bool:
    """A request that waits, and not for too long; or somebody who has alerts only, and asked for the letter too."""
    if subscriber.state == State.ACTIVE:
        return not subscriber.wants_letter
    return subscriber.state == State.PENDING and subscriber.wants_letter and not is_too_late(subscriber.created_at)


def confirm(subscriber: Subscriber) -> None:
    """Once; again, it changes nothing."""
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if may_confirm(subscriber):
            _activate(subscriber, wants_letter=True)
            _note(subscriber, TERMS)


def may_confirm_alert(alert: Alert, subscriber: Subscriber) -> bool:
    waits = not alert.is_confirmed and not is_too_late(alert.created_at)
    return waits and subscriber.state in (State.ACTIVE, State.PENDING)


def confirm_alert(alert: Alert, subscriber: Subscriber) -> None:
    """The alert begins now. The letter, if it was asked for as well, keeps its own button."""
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if not may_confirm_alert(alert, subscriber):
            return
        if subscriber.state == State.PENDING:
            _activate(subscriber, wants_letter=False)
        Alert.objects.filter(pk=alert.pk).update(is_confirmed=True, seen_until=timezone.now())
        _note(subscriber, f"{ALERT_TERMS}\n{alert.label}")


def _activate(subscriber: Subscriber, *, wants_letter: bool) -> None:
    now = timezone.now()
    subscriber.state, subscriber.wants_letter = State.ACTIVE, wants_letter
    subscriber.confirmed_at, subscriber.active_at, subscriber.asked_again_at = now, now, None
    subscriber.soft_bounces = 0
    subscriber.save()
    RetiredAddress.objects.filter(fingerprint=fingerprint_of(subscriber.email)).delete()


def _note(subscriber: Subscriber, terms: str) -> None:
    Consent.objects.create(subscriber=subscriber, what=Consent.What.CONFIRMED, text=terms, source=BY_LINK)
