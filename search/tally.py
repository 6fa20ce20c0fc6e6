"""Questions and the clicks on their results, as they are counted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import F

from core.visibility import visible_q

from .minutes import Gathered
from .models import IndexedItem, SearchCount

MOST_KEPT = 500  # different questions in memory; beyond, new ones are not counted until these are written
MOST_OPENED = 100  # clicks on the results of one question, a minute
MOST_A_DAY = 20_000  # different questions of one day in the database: no real day comes near it, a flood would

Key = tuple[datetime.date, str]


@dataclass(slots=True)
class Tally:
    """What happened to one question since counts were last written."""

    shown: str = ""
    searches: int = 0
    without_result: int = 0
    results: int | None = None
    opened: list[tuple[int, int]] = field(default_factory=list)  # item, its rank among the results


class Questions(Gathered[Key, Tally]):
    what = "Search counts"
    full = 100

    def add_search(self, key: Key, shown: str, results: int | None) -> None:
        """``results``: how many items answered; None where filters made them fewer."""
        with self.adding() as tallies:
            tally = _tally(tallies, key)
            if tally is None:
                return
            tally.shown = shown
            tally.searches += 1
            if results is not None:
                tally.results = results
                tally.without_result += results == 0

    def add_click(self, key: Key, item: int, rank: int) -> None:
        with self.adding() as tallies:
            tally = _tally(tallies, key)
            if tally is not None and len(tally.opened) < MOST_OPENED:
                tally.opened.append((item, rank))

    def store(self, counts: dict[Key, Tally]) -> None:
        keys = sorted(counts)
        asked = [key for key in keys if counts[key].searches]
        if asked and SearchCount.objects.filter(day=asked[-1][0]).count() < MOST_A_DAY:
            rows = [SearchCount(day=day, question=words, shown=counts[day, words].shown) for day, words in asked]
            SearchCount.objects.bulk_create(rows, ignore_conflicts=True)
        shown = _public({item for tally in counts.values() for item, _ in tally.opened})
        for day, question in keys:
            changes = _changes(counts[day, question], shown)
            if changes:
                # A click on the results of a question that nobody asked finds no row: it is nobody's click.
                SearchCount.objects.filter(day=day, question=question).update(**changes)

    def merge(self, counts: dict[Key, Tally], former: dict[Key, Tally]) -> None:
        for key, before in former.items():
            tally = _tally(counts, key)
            if tally is None:
                return
            tally.shown = tally.shown or before.shown
            tally.searches += before.searches
            tally.without_result += before.without_result
            tally.results = before.results if tally.results is None else tally.results
            tally.opened = (before.opened + tally.opened)[:MOST_OPENED]


def _tally(tallies: dict[Key, Tally], key: Key) -> Tally | None:
    if key not in tallies and len(tallies) >= MOST_KEPT:
        return None
    return tallies.setdefault(key, Tally())


def _public(items: set[int]) -> set[int]:
    if not items:
        return set()
    return set(IndexedItem.objects.filter(visible_q("page__"), pk__in=items).values_list("pk", flat=True))


def _changes(tally: Tally, shown: set[int]) -> dict[str, object]:
    changes: dict[str, object] = {}
    ranks = [rank for item, rank in tally.opened if item in shown]
    if ranks:
        changes |= {"clicks": F("clicks") + len(ranks), "ranks": F("ranks") + sum(ranks)}
    if tally.searches:
        changes |= {"searches": F("searches") + tally.searches, "shown": tally.shown}
        changes["without_result"] = F("without_result") + tally.without_result
    if tally.results is not None:
        changes["results"] = tally.results
    return changes


questions = Questions()
