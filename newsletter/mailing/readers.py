"""What sending asks of those who keep the subscriptions."""

from __future__ import annotations

from django.db.models import QuerySet

from newsletter.models import Subscriber


def recipients(kind: str) -> QuerySet[Subscriber]:
    from newsletter.subscribing import recipients as subscribing

    return subscribing.recipients(kind)


def one_click_url(subscriber: Subscriber) -> str:
    from newsletter.subscribing import links

    return links.one_click_url(subscriber)


def retire(subscriber: Subscriber, why: str) -> None:
    from newsletter.subscribing import recipients as subscribing

    subscribing.retire(subscriber, why)


def leave(subscriber: Subscriber, source: str) -> None:
    from newsletter.subscribing import recipients as subscribing

    subscribing.leave(subscriber, source)
