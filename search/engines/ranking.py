"""The order of results, the same on every engine.

An engine finds the items that answer a part of the question and gives each a score of its own (BM25 or what comes near
it). Here that score is weighed by how much of the question the item covers, then by how the words stand in its title,
and a little by its date and by what proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from french.tokens import tokenize

from .question import Question
from .texts import titles_of

Scores = NDArray[np.float64]

RERANKED = 60  # the best matches, whose titles are read
# How much an item that covers half of the question is put back: its score is multiplied by 0.5 ** this.
COVERAGE = 0.25
# What a title that holds every word of the question adds to the score, by how its words are written.
IN_TITLE, AS_WRITTEN, WITH_ITS_ACCENTS = 0.12, 0.06, 0.06
RECENT = 0.06  # what being of this year adds; half of it eight years ago
HALF_LIFE = 8.0  # years
PROVEN = 0.06  # what resting on a measured evaluation adds, or whatever else a kind says to be as sure


def rarity(holders: Sequence[int], items: int) -> Scores:
    """What each term of a question weighs, from the number of items that hold it (the idf of BM25, never negative)."""
    held = np.minimum(np.array(holders, dtype=np.float64), items)
    return np.log1p((items - held + 0.5) / (held + 0.5))


def weighed(scores: Scores, coverage: Scores, years: NDArray[np.int16], trust: Scores) -> Scores:
    """``coverage``: the share of the question, by rarity, that each item answers; ``years``: 0 = undated; ``trust``:
    from 0 to 1."""
    age = np.maximum(timezone.localdate().year - years.astype(np.float64), 0.0)
    return scores * coverage**COVERAGE * (1 + RECENT * 0.5 ** (age / HALF_LIFE) + PROVEN * trust)


def by_titles(question: Question, weights: Scores, ids: NDArray[np.int64], scores: Scores) -> dict[int, float]:
    """Items with their scores, given and returned the best first, once the titles of the first have been read."""
    first = dict(zip(ids[:RERANKED].tolist(), scores[:RERANKED].tolist(), strict=True))
    rises = {pk: first[pk] * (1 + _title_bonus(question, weights, title)) for pk, title in titles_of(list(first))}
    risen = sorted(rises.items(), key=lambda rise: (-rise[1], -rise[0]))
    return dict([*risen, *zip(ids[RERANKED:].tolist(), scores[RERANKED:].tolist(), strict=True)])


def _title_bonus(question: Question, weights: Scores, title: str) -> float:
    stems, exact, surface = _forms(title)
    bonus = 0.0
    for term, weight in zip(question.terms, weights.tolist(), strict=True):
        share = IN_TITLE * (not stems.isdisjoint((*term.stems, *term.guesses)))
        share += AS_WRITTEN * (term.exact[-1] in exact) + WITH_ITS_ACCENTS * (term.exact[0] in surface)
        bonus += share * weight
    return bonus / float(weights.sum() or 1)


@lru_cache(maxsize=4_096)
def _forms(title: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Its stems, its words without and with accents; the titles that come first are often the same."""
    tokens = tokenize(title)
    return (
        frozenset(token.stem for token in tokens),
        frozenset(token.exact for token in tokens),
        frozenset(token.surface for token in tokens),
    )
