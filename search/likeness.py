"""Which items are like one: filed alike, and saying the same in their titles and summaries.

Worked out on the columns and the full text that the database keeps, whichever engine answers the public; never in a
page, where it would cost more than the page: see who keeps what it finds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.caching import asked_once
from core.visibility import visible_q
from french.stopwords import significant
from french.tokens import tokenize

from .engines.columns import Columns, Mask, Numbers
from .engines.conditions import dialect
from .engines.loading import columns, hidden_ids
from .engines.question import MOST_TERMS, STOP_STEMS, Question, Term
from .engines.ranking import Scores, rarity
from .meaning.model import model
from .meaning.openings import openings
from .meaning.stored import unpacked
from .models import IndexedItem, ItemMeaning

MOST_FILED, MOST_SAID, MOST_MEANT = 200, 60, 50  # items looked at closely: those filed the most alike, those who say…
IN_TITLE = 2  # what a word of a title counts for, one of a summary counting for one
MOST_WORDS = 5  # in common, of which one is told
_FEWEST_LETTERS = 4  # of a word that is told

Shared = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How another item is like one. The numbers go from 0, nothing in common, to 1, all."""

    id: int
    version: int  # of the index's row that it was told from
    shared: Shared  # facet → the values that both have, the rarest first
    filing: Mapping[str, float] = field(default_factory=dict)  # facet → how much of what both have there is the same
    words: float = 0.0
    said: tuple[str, ...] = ()  # words that both say in their titles or summaries, the rarest first
    meaning: float = 0.0  # where a model reads what items mean


@asked_once()
def alike(pk: int, kind: str, facets: Sequence[str]) -> list[Likeness]:
    """The public items of ``kind`` that may be like this one, in no order; none where it is not public itself.

    ``facets``: those by which they may be alike; the values of trees are rolled up, the rarer the more they weigh.
    """
    table = columns()
    row = int(table.rows_of(np.array([pk]))[0])
    others = table.visible(hidden_ids())
    if row < 0 or not others[row]:
        return []
    others &= table.having("kind", [kind])
    others[row] = False
    item = IndexedItem.objects.filter(pk=pk).only("title", "summary", "card").first()
    if item is None or not others.any():
        return []
    filing = _Filing(table, row, facets)
    meaning = _Meaning(pk)
    pool = np.unique(
        np.concatenate([filing.nearest(others), _said(item, table, others), meaning.nearest(table, others)])
    )
    ids = table.ids[pool].tolist()
    versions = dict(IndexedItem.objects.filter(visible_q("page__"), pk__in=ids).values_list("pk", "version"))
    words, meant = _Words(item, dialect().heads([pk, *ids])), meaning.with_(ids)
    return [
        Likeness(
            id=other,
            version=versions[other],
            shared=filing.shared(at),
            filing=filing.with_(at),
            words=words.with_(other),
            said=words.said(other),
            meaning=meant.get(other, 0.0),
        )
        for at, other in zip(pool.tolist(), ids, strict=True)
        if other in versions
    ]


class _Filing:
    """Under what the item of a row is filed, and what others have of it."""

    def __init__(self, table: Columns, row: int, facets: Sequence[str]) -> None:
        self.table = table
        self.facets = frozenset(facets)
        held = np.bincount(table.pair_value, minlength=len(table.names))
        self.weights = rarity(held.tolist(), len(table.ids))
        self.own = self._values(row)

    def nearest(self, others: Mask) -> Numbers:
        """The rows among ``others`` that have the most of what it has."""
        wanted = np.zeros(len(self.table.names), dtype=bool)
        wanted[self.own] = True
        pairs = np.flatnonzero(wanted[self.table.pair_value])
        rows = self.table.pair_row[pairs]
        scores = np.bincount(rows, self.weights[self.table.pair_value[pairs]], minlength=len(self.table.ids))
        return _first(np.flatnonzero((scores > 0) & others), scores, self.table, MOST_FILED)

    def shared(self, row: int) -> Shared:
        found: dict[str, list[str]] = {}
        both = sorted(set(self.own) & set(self._values(row)), key=lambda value: (-self.weights[value], value))
        for value in both:
            facet, name = self.table.names[value]
            found.setdefault(facet, []).append(name)
        return {facet: tuple(names) for facet, names in found.items()}

    def with_(self, row: int) -> dict[str, float]:
        """Facet → the weight of what both have, by that of what each has."""
        own, theirs = self._weights(self.own), self._weights(self._values(row))
        both = self._weights(sorted(set(self.own) & set(self._values(row))))
        return {facet: weight / math.sqrt(own[facet] * theirs[facet]) for facet, weight in both.items()}

    def _values(self, row: int) -> list[int]:
        pairs = self.table.pair_value[self.table.starts[row] : self.table.starts[row + 1]].tolist()
        return [value for value in pairs if self.table.names[value][0] in self.facets]

    def _weights(self, values: Iterable[int]) -> dict[str, float]:
        found: dict[str, float] = {}
        for value in values:
            facet = self.table.names[value][0]
            found[facet] = found.get(facet, 0.0) + float(self.weights[value])
        return found


