"""Asking for the letter, or for an alert: whatever the address, one letter leaves to it and nothing else tells.

All of it is done once the visitor has been answered (``answers.Afterwards``): an address that is known takes no longer
than one that is not. An address whose owner complained is sent nothing: whoever wants the letter back writes to us.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.open_forms import pace
from newsletter.models import Alert, Consent, RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of, same_address
from taxonomy.models import Territory, Theme

from . import letters

State = Subscriber.State
MOST_ALERTS = 20  # of one person
FORM = "Le formulaire « Recevoir la lettre »"
ALERT_FORM = "Le formulaire « Cette recherche par courriel »"


@dataclass(frozen=True, slots=True)
class Choices:
    rhythm: str
    themes: Sequence[Theme]
    territories: Sequence[Territory]

    def keep(self, subscriber: Subscriber) -> None:
        subscriber.rhythm = self.rhythm
        subscriber.save(update_fields=["rhythm"])
        subscriber.themes.set(self.themes)
        subscriber.territories.set(self.territories)


def ask_for_letter(email: str, choices: Choices, terms: str) -> None:
    """``terms``: the words that were agreed to. Whoever already receives the letter keeps the choices they made:
    nobody has proved yet that the address is theirs."""
    email = same_address(email)
    if not _may_be_written_to(email):
        return
    subscriber = _somebody(email, wants_letter=True)
    if subscriber.state == State.ACTIVE and subscriber.wants_letter:
        letters.already(subscriber)
        return
    with transaction.atomic():
        choices.keep(subscriber)
        _note(subscriber, terms, FORM)
    letters.confirm(subscriber)


def ask_for_alert(email: str, query: str, label: str, terms: str) -> None:
    """``query``: the parameters of the search; ``label``: the same in words."""
    email = same_address(email)
    if not _may_be_written_to(email):
        return
    subscriber = _somebody(email, wants_letter=False)
    alert = subscriber.alerts.filter(query=query).first()
    if alert is None and subscriber.alerts.count() >= MOST_ALERTS:
        letters.too_many_alerts(subscriber)
        return
    with transaction.atomic():
        if alert is None:
            alert = Alert.objects.create(subscriber=subscriber, query=query, label=label)
        elif not alert.is_confirmed:
            Alert.objects.filter(pk=alert.pk).update(created_at=timezone.now(), label=label)
        _note(subscriber, f"{terms}\n{label}", ALERT_FORM)
    letters.confirm_alert(subscriber, alert)


def _may_be_written_to(email: str) -> bool:
    complained = RetiredAddress.objects.filter(
        fingerprint=fingerprint_of(email), why=RetiredAddress.Why.COMPLAINED
    ).exists()
    return not pace.seconds_to_wait(pace.LETTERS, email) and not complained


def _somebody(email: str, *, wants_letter: bool) -> Subscriber:
    """The row of this address: active, or from now on to be confirmed within a while."""
    new = Subscriber(email=email, wants_letter=wants_letter)
    new.give_a_link()
    made = {"nonce": new.nonce, "digest": new.digest, "wants_letter": wants_letter}
    subscriber, is_new = Subscriber.objects.get_or_create(email=email, defaults=made)
    if is_new or subscriber.state == State.ACTIVE:
        return subscriber
    # An unconfirmed request for the letter stays one when an alert is asked for besides.
    subscriber.wants_letter = wants_letter or (subscriber.state == State.PENDING and subscriber.wants_letter)
    subscriber.state, subscriber.created_at, subscriber.left_at = State.PENDING, timezone.now(), None
    subscriber.save(update_fields=["wants_letter", "state", "created_at", "left_at"])
    return subscriber


def _note(subscriber: Subscriber, terms: str, source: str) -> None:
    Consent.objects.create(subscriber=subscriber, what=Consent.What.ASKED, text=terms, source=source)
