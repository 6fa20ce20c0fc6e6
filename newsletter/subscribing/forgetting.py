"""Addresses are erased once nothing needs them any more.

Never confirmed: after seven days. Inactive for as long as the settings say: the person is asked once, and erased thirty
days later without an answer. Gone, or wanting nothing any more: thirty days later, during which a question about the
departure may be answered and a departure by mistake undone. Of those who have gone or were retired a fingerprint stays,
so that no list brings them back.
"""

from __future__ import annotations

import calendar
import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from newsletter.models import Alert, Consent, NewsletterSettings, RetiredAddress, Subscriber

from . import letters
from .confirming import TO_CONFIRM
from .kept import erase

AFTER_LEAVING = datetime.timedelta(days=30)
TO_ANSWER = datetime.timedelta(days=30)
ASKED_AT_ONCE = 200  # a night, so that many inactive people are no flood of letters
State = Subscriber.State


def forget_subscribers(now: datetime.datetime | None = None) -> None:
    now = now or timezone.now()
    forget_the_unconfirmed(now)
    forget_those_gone(now)
    forget_those_who_want_nothing(now)
    forget_the_silent(now)
    ask_the_inactive(now)


def forget_the_unconfirmed(now: datetime.datetime) -> int:
    """Nobody proved that the address is theirs: nothing of it stays, not even a fingerprint; but of whoever had left
    before somebody asked again for them."""
    late = now - TO_CONFIRM
    Alert.objects.filter(is_confirmed=False, created_at__lt=late).delete()
    unconfirmed = Subscriber.objects.filter(state=State.PENDING, created_at__lt=late)
    had_left = unconfirmed.filter(consents__what=Consent.What.LEFT).distinct()
    return _erase_all(had_left) + unconfirmed.delete()[0]


def forget_those_gone(now: datetime.datetime) -> int:
    gone = Subscriber.objects.filter(state__in=(State.LEFT, State.RETIRED), left_at__lt=now - AFTER_LEAVING)
    return _erase_all(gone)


def forget_those_who_want_nothing(now: datetime.datetime) -> int:
    """Neither the letter nor any alert, for as long as those who left are kept."""
    without = Subscriber.objects.filter(state=State.ACTIVE, wants_letter=False, active_at__lt=now - AFTER_LEAVING)
    return _erase_all(without.filter(alerts=None))


def forget_the_silent(now: datetime.datetime) -> int:
    """Asked again, and no answer."""
    return _erase_all(Subscriber.objects.filter(state=State.ACTIVE, asked_again_at__lt=now - TO_ANSWER))


def ask_the_inactive(now: datetime.datetime) -> int:
    """Whether they still want the letter. Only those whose question left are counted as asked."""
    since = _months_before(now, _months_kept())
    silent = Q(active_at__lt=since) | Q(active_at=None, created_at__lt=since)
    inactive = Subscriber.objects.filter(silent, state=State.ACTIVE, asked_again_at=None).order_by("pk")
    asked = 0
    for subscriber in inactive[:ASKED_AT_ONCE]:
        if letters.still_wanted(subscriber, TO_ANSWER.days):
            asked += Subscriber.objects.filter(pk=subscriber.pk).update(asked_again_at=now)
    return asked


def _erase_all(subscribers: QuerySet[Subscriber]) -> int:
    """Whoever answers while the others are erased stays."""
    count = 0
    for pk in list(subscribers.values_list("pk", flat=True)):
        if subscriber := subscribers.filter(pk=pk).first():
            erase(subscriber, RetiredAddress.Why.ERASED)
            count += 1
    return count


def _months_kept() -> int:
    site = Site.objects.filter(is_default_site=True).first()
    return (NewsletterSettings.for_site(site) if site else NewsletterSettings()).months_kept


def _months_before(moment: datetime.datetime, months: int) -> datetime.datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, calendar.monthrange(year, month + 1)[1]))
