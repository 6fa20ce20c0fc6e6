"""The addresses that a subscriber is sent, absolute."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from core.letters import absolute
from newsletter.composing.filing import codes_around
from newsletter.composing.letters import Reader
from newsletter.models import Alert, Subscriber
from taxonomy.models import Territory


def confirm_url(subscriber: Subscriber) -> str:
    return _private("subscription_confirm", subscriber)


def manage_url(subscriber: Subscriber) -> str:
    return _private("subscription_choices", subscriber)


def leave_url(subscriber: Subscriber) -> str:
    return _private("subscription_leave", subscriber)


def one_click_url(subscriber: Subscriber) -> str:
    """What mail programs send « List-Unsubscribe=One-Click » to (RFC 8058); to a person it shows a button."""
    return leave_url(subscriber)


def alert_url(alert: Alert, subscriber: Subscriber) -> str:
    """Where one alert is confirmed, and later stopped."""
    return absolute(reverse("alert", args=[subscriber.current_secret(), alert.pk]))


def reader_of(
    subscriber: Subscriber, why: str, themes: frozenset[int] = frozenset(), places: Iterable[Territory] = ()
) -> Reader:
    """Whom a letter is written to, their own links with it."""
    known = list(places)
    return Reader(
        manage_url(subscriber),
        leave_url(subscriber),
        one_click_url(subscriber),
        themes,
        territories=frozenset(place.code for place in known),
        around=frozenset(codes_around(known)),
        why=why,
    )


def _private(name: str, subscriber: Subscriber) -> str:
    return absolute(reverse(name, args=[subscriber.current_secret()]))
