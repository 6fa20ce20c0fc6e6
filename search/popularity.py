"""What editors read of the counts: what is looked for most, what finds nothing, what is found and never opened."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils import timezone

from .engines.choice import engine
from .interface import Query
from .models import SearchCount

ENOUGH = 2  # searches before one may say that nobody opens anything


@dataclass(frozen=True, slots=True)
class Period:
    name: str
    label: str
    days: int

    @property
    def since(self) -> datetime.date:
        return timezone.localdate() - datetime.timedelta(days=self.days - 1)


PERIODS = {
    period.name: period
    for period in (
        Period("30-jours", "30 jours", 30),
        Period("3-mois", "3 mois", 92),
        Period("12-mois", "12 mois", 365),
    )
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, over a period."""

    question: str
    shown: str
    searches: int
    results: int | None  # of the last time it was asked without a filter
    clicks: int
    mean_rank: float | None
    url: str


@dataclass(frozen=True, slots=True)
class Totals:
    searches: int
    without_result: int
    clicks: int

    @property
    def without_result_share(self) -> int:
        return round(100 * self.without_result / self.searches) if self.searches else 0


def totals(period: Period) -> Totals:
    sums = SearchCount.objects.filter(day__gte=period.since).aggregate(
        asked=Sum("searches"), failed=Sum("without_result"), opened=Sum("clicks")
    )
    return Totals(sums["asked"] or 0, sums["failed"] or 0, sums["opened"] or 0)


def most_asked(period: Period, most: int) -> list[Asked]:
    return _asked(_questions(period), period, most)


def unanswered(period: Period, most: int) -> list[Asked]:
    """What found nothing, and still does: what an item or a synonym added since then answers is left out."""
    asked = _asked(_questions(period).filter(failed__gt=0, last_results=0), period, most)
    return [one for one in asked if not engine().search(Query(text=one.shown, per_page=1)).total]


def never_opened(period: Period, most: int) -> list[Asked]:
    """What was found, and did not make anyone want to read."""
    return _asked(_questions(period).filter(last_results__gt=0, opened=0, asked__gte=ENOUGH), period, most)


REPORTS: dict[str, Callable[[Period, int], list[Asked]]] = {
    "cherchees": most_asked,
    "sans-resultat": unanswered,
    "jamais-ouvertes": never_opened,
}


def _questions(period: Period) -> QuerySet[SearchCount]:
    answered = SearchCount.objects.filter(question=OuterRef("question"), results__isnull=False)
    return (
        SearchCount.objects.filter(day__gte=period.since)
        .values("question")
        .annotate(
            asked=Sum("searches"),
            failed=Sum("without_result"),
            opened=Sum("clicks"),
            rank_sum=Sum("ranks"),
            last_results=Subquery(answered.order_by("-day").values("results")[:1]),
        )
        .order_by("-asked", "question")
    )


def _asked(questions: QuerySet[SearchCount], period: Period, most: int) -> list[Asked]:
    rows = list(questions[:most])
    shown = _as_typed([row["question"] for row in rows], period)
    address = reverse("search")
    return [
        Asked(
            question=row["question"],
            shown=shown.get(row["question"], row["question"]),
            searches=row["asked"],
            results=row["last_results"],
            clicks=row["opened"],
            mean_rank=row["rank_sum"] / row["opened"] if row["opened"] else None,
            url=f"{address}?{urlencode({'q': shown.get(row['question'], row['question'])})}",
        )
        for row in rows
    ]


def _as_typed(questions: Sequence[str], period: Period) -> dict[str, str]:
    """Each question as it was last written."""
    rows = SearchCount.objects.filter(question__in=questions, day__gte=period.since).order_by("day")
    return dict(rows.values_list("question", "shown"))
