"""When an item is due for a review: knowledge ages, and readers are told how old it is.

The day is the one that its editors gave. Where they gave none, practices and fiches are due some time after their first
publication (``KnowledgePage.review_after``); once somebody has confirmed an item, the time runs again from that day.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from .signals import knowledge_page_saved

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from .models import KnowledgePage

YEAR = datetime.timedelta(days=365)
# What is told of once stays true longer than a way of doing things, which the law and the tools change.
PRACTICE, HOW_TO = datetime.timedelta(days=548), YEAR
CONFIRMED = YEAR  # for the kinds that are due only when somebody says so


def due_on(page: KnowledgePage) -> datetime.date | None:
    """The day before which it should be reviewed, None where nothing says so."""
    given, confirmed = page.review_by, page.confirmed_on
    if given and (confirmed is None or given > confirmed):
        return given
    if confirmed:
        return confirmed + (page.review_after or CONFIRMED)
    if page.review_after and page.first_published_at:
        return timezone.localdate(page.first_published_at) + page.review_after
    return None


def is_due(day: datetime.date | str | None) -> bool:
    """``day``: a date, or ISO; "" where there is none."""
    return bool(day) and str(day) < timezone.localdate().isoformat()


def overdue() -> PageQuerySet:
    """The items that the public sees past the day of their review: what ``due_on`` says, in SQL."""
    from .models import KnowledgePage

    today = timezone.localdate()
    given = Q(review_by__lt=today) & (Q(confirmed_on=None) | Q(confirmed_on__lt=F("review_by")))
    passed = Q(confirmed_on__lt=today - CONFIRMED) & ~Q(content_type__in=[kind for kind, _ in _kinds_that_age()])
    for kind, after in _kinds_that_age():
        midnight = timezone.make_aware(datetime.datetime.combine(today - after, datetime.time()))
        confirmed = Q(confirmed_on__lt=today - after)
        published = Q(confirmed_on=None, first_published_at__lt=midnight)
        passed |= Q(content_type=kind) & (confirmed | published)
    none_given = Q(review_by=None) | Q(review_by__lte=F("confirmed_on"))
    return KnowledgePage.objects.visible().filter(given | none_given & passed)


def overdue_for(user: AbstractBaseUser) -> PageQuerySet:
    """Those that this person may change, the oldest first."""
    theirs = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, {"change"})
    return overdue().filter(pk__in=theirs.values("pk")).order_by("first_published_at", "pk")


def confirm(page: KnowledgePage) -> datetime.date | None:
    """Notes that the item, as it is published, still holds today; the day of its next review."""
    page.confirmed_on = timezone.localdate()
    # The column alone: a draft under way stays as it is.
    type(page).objects.filter(pk=page.pk).update(confirmed_on=page.confirmed_on)
    knowledge_page_saved.send(sender=type(page), instance=page)
    return due_on(page)


def _kinds_that_age() -> list[tuple[ContentType, datetime.timedelta]]:
    from .models import KnowledgePage

    kinds = [model for model in apps.get_models() if issubclass(model, KnowledgePage) and model.review_after]
    return [(ContentType.objects.get_for_model(model), model.review_after) for model in kinds]
