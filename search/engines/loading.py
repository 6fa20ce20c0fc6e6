"""Where the columns come from: read whole at a process's first question, then kept up by the journal of changes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

import numpy as np
from django.db import connection
from wagtail.models import Page

from core.caching import kept_until_content_changes
from core.visibility import restricted_paths, unrestricted_q
from search.models import FacetValue, IndexChange, IndexedItem

from .columns import Columns, Mask, Numbers, Value
from .conditions import dialect
from .fulltext import numbers

_FEWEST_ROWS_IN_USE = 0.75  # of all; below, the columns are read again to be rid of the others

_ITEM = ("pk", "expires_at", "last_day", "sort_date", "version")
Item = tuple[int, datetime.datetime | None, str, str, int]
_latest: Columns | None = None
_lock = Lock()


@kept_until_content_changes
def columns() -> Columns:
    """The columns as the index stands."""
    global _latest
    with _lock:
        _latest = _up_to_date(_latest)
        return _latest


@kept_until_content_changes
def hidden_ids() -> Numbers:
    """Items under a restriction: the index drops them, this makes a leak impossible even if it lagged."""
    ids = Page.objects.exclude(unrestricted_q()).values_list("pk", flat=True) if restricted_paths() else []
    return np.array(list(ids), dtype=np.int64)


def _up_to_date(known: Columns | None) -> Columns:
    told = IndexChange.objects.since(known.version) if known else None
    if known is None or told is None:
        return _loaded()
    version, changed = told
    if not changed:
        return known
    in_use = int(known.used.sum()) - len(changed)
    if in_use < _FEWEST_ROWS_IN_USE * len(known.ids):
        return _loaded()
    return _changed(known, changed, version)


def _loaded() -> Columns:
    version = IndexChange.objects.last_version()
    items = list(IndexedItem.objects.order_by("pk").values_list(*_ITEM))
    row_of = _row_of(np.array([item[0] for item in items], dtype=np.int64), np.ones(len(items), dtype=bool))
    names: list[Value] = []
    rows = [np.zeros(0, dtype=np.int32)]
    for facet, value, ids in _items_by_value():
        names.append((facet, value))
        holders = numbers(ids)
        rows.append(row_of[holders[holders < len(row_of)]])
    pair_row = np.concatenate(rows)
    pair_value = np.repeat(np.arange(len(names), dtype=np.int32), [len(some) for some in rows[1:]])
    known = pair_row >= 0  # an item written since the items were read: its change will tell of it
    order = np.argsort(pair_row[known], kind="stable")
    return _columns(version, items, None, names, pair_row[known][order], pair_value[known][order])


def _changed(known: Columns, changed: Sequence[int], version: int) -> Columns:
    """``known`` with the items changed in new rows at the end, their former rows no longer used."""
    items = list(IndexedItem.objects.filter(pk__in=changed).order_by("pk").values_list(*_ITEM))
    place = {item[0]: len(known.ids) + at for at, item in enumerate(items)}
    numbers = dict(known.number_of)
    pairs = [
        (place[pk], numbers.setdefault((facet, value), len(numbers)))
        for pk, facet, value in FacetValue.objects.filter(item__in=place).values_list("item_id", "facet", "value")
    ]
    more = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    former = known.rows_of(np.array(changed, dtype=np.int64))
    kept = known.used.copy()
    kept[former[former >= 0]] = False
    pair_row, pair_value = np.concatenate([known.pair_row, more[:, 0]]), np.concatenate([known.pair_value, more[:, 1]])
    return _columns(version, items, replace(known, used=kept), list(numbers), pair_row, pair_value)


def _columns(
    version: int,
    items: Sequence[Item],
    before: Columns | None,
    names: list[Value],
    pair_row: Numbers,
    pair_value: Numbers,
) -> Columns:
    """The rows of ``before`` followed by those of ``items``; the pairs are those of both."""
    ids = np.array([item[0] for item in items], dtype=np.int64)
    expires = np.array([item[1].timestamp() if item[1] else np.inf for item in items], dtype=np.float64)
    last_day = np.array([item[2] for item in items], dtype="S10")
    sort_date = np.array([item[3] for item in items], dtype="S10")
    written = np.array([item[4] for item in items], dtype=np.int64)
    used = np.ones(len(items), dtype=bool)
    if before is not None:
        ids, used = np.concatenate([before.ids, ids]), np.concatenate([before.used, used])
        expires, last_day = np.concatenate([before.expires, expires]), np.concatenate([before.last_day, last_day])
        sort_date, written = np.concatenate([before.sort_date, sort_date]), np.concatenate([before.written, written])
    return Columns(
        version=version,
        ids=ids,
        used=used,
        expires=expires,
        last_day=last_day,
        sort_date=sort_date,
        year=np.where(sort_date == b"", b"0", sort_date).astype("S4").astype(np.int16),
        written=written,
        row_of=_row_of(ids, used),
        names=tuple(names),
        number_of={name: number for number, name in enumerate(names)},
        values_of=_by_facet(names),
        pair_row=pair_row,
        pair_value=pair_value,
        starts=np.searchsorted(pair_row, np.arange(len(ids) + 1)),
    )


def _by_facet(names: Sequence[Value]) -> dict[str, Numbers]:
    places: dict[str, list[int]] = {}
    for number, (facet, _) in enumerate(names):
        places.setdefault(facet, []).append(number)
    return {facet: np.array(numbers, dtype=np.int64) for facet, numbers in places.items()}


def _row_of(ids: Numbers, used: Mask) -> Numbers:
    """item → its row in use, -1 where it has none."""
    row_of = np.full(int(ids.max(initial=0)) + 1, -1, dtype=np.int32)
    rows = np.flatnonzero(used)
    row_of[ids[rows]] = rows
    return row_of


def _items_by_value() -> list[tuple[str, str, str]]:
    """(facet, value, the ids of the items that have it, between commas)."""
    ids = dialect().joined("item_id")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT facet, value, {ids} FROM search_facetvalue GROUP BY facet, value ORDER BY facet, value")
        return cursor.fetchall()
