"""How long what people asked is kept."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from .models import DocumentaryRequest, SearchCount

ALONE_FOR = timedelta(days=30)  # a question asked once may be somebody's: it is not kept longer
COUNTS_FOR = timedelta(days=761)  # twenty-five months: two years can be compared
REQUESTS_FOR = timedelta(days=365)  # after they are closed, as the form promises


def forget_counts() -> int:
    """Forgets what is too old, and what was asked only once; returns how many counts that was."""
    today = timezone.localdate()
    alone = SearchCount.objects.values("question").annotate(asked=Sum("searches")).filter(asked__lte=1)
    old = SearchCount.objects.filter(day__lt=today - COUNTS_FOR)
    lone = SearchCount.objects.filter(day__lt=today - ALONE_FOR, question__in=alone.values("question"))
    return old.delete()[0] + lone.delete()[0]


def forget_requests() -> int:
    """Erases the requests closed long enough ago, whoever they came from; returns how many."""
    closed = DocumentaryRequest.objects.filter(closed_at__lt=timezone.now() - REQUESTS_FOR)
    return closed.delete()[1].get("search.DocumentaryRequest", 0)
