"""The addresses that a subscriber is sent, absolute."""

from __future__ import annotations

from django.urls import reverse

from core.letters import absolute
from newsletter.composing.letters import Reader
from newsletter.models import Alert, Subscriber


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
    subscriber: Subscriber, why: str, themes: frozenset[int] = frozenset(), territories: frozenset[str] = frozenset()
) -> Reader:
    """Whom a letter is written to, their own links with it."""
    return Reader(manage_url(subscriber), leave_url(subscriber), one_click_url(subscriber), themes, territories, why)


def _private(name: str, subscriber: Subscriber) -> str:
    return absolute(reverse(name, args=[subscriber.current_secret()]))
