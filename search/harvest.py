"""Everything that answers a query, however much it is: for what is taken away whole or read from end to end.

The database engine answers, whichever one answers the public: it alone gives more than ``LAST_RESULT`` items.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from .engines.columns import Columns, Numbers
from .engines.database import DatabaseEngine
from .interface import Query

Key = tuple[str, int]  # the date by which an item is sorted (ISO, to its precision; "" = undated), its id


@dataclass(frozen=True, slots=True)
class Harvest:
    """``total``: of everything that answers, before and after ``ids``; ``last``: the key of the last of ``ids``, from
    which to go on, None where there is nothing after it."""

    total: int
    ids: list[int]
    last: Key | None = None


def ids(query: Query, after: Key | None = None, most: int | None = None, written_since: int = 0) -> Harvest:
    """The items that ``query`` finds, by date ("date": the oldest first; otherwise the latest first), whatever its
    page: those that come after the key ``after``, ``most`` of them at most. A key need be no item's: what has left
    since is no hindrance, and nothing is given twice while others are added. ``written_since``: only what the index
    was written of since then (microseconds since 1970, see ``IndexedItem.version``).
    """
    table, matching = DatabaseEngine().every(query)
    if written_since:
        matching = matching & (table.written >= written_since)
    rows = table.by_date[matching[table.by_date]]
    left = _after(table, rows, after, latest_first=query.effective_sort != "date")
    taken = left[:most]
    more = len(taken) and len(taken) < len(left)
    return Harvest(len(rows), table.ids[taken].tolist(), _key(table, taken[-1]) if more else None)


def _after(table: Columns, rows: Numbers, key: Key | None, *, latest_first: bool) -> Numbers:
    """``rows``, the oldest first, in the order wanted, from the one that follows ``key``."""
    if latest_first:
        end = len(rows) if key is None else bisect_left(rows, key, key=lambda row: _key(table, row))
        return rows[:end][::-1]
    return rows if key is None else rows[bisect_right(rows, key, key=lambda row: _key(table, row)) :]


def _key(table: Columns, row: int) -> Key:
    return table.sort_date[row].decode(), int(table.ids[row])
