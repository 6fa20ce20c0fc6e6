"""The facets of every item of the index as columns in memory: thousands of matches are counted in a millisecond.

The counts are those of a SQL GROUP BY over the same rows: a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from search.interface import Pair

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
Value = tuple[str, str]  # facet, value
_NONE: Numbers = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One row an item, in any order; those of items since changed or gone are no longer ``used``.

    Some 12 bytes for each value of each item, and 53 for each item.
    """

    version: int  # of the last change that they know
    ids: Numbers
    used: Mask
    expires: NDArray[np.float64]  # seconds since 1970, infinite = never
    last_day: NDArray[np.bytes_]  # ISO, b"" = undated
    sort_date: NDArray[np.bytes_]
    year: NDArray[np.int16]  # 0 = undated
    written: Numbers  # when the index was last written of it: microseconds since 1970
    row_of: Numbers  # item → row, -1 = none
    names: tuple[Value, ...]
    number_of: Mapping[Value, int]  # place in ``names``
    values_of: Mapping[str, Numbers]  # facet → the places of its values
    pair_row: Numbers  # for each value of each item, row by row: the row…
    pair_value: Numbers  # …and the place of the value in ``names``
    starts: Numbers  # row → its first pair; one more at the end
    holders: dict[Value, Numbers] = field(default_factory=dict)  # value → its rows, once they have been asked for
    orders: dict[str, Numbers] = field(default_factory=dict)  # all rows in an order, once it has been asked for
    joined: dict[Pair, tuple[Numbers, Numbers]] = field(default_factory=dict)  # see ``_joined``

    @property
    def by_date(self) -> Numbers:
        """Every row, the oldest first; of the same date, in the order of their ids."""
        if "date" not in self.orders:
            self.orders["date"] = np.lexsort((self.ids, self.sort_date))
        return self.orders["date"]

    def rows_of(self, ids: Numbers) -> Numbers:
        """The row of each of these items, -1 where it has none."""
        rows = np.full(len(ids), -1, dtype=np.int64)
        known = ids < len(self.row_of)
        rows[known] = self.row_of[ids[known]]
        return rows

    def marked(self, rows: Numbers) -> Mask:
        """Which rows these are; the one after the last, which -1 leads to, is none."""
        mask = np.zeros(len(self.ids) + 1, dtype=bool)
        mask[rows] = True
        mask[-1] = False
        return mask

    def visible(self, hidden: Numbers) -> Mask:
        """The rows that the public may see; ``hidden``: items that are in the index and may no longer be seen."""
        kept = self.used & (self.expires > timezone.now().timestamp())
        rows = self.rows_of(hidden)
        kept[rows[rows >= 0]] = False
        return kept

    def within(self, since: str, until: str) -> Mask:
        """The rows dated between these days, both included; all of them where there is no bound."""
        kept = np.ones(len(self.ids), dtype=bool)
        if since:
            kept &= self.last_day >= since.encode()
        if until:
            kept &= (self.last_day != b"") & (self.last_day <= until.encode())
        return kept

    def having(self, facet: str, values: Sequence[str]) -> Mask:
        """The rows that have one of these values."""
        kept = np.zeros(len(self.ids), dtype=bool)
        for value in values:
            kept[self._holders_of((facet, value))] = True
        return kept

    def ranks(self, facet: str, order: Sequence[str]) -> Numbers:
        """The place in ``order`` of the value that each row has of a facet (the first of several); ``len(order)`` where
        it has none."""
        ranks = np.full(len(self.ids), len(order), dtype=np.int64)
        for rank in reversed(range(len(order))):
            ranks[self._holders_of((facet, order[rank]))] = rank
        return ranks

    def worth(self, rows: Numbers, trusts: Mapping[str, Mapping[str, float]]) -> NDArray[np.float64]:
        """What the facets of each row say for it, added up; ``trusts``: facet → value → what it says."""
        worth = np.zeros(len(rows))
        for facet, values in trusts.items():
            for value, trust in values.items():
                worth += trust * self.marked(self._holders_of((facet, value)))[rows]
        return worth

    def counts(self, rows: Numbers, facets: Iterable[str]) -> dict[str, dict[str, int]]:
        """For each facet, how many of these rows have each value; values that none has are left out."""
        numbers = np.bincount(self._values_of(rows), minlength=len(self.names))
        counts: dict[str, dict[str, int]] = {}
        for name in facets:
            values = self.values_of.get(name, _NONE)
            met = values[numbers[values] > 0]
            counts[name] = {
                self.names[at][1]: many for at, many in zip(met.tolist(), numbers[met].tolist(), strict=True)
            }
        return counts

    def crossed(self, kept: Mask, pairs: Iterable[Pair]) -> dict[Pair, dict[str, dict[str, int]]]:
        """For each pair of facets, how many of the rows ``kept`` have each value of the first with each value of the
        second; what none has is left out."""
        crossed: dict[Pair, dict[str, dict[str, int]]] = {pair: {} for pair in pairs}
        for pair, found in crossed.items():
            rows, both = self._joined(pair)
            numbers = np.bincount(both[kept[rows]])
            firsts, seconds = (self.values_of.get(facet, _NONE) for facet in pair)
            for at in np.flatnonzero(numbers).tolist():
                first, second = firsts[at // len(seconds)], seconds[at % len(seconds)]
                found.setdefault(self.names[first][1], {})[self.names[second][1]] = int(numbers[at])
        return crossed

    def _joined(self, pair: Pair) -> tuple[Numbers, Numbers]:
        """For each value of the first facet with each value of the second that an item has: the row, and the place of
        the first among its facet's × how many values the second has + the place of the second."""
        if pair not in self.joined:
            (rows, values), (other_rows, others) = (self._pairs_of(facet) for facet in pair)
            start, end = (np.searchsorted(other_rows, rows, side) for side in ("left", "right"))
            many = end - start
            nth = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
            both = np.repeat(values.astype(np.int64) * len(self.values_of.get(pair[1], _NONE)), many)
            both += others[np.repeat(start, many) + nth]
            self.joined[pair] = (np.repeat(rows, many), both)
        return self.joined[pair]

    def _pairs_of(self, facet: str) -> tuple[Numbers, Numbers]:
        """For each value of this facet that an item has, row by row: the row, and the place of the value among the
        facet's."""
        places = self.values_of.get(facet, _NONE)
        place_of = np.full(len(self.names), -1, dtype=np.int32)
        place_of[places] = np.arange(len(places))
        place = place_of[self.pair_value]
        ours = place >= 0
        return self.pair_row[ours], place[ours]

    def _values_of(self, rows: Numbers) -> Numbers:
        if 4 * len(rows) > len(self.ids):  # reading all pairs in their order is faster than gathering most of them
            return self.pair_value[self.marked(rows)[self.pair_row]]
        first, many = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        before = np.cumsum(many) - many
        return self.pair_value[np.arange(many.sum()) + np.repeat(first - before, many)]

    def _holders_of(self, value: Value) -> Numbers:
        number = self.number_of.get(value)
        if number is None:
            return _NONE
        if value not in self.holders:
            self.holders[value] = self.pair_row[self.pair_value == number]
        return self.holders[value]