class _Words:
    """The words of titles and summaries, weighed by their rarity among those compared.

    Names of the places and organisations of the item are left out: two towns of the same name, or two practices of one
    town, are no more alike for it.
    """

    def __init__(self, item: IndexedItem, heads: Iterable[tuple[int, str, str]]) -> None:
        self.item = item
        self.left_out = STOP_STEMS | _named(item)
        counts = {pk: self._counted(title, summary) for pk, title, summary in heads}
        holders = Counter(stem for counted in counts.values() for stem in counted)
        stems = list(holders)
        weights = rarity([holders[stem] for stem in stems], len(counts)).tolist()
        self.rarity = dict(zip(stems, weights, strict=True))
        self.vectors = {pk: self._weighed(counted) for pk, counted in counts.items()}
        self.own = self.vectors.get(item.pk, {})
        self.shown = _shown(f"{item.title} {item.summary}")

    def with_(self, pk: int) -> float:
        theirs = self.vectors.get(pk, {})
        return sum(weight * theirs[stem] for stem, weight in self.own.items() if stem in theirs)

    def said(self, pk: int) -> tuple[str, ...]:
        theirs = self.vectors.get(pk, {})
        both = sorted((stem for stem in self.own if stem in theirs), key=lambda stem: -self.own[stem] * theirs[stem])
        return tuple(self.shown[stem] for stem in both if stem in self.shown)[:MOST_WORDS]

    def _counted(self, title: str, summary: str) -> Counter[str]:
        counted = Counter(stem for stem in summary.split() if stem not in self.left_out)
        counted.update({stem: IN_TITLE for stem in title.split() if stem not in self.left_out})
        return counted

    def _weighed(self, counted: Mapping[str, int]) -> dict[str, float]:
        """Of length 1; a word said again counts less each time, and a rare one much more than two that are less so."""
        vector = {stem: (1 + math.log(times)) * self.rarity[stem] ** 2 for stem, times in counted.items()}
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        return {stem: weight / length for stem, weight in vector.items()}


def _named(item: IndexedItem) -> frozenset[str]:
    """The stems of the names of its places and organisations."""
    names = [*item.card.get("territories", ()), *item.card.get("organisations", ())]
    return frozenset(token.stem for name in names for token in tokenize(name))


def _shown(text: str) -> dict[str, str]:
    """Each stem as the text first writes it; short words and numbers tell nothing to whoever reads them alone."""
    found: dict[str, str] = {}
    for token in tokenize(text):
        if len(token.surface) >= _FEWEST_LETTERS and not token.surface.isdigit():
            found.setdefault(token.stem, token.surface)
    return found


def _said(item: IndexedItem, table: Columns, others: Mask) -> Numbers:
    """The rows of the items that hold the most of what the title says, wherever they say it."""
    tokens = significant([token for token in tokenize(item.title) if token.stem not in _named(item)])
    written = {token.stem: token.exact for token in tokens}
    terms = [Term((exact,), (stem,)) for stem, exact in written.items()][:MOST_TERMS]
    # Without synonyms nor scores: a fifth of the time of a search for the same words.
    holders = [_rows(table, ids) for ids in dialect().holders(Question(tuple(terms)))]
    coverage = np.zeros(len(table.ids))
    for rows, weight in zip(holders, rarity([len(rows) for rows in holders], len(table.ids)), strict=True):
        coverage[rows] += weight
    return _first(np.flatnonzero((coverage > 0) & others), coverage, table, MOST_SAID)


class _Meaning:
    """What a model reads in the openings of items; nothing where there is none, or where it has not read this item.

    Vectors of one model all point the same way: they are compared by how they differ from the middle of all items.
    """

    def __init__(self, pk: int) -> None:
        self.model = model()
        kept = ItemMeaning.objects.filter(pk=pk, model=self.model.name) if self.model else ItemMeaning.objects.none()
        self.opening = kept.values_list("opening", flat=True).first()

    def nearest(self, table: Columns, others: Mask) -> Numbers:
        """The rows of those that mean the most the same."""
        if not self.model or not self.opening:
            return np.zeros(0, dtype=np.int64)
        known = openings(self.model.name, self.model.dimensions)
        shown = table.marked(np.flatnonzero(others))[table.rows_of(known.ids)]
        ids, _ = known.nearest(unpacked(self.opening, self.model.dimensions)[0], MOST_MEANT, shown)
        return _rows(table, ids)

    def with_(self, ids: Sequence[int]) -> dict[int, float]:
        """The cosine of each with this item; 0 for those that are opposed, or that it has not read."""
        if not self.model or not self.opening:
            return {}
        kept = list(ItemMeaning.objects.filter(pk__in=ids, model=self.model.name).values_list("pk", "opening"))
        middle = openings(self.model.name, self.model.dimensions).middle
        content = b"".join([self.opening, *(opening for _, opening in kept)])
        vectors = unpacked(content, self.model.dimensions) - middle
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        cosines = np.maximum(vectors[1:] @ vectors[0], 0.0)
        return dict(zip([pk for pk, _ in kept], cosines.tolist(), strict=True))


def _first(rows: Numbers, scores: Scores, table: Columns, most: int) -> Numbers:
    """Those of ``rows`` with the best scores, of as good ones those made last."""
    if len(rows) > most:
        least = np.partition(scores[rows], -most)[-most]
        rows = rows[scores[rows] >= least]
    return rows[np.lexsort((-table.ids[rows], -scores[rows]))[:most]]


def _rows(table: Columns, ids: Numbers) -> Numbers:
    rows = table.rows_of(ids)
    return rows[rows >= 0]
