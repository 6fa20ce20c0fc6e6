"""The week's alerts: to each person, what their searches found that is new; to nobody, a letter without anything."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from core.letters import absolute
from newsletter.mailing.queue import add_letters
from newsletter.models import Alert, Mailing, Subscriber
from search.hits import taken, visible_items

from . import searches

SUBJECT = "Du nouveau dans vos recherches"
MOST_SHOWN = 20  # of one search, in a letter
Data = dict[str, object]


def send_alerts(now: datetime.datetime | None = None) -> Mailing | None:
    """The mailing of this week, once; None where there is nothing new for anybody. Killed in the middle, it has done
    nothing, and is done whole the next time."""
    now = now or timezone.now()
    year, week, _ = timezone.localdate(now).isocalendar()
    name = f"alerts-{year}-{week:02}"
    if Mailing.objects.filter(name=name).exists():
        return None
    waiting = _waiting()
    told = _news(waiting, now)
    with transaction.atomic():
        Alert.objects.filter(pk__in=[alert.pk for alert in waiting]).update(seen_until=now)
        if not told:
            return None
        mailing = Mailing.objects.create(kind=Mailing.Kind.ALERTS, name=name, subject=SUBJECT, planned_for=now)
        add_letters(mailing, {person: {"alerts": alerts} for person, alerts in told.items()})
    return mailing


def _waiting() -> list[Alert]:
    confirmed = Alert.objects.filter(is_confirmed=True, subscriber__state=Subscriber.State.ACTIVE)
    return list(confirmed.order_by("subscriber", "created_at", "pk"))


def _news(alerts: Sequence[Alert], now: datetime.datetime) -> dict[int, list[Data]]:
    """By subscriber, what each alert has to say. Each distinct search is asked once, whoever wants it."""
    if not alerts:
        return {}
    since = min(alert.seen_until for alert in alerts)
    new = {pk: at for pk, at in searches.first_published_since(since).items() if at <= now}
    found: dict[str, list[int]] = {}
    items: dict[tuple[int, ...], list[Data]] = {}  # those of the same search are mostly told the same
    told: dict[int, list[Data]] = {}
    for alert in alerts:
        if alert.query not in found:
            found[alert.query] = searches.found_new(alert.query, new, since)
        if pks := [pk for pk in found[alert.query] if new[pk] > alert.seen_until]:
            shown = tuple(pks[:MOST_SHOWN])
            if shown not in items:
                items[shown] = _items(shown)
            told.setdefault(alert.subscriber_id, []).append(_said(alert, items[shown], len(pks)))
    return told


def _said(alert: Alert, items: list[Data], total: int) -> Data:
    return {
        "alert": alert.pk,
        "label": alert.label,
        "url": searches.address_of(alert.query),
        "more": total - len(items),
        "items": items,
    }


def _items(pks: Sequence[int]) -> list[Data]:
    items = visible_items(pks)
    return [
        {"page": item.pk, "title": one.title, "url": one.url, "summary": one.summary, "kind_label": one.kind_label}
        for item, one in zip(items, taken(items, absolute("/").rstrip("/")), strict=True)
    ]
