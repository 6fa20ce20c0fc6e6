"""The openings of all items as one compact matrix in memory: which are nearest to a question, in some milliseconds.

Some 450 bytes an item with 384 dimensions: each number of a vector as one byte, and its sign as one bit. The numbers
are read only of the items whose signs are most like those of the question.
"""

from __future__ import annotations

from threading import Lock

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from core.batches import in_batches
from core.caching import kept_until_content_changes
from search.engines.columns import Mask, Numbers
from search.models import IndexChange, ItemMeaning

from .model import Vectors
from .stored import unpacked

Similarities = NDArray[np.float32]

_READ = 4_000  # vectors at a time
BY_SIGNS = 1_000  # items whose numbers are read: of the fifty nearest, 98 % are among them


class Openings:
    """One row an item, in any order; there is room for some more. Rows are written in place: whoever searches at that
    very moment finds the item by what it meant, by what it means, or not.
    """

    def __init__(self, model: str, dimensions: int, version: int) -> None:
        self.model = model
        self.version = version  # of the last change that they know
        self.many = 0  # rows in use
        # Vectors of one model all point the same way: what is kept is how they differ from it.
        self.middle = np.zeros(dimensions, dtype=np.float32)
        self._ids = np.zeros(0, dtype=np.int64)
        self._scales = np.zeros(0, dtype=np.float32)
        self._numbers = np.zeros((0, dimensions), dtype=np.int8)
        self._signs = np.zeros((-(-dimensions // 64), 0), dtype=np.uint64)

    @property
    def ids(self) -> Numbers:
        return self._ids[: self.many]

    def nearest(self, question: Vectors, count: int, shown: Mask) -> tuple[Numbers, Similarities]:
        """The ``count`` items nearest to the question, the nearest first, among the rows ``shown``."""
        rows = np.flatnonzero(shown)
        if len(rows) > BY_SIGNS:
            rows = rows[np.argpartition(self._unlike(question)[rows], BY_SIGNS)[:BY_SIGNS]]
        near = (self._numbers[rows].astype(np.float32) @ question) * self._scales[rows] + self.middle @ question
        first = np.argsort(-near, kind="stable")[:count]
        return self._ids[rows[first]], near[first]

    def put(self, ids: Numbers, vectors: Vectors) -> None:
        """These vectors in place of those that were known of these items."""
        if not self.many:
            self.middle = vectors.mean(axis=0)
        rows = self._rows_for(ids)
        apart = vectors - self.middle
        scales = np.maximum(np.abs(apart).max(axis=1), 1e-9) / 127
        self._ids[rows], self._scales[rows] = ids, scales
        self._numbers[rows] = np.rint(apart / scales[:, None])
        self._signs[:, rows] = _signs(apart).T
        self.many = max(self.many, int(rows.max()) + 1)

    def _unlike(self, question: Vectors) -> NDArray[np.uint16]:
        """How many signs of each row are not those of the question."""
        unlike = np.zeros(self.many, dtype=np.uint16)
        for signs, asked in zip(self._signs[:, : self.many], _signs(question - self.middle), strict=True):
            unlike += np.bitwise_count(signs ^ asked)
        return unlike

    def _rows_for(self, ids: Numbers) -> Numbers:
        known = np.flatnonzero(np.isin(self.ids, ids))
        row_of = dict(zip(self.ids[known].tolist(), known.tolist(), strict=True))
        rows = np.array([row_of.setdefault(pk, self.many + len(row_of) - len(known)) for pk in ids.tolist()])
        missing = int(rows.max()) + 1 - len(self._ids)
        if missing > 0:
            more = missing + len(self._ids) // 8
            self._ids, self._scales = np.pad(self._ids, (0, more)), np.pad(self._scales, (0, more))
            self._numbers = np.pad(self._numbers, ((0, more), (0, 0)))
            self._signs = np.pad(self._signs, ((0, 0), (0, more)))
        return rows


_latest: Openings | None = None
_lock = Lock()


@kept_until_content_changes
def openings(name: str, dimensions: int) -> Openings:
    """Those that the model of this name has made, as they stand."""
    global _latest
    with _lock:
        _latest = _up_to_date(_latest, name, dimensions)
        return _latest


def _up_to_date(known: Openings | None, name: str, dimensions: int) -> Openings:
    told = IndexChange.objects.since(known.version) if known and known.model == name else None
    if known is None or told is None:
        return _loaded(name, dimensions)
    version, changed = told
    if not changed:
        return known
    if len(changed) > known.many:
        return _loaded(name, dimensions)
    _read(known, _made_by(name).filter(pk__in=changed), dimensions)
    known.version = version
    return known


def _loaded(name: str, dimensions: int) -> Openings:
    found = Openings(name, dimensions, IndexChange.objects.last_version())
    _read(found, _made_by(name), dimensions)
    return found


def _read(known: Openings, more: QuerySet[ItemMeaning], dimensions: int) -> None:
    found = more.order_by("pk").values_list("pk", "opening").iterator(_READ)
    for batch in in_batches(found, _READ):
        vectors = np.concatenate([unpacked(opening, dimensions) for _, opening in batch])
        known.put(np.array([pk for pk, _ in batch], dtype=np.int64), vectors)


def _made_by(name: str) -> QuerySet[ItemMeaning]:
    return ItemMeaning.objects.filter(model=name)


def _signs(vectors: Vectors) -> NDArray[np.uint64]:
    """Whether each number is positive, one bit each."""
    bits = np.packbits(vectors > 0, axis=-1)
    room = [(0, 0)] * (bits.ndim - 1) + [(0, -bits.shape[-1] % 8)]
    return np.pad(bits, room).view(np.uint64)
