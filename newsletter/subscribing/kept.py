"""What is kept of a person, given to them whole; and its erasure."""

from __future__ import annotations

import datetime

from django.db import transaction

from newsletter.models import RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of


def all_that_is_kept(subscriber: Subscriber) -> dict[str, object]:
    """Plain data, its names in French: it is read by the person."""
    return {
        "courriel": subscriber.email,
        "état": subscriber.get_state_display(),
        "reçoit la lettre": subscriber.wants_letter,
        "rythme": subscriber.get_rhythm_display(),
        "thèmes": [theme.name for theme in subscriber.themes.all()],
        "territoires": [place.label for place in subscriber.territories.select_related("commune")],
        "demandé le": _iso(subscriber.created_at),
        "confirmé le": _iso(subscriber.confirmed_at),
        "parti le": _iso(subscriber.left_at),
        "dernier geste": _iso(subscriber.active_at),
        "relancé le": _iso(subscriber.asked_again_at),
        "refus passagers de suite": subscriber.soft_bounces,
        "alertes": [
            {
                "recherche": alert.label,
                "adresse": alert.query,
                "confirmée": alert.is_confirmed,
                "demandée le": _iso(alert.created_at),
                "vue jusqu’au": _iso(alert.seen_until),
            }
            for alert in subscriber.alerts.all()
        ],
        "preuves de consentement": [
            {"quoi": one.get_what_display(), "quand": _iso(one.at), "termes": one.text, "par où": one.source}
            for one in subscriber.consents.all()
        ],
        "envois": [
            {"envoi": str(letter.mailing), "état": letter.get_state_display(), "réglé le": _iso(letter.settled_at)}
            for letter in subscriber.letters.select_related("mailing")
        ],
    }


def erase(subscriber: Subscriber, why: str = RetiredAddress.Why.ERASED) -> None:
    """The row, its choices, alerts and proofs. A fingerprint stays, so that no list brings the address back; the
    person themselves may come back. What was sent stays counted, to nobody."""
    with transaction.atomic():
        fingerprint = fingerprint_of(subscriber.email)
        RetiredAddress.objects.get_or_create(fingerprint=fingerprint, defaults={"why": why})
        # Rows of the outbox are told nobody's, with what was written for this person alone.
        subscriber.letters.update(subscriber=None, data={})
        subscriber.delete()


def _iso(moment: datetime.datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
