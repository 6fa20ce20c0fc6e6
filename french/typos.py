"""Typing errors: the terms of the index that a misspelt word may have meant."""

import math
from collections.abc import Collection, Iterator, Mapping
from string import ascii_lowercase
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from french.folding import fold

SHORTEST, LONGEST = 4, 64  # letters of a term that is corrected at all
LONG = 9  # letters from which two errors are corrected
LIMIT = 5
MOST_NEAR = 50  # terms two edits away that are looked up

# How much likelier each kind of error is, in natural logarithms of the term's frequency.
_SWAPPED, _DOUBLED, _MISSING_OR_ADDED, _REPLACED = 2.0, 2.0, 1.0, 0.0
_SAME_INITIAL = 3.0
_SECOND_ERROR = -100.0  # ranks after every term that is one edit away


def _edits(term: str) -> Iterator[tuple[str, float]]:
    """Yield what one insertion, deletion, substitution or transposition makes of `term`, with its weight."""
    for at in range(len(term) + 1):
        before, after = term[:at], term[at:]
        around = term[max(at - 1, 0) : at + 1]
        for letter in ascii_lowercase:
            yield before + letter + after, _DOUBLED if letter in around else _MISSING_OR_ADDED
            yield before + letter + after[1:], _REPLACED
        if after:
            yield before + after[1:], _DOUBLED if after[0] in before[-1:] + after[1:2] else _MISSING_OR_ADDED
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:], _SWAPPED


class Words(Protocol):
    """Where the terms of an index are looked up, folded."""

    def spelt(self, folded: Collection[str]) -> Mapping[str, tuple[str, int]]:
        """Those of ``folded`` that are terms: how each is written and how many documents hold it."""

    def beginning(self, initial: str, shortest: int, longest: int) -> Collection[str]:
        """The folded terms of these lengths that begin with this letter."""


def suggest(term: str, words: Words, limit: int = LIMIT) -> list[str]:
    """Return at most `limit` terms, best first, within one edit of `term`, or two from nine letters on.

    A term under four letters or with a digit has none: too much would be near it. Never `term` itself.
    """
    folded = fold(term)
    if not SHORTEST <= len(folded) <= LONGEST or not folded.isalpha():
        return []
    weights = _within_one(folded)
    found = words.spelt(weights)
    if len(folded) >= LONG and len(found) < limit:
        further = _within_two(folded, words)
        weights = {**dict.fromkeys(further, _SECOND_ERROR), **weights}
        found = {**words.spelt(further), **found}
    scores = {
        other: weights[other] + math.log1p(frequency) + _SAME_INITIAL * (other[0] == folded[0])
        for other, (_, frequency) in found.items()
        if other != folded
    }
    best = sorted(scores, key=lambda other: (-scores[other], other))[:limit]
    return [found[other][0] for other in best]


def _within_one(term: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for edited, weight in _edits(term):
        weights[edited] = max(weights.get(edited, weight), weight)
    return weights


def _within_two(term: str, words: Words) -> list[str]:
    near = words.beginning(term[0], len(term) - 2, len(term) + 2)
    nearest = process.extract(term, near, scorer=OSA.distance, score_cutoff=2, limit=MOST_NEAR)
    return [other for other, _, _ in nearest]
