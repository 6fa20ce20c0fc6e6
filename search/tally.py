"""Counts kept in memory by each process, and written a minute's worth at a time.

A public page answers hundreds of requests a second and writes nothing: a write for each search would make readers of
one SQLite file wait in line behind counts that nobody reads before tomorrow. So a search adds to a dictionary, and the
first request that ends a minute later writes what has gathered, once its visitor has been answered. A process that is
killed loses a minute of counts at most; one that stops writes them first.
"""

from __future__ import annotations

import atexit
import datetime
import logging
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import F

from core.visibility import visible_q

from .engines.patience import briefly
from .models import IndexedItem, SearchCount

WAITS = 0.2  # seconds for another writer: counts can wait for the next minute, the process cannot
MOST_KEPT = 500  # different questions in memory; beyond, new ones are not counted until these are written
FULL = 100  # different questions after which they are written without waiting for the minute to end
MOST_OPENED = 100  # clicks on the results of one question, a minute
MOST_A_DAY = 20_000  # different questions of one day in the database: no real day comes near it, a flood would

Key = tuple[datetime.date, str]
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What happened to one question since counts were last written."""

    shown: str = ""
    searches: int = 0
    without_result: int = 0
    results: int | None = None
    opened: list[tuple[int, int]] = field(default_factory=list)  # item, its rank among the results


_tallies: dict[Key, Tally] = {}
_lock = Lock()
_begun = 0.0


def add_search(key: Key, shown: str, results: int | None) -> None:
    """``results``: how many items answered; None where filters made them fewer."""
    with _lock:
        tally = _tally(key)
        if tally is None:
            return
        tally.shown = shown
        tally.searches += 1
        if results is not None:
            tally.results = results
            tally.without_result += results == 0


def add_click(key: Key, item: int, rank: int) -> None:
    with _lock:
        tally = _tally(key)
        if tally is not None and len(tally.opened) < MOST_OPENED:
            tally.opened.append((item, rank))


def _tally(key: Key) -> Tally | None:
    global _begun
    if not _tallies:
        _begun = monotonic()
    if key not in _tallies and len(_tallies) >= MOST_KEPT:
        return None
    return _tallies.setdefault(key, Tally())


def write_if_due(**_: object) -> None:
    """Called at the end of each request: nearly always, this is all it does."""
    if _tallies and (len(_tallies) >= FULL or monotonic() - _begun >= settings.SEARCH_COUNTS_EVERY):
        write()


def write() -> None:
    """Writes what has gathered. Never raises: a count is worth no page."""
    tallies = _taken()
    if not tallies:
        return
    try:
        with briefly(WAITS), transaction.atomic():
            _write(tallies)
    except Exception as error:
        # The message of a database error may quote the row: only its kind is told.
        logger.warning("Search counts could not be written (%s); they are kept for later.", type(error).__name__)
        _put_back(tallies)


def forget() -> None:
    _taken()


def _taken() -> dict[Key, Tally]:
    with _lock:
        taken = dict(_tallies)
        _tallies.clear()
    return taken


def _put_back(tallies: dict[Key, Tally]) -> None:
    with _lock:
        for key, former in tallies.items():
            tally = _tally(key)
            if tally is None:
                return
            tally.shown = tally.shown or former.shown
            tally.searches += former.searches
            tally.without_result += former.without_result
            tally.results = former.results if tally.results is None else tally.results
            tally.opened = (former.opened + tally.opened)[:MOST_OPENED]


def _write(tallies: dict[Key, Tally]) -> None:
    # In one order everywhere, so that no two processes wait for each other.
    keys = sorted(tallies)
    asked = [key for key in keys if tallies[key].searches]
    if asked and SearchCount.objects.filter(day=asked[-1][0]).count() < MOST_A_DAY:
        rows = [SearchCount(day=day, question=question, shown=tallies[day, question].shown) for day, question in asked]
        SearchCount.objects.bulk_create(rows, ignore_conflicts=True)
    shown = _public({item for tally in tallies.values() for item, _ in tally.opened})
    for day, question in keys:
        changes = _changes(tallies[day, question], shown)
        if changes:
            # A click on the results of a question that nobody asked finds no row: it is nobody's click.
            SearchCount.objects.filter(day=day, question=question).update(**changes)


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


atexit.register(write)
