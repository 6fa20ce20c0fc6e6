"""What partners bring, and how long it takes to appear."""

from __future__ import annotations

import datetime
from collections import Counter
from statistics import median

from django.db.models import QuerySet

from newsletter.models import Item

STATES = tuple(state for state in Item.State if state != Item.State.DRAFT)  # a draft is its partner's alone
COLUMNS = (*(state.label for state in STATES), "Total")
NO_THEME = "Sans thème"
YEAR = datetime.timedelta(days=365)

Row = tuple[str, list[int]]


def by_partner() -> list[Row]:
    return _by("organisation__name")


def by_theme() -> list[Row]:
    return _by("theme__name")


def days_to_appear(since: datetime.datetime) -> float | None:
    """Median number of days between the proposal and the publication of what appeared since; None: nothing did."""
    moments = (
        Item.objects.filter(published_at__gte=since, proposed_at__isnull=False)
        .order_by()
        .values_list("proposed_at", "published_at")
    )
    days = [(published - proposed) / datetime.timedelta(days=1) for proposed, published in moments]
    return median(days) if days else None


def _by(field: str) -> list[Row]:
    """One row a name, those that bring most first: a number for each state, then their total."""
    counted: dict[str, Counter[str]] = {}
    for name, state in _proposed().values_list(field, "state").iterator():
        counted.setdefault(name or NO_THEME, Counter())[state] += 1
    rows = [(name, [*(states[state] for state in STATES), states.total()]) for name, states in counted.items()]
    return sorted(rows, key=lambda row: (-row[1][-1], row[0]))


def _proposed() -> QuerySet[Item]:
    return Item.objects.filter(state__in=STATES).order_by()
