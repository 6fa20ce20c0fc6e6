"""The agenda's tabs: what is to come, what is past, everything."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest

from core.caching import kept_until_content_changes
from core.dates import PartialDate, today, yesterday

from .addresses import Links, understood
from .engines.database import DatabaseEngine
from .interface import Query

PERIODS = {"a-venir": "À venir", "passees": "Passées", "toutes": "Toutes"}


def bounded(query: Query, period: str) -> Query:
    """``query`` within a tab of the agenda, what is to come with the nearest first; as it is outside the agenda."""
    if period == "a-venir":
        return replace(query, since=today(), sort=query.sort or ("" if query.text else "date"))
    return replace(query, until=yesterday()) if period == "passees" else query


def periods_of(query: Query, request: HttpRequest) -> tuple[str, list[dict[str, object]]]:
    """The tab that an address asks for, and them all; by default what is to come, or everything if nothing is."""
    counts = _period_counts(query.text, tuple(sorted(query.filters.items())), today())
    chosen = request.GET.get("periode", "")
    if chosen not in PERIODS:
        chosen = "a-venir" if counts["a-venir"] else "toutes"
    links = Links(request.path, understood(query, request.GET))
    periods = [
        {"label": label, "count": counts[name], "url": links.having(periode=name), "current": name == chosen}
        for name, label in PERIODS.items()
    ]
    return chosen, periods


@kept_until_content_changes
def _period_counts(text: str, filters: tuple[tuple[str, tuple[str, ...]], ...], day: PartialDate) -> dict[str, int]:
    """How many rencontres each tab of the agenda holds on that day."""
    query = Query(text=text, filters=dict(filters), per_page=0)
    engine = DatabaseEngine()
    everything, coming = engine.search(query).total, engine.search(replace(query, since=day)).total
    past = engine.search(replace(query, until=yesterday())).total
    return {"a-venir": coming, "passees": past, "toutes": everything}
