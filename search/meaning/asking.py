"""What a question means: the items near to it join those that answer by their words, and the first are put in order by
both. One for all engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.caching import kept_until_content_changes
from search.engines.columns import Columns, Mask, Numbers
from search.engines.heads import RERANKED
from search.models import ItemMeaning

from .model import Model, Vectors, model, of_question
from .openings import openings
from .stored import unpacked

Scores = NDArray[np.float64]

MOST_NEAR = 50  # items that a question finds by its meaning
CANDIDATES = 200  # the first items, which meaning puts in order
MOST_READ = 500  # characters of a question
BY_WORDS = 0.3  # how much the words count there
BY_PASSAGE = 0.4  # how much the best passage counts beside the opening


@dataclass(frozen=True, slots=True)
class Meaning:
    """Of a question."""

    vector: Vectors
    model: Model

    def near(self, table: Columns, visible: Mask) -> Numbers:
        """The rows of the table that are near enough to the question, among the visible ones."""
        known = openings(self.model.name, self.model.dimensions)
        rows = table.rows_of(known.ids)
        shown = table.marked(np.flatnonzero(visible))[rows]
        ids, similarities = known.nearest(self.vector, MOST_NEAR, shown)
        return table.rows_of(ids[similarities >= self.model.floor])

    def ordered(self, ranked: Mapping[int, float], near: Sequence[int]) -> list[int]:
        """Items, given with what their words are worth and the best first, then those that are only ``near``: the first
        of them by both their words and their meaning.
        """
        added = [pk for pk in near if pk not in ranked]
        first = [*list(ranked)[: CANDIDATES - len(added)], *added]
        by_words = np.array([ranked.get(pk, 0.0) for pk in first])
        by_meaning = self._closeness(first)
        scores = BY_WORDS * _standardised(by_words) + (1 - BY_WORDS) * _standardised(by_meaning)
        order = sorted(zip(scores.tolist(), first, strict=True), key=lambda pair: (-pair[0], -pair[1]))
        return [*(pk for _, pk in order), *list(ranked)[CANDIDATES - len(added) :]]

    def _closeness(self, ids: Sequence[int]) -> Scores:
        """How near each item is to the question: its opening and the best of its passages. What has no vectors yet
        is taken to be as near as the others are on average.
        """
        kept = ItemMeaning.objects.filter(pk__in=ids, model=self.model.name)
        found = list(kept.values_list("pk", "opening", "passages"))
        if not found:
            return np.zeros(len(ids))
        whole = self._nearness(opening for _, opening, _ in found)
        best = whole.copy()
        told = [at for at, (_, _, passages) in enumerate(found) if passages]
        if told:
            starts = np.cumsum([0, *(len(found[at][2]) for at in told)])[:-1] // (2 * self.model.dimensions)
            best[told] = np.maximum.reduceat(self._nearness(found[at][2] for at in told), starts)
        both = (1 - BY_PASSAGE) * whole + BY_PASSAGE * best
        near = dict(zip([pk for pk, _, _ in found], both.tolist(), strict=True))
        average = float(np.mean(list(near.values())))
        return np.array([near.get(pk, average) for pk in ids])

    def _nearness(self, stored: Iterable[bytes]) -> Vectors:
        return unpacked(b"".join(stored), self.model.dimensions) @ self.vector


def looked_at(meaning: Meaning | None) -> int:
    """How many of the first items are looked at more closely: more where meaning orders them too."""
    return CANDIDATES if meaning else RERANKED


def meaning_of(text: str) -> Meaning | None:
    """None where there is no model, or nothing that it has been shown."""
    known = model()
    if known is None or not text.strip() or not _anything_made(known.name):
        return None
    return Meaning(of_question(text.strip()[:MOST_READ], known.name), known)


@kept_until_content_changes
def _anything_made(name: str) -> bool:
    return ItemMeaning.objects.filter(model=name).exists()


def _standardised(scores: Scores) -> Scores:
    spread = scores.std() if len(scores) else 0.0
    return (scores - scores.mean()) / spread if spread else np.zeros(len(scores))
