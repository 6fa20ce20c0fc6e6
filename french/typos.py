"""Typing errors: the terms of the index that a misspelt word may have meant."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import OSA

from french.folding import fold

SHORTEST, LONGEST = 4, 64  # letters of a term that is corrected at all
LONG = 9  # letters from which two errors are corrected
LIMIT = 5

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


class Vocabulary:
    """The terms of an index and how many documents hold each; suggests what a misspelt term may have meant.

    One edit is found by trying them all, two by measuring the distance to the terms of the same initial and a
    similar length: neither needs an index of deletions, so the memory is that of the terms.
    """

    def __init__(self, terms: Iterable[tuple[str, int]]) -> None:
        """`terms`: (term, document frequency). Terms are matched folded and suggested as given, with their
        accents; of spellings that fold to the same the most frequent is suggested.
        """
        self._spellings: dict[str, tuple[int, str]] = {}
        self._neighbours: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for term, frequency in terms:
            self._add(term, frequency)

    def __contains__(self, term: str) -> bool:
        return fold(term) in self._spellings

    def __len__(self) -> int:
        return len(self._spellings)

    def suggest(self, term: str, limit: int = LIMIT) -> list[str]:
        """Return at most `limit` terms, best first, within one edit of `term`, or two from nine letters on.

        A term under four letters or with a digit has none: too much would be near it. Never `term` itself.
        """
        folded = fold(term)
        if not SHORTEST <= len(folded) <= LONGEST or not folded.isalpha():
            return []
        scores = self._within_one(folded)
        if len(folded) >= LONG and len(scores) < limit:
            scores = {**self._within_two(folded), **scores}
        scores.pop(folded, None)
        best = sorted(scores, key=lambda found: (-scores[found], found))[:limit]
        return [self._spellings[found][1] for found in best]

    def _add(self, term: str, frequency: int) -> None:
        folded = fold(term)
        if not folded.isalpha():
            return
        known = self._spellings.get(folded)
        if known is None and len(folded) >= LONG - 2:
            self._neighbours[folded[0], len(folded)].append(folded)
        if known is None or known[0] < frequency:
            self._spellings[folded] = (frequency, term)

    def _score(self, found: str, term: str, weight: float) -> float:
        return weight + math.log1p(self._spellings[found][0]) + _SAME_INITIAL * (found[0] == term[0])

    def _within_one(self, term: str) -> dict[str, float]:
        scores: dict[str, float] = {}
        for edited, weight in _edits(term):
            if edited in self._spellings:
                scores[edited] = max(scores.get(edited, 0.0), self._score(edited, term, weight))
        return scores

    def _within_two(self, term: str) -> dict[str, float]:
        lengths = range(len(term) - 2, len(term) + 3)
        near = [other for length in lengths for other in self._neighbours.get((term[0], length), ())]
        found = process.extract(term, near, scorer=OSA.distance, score_cutoff=2, limit=None)
        return {other: self._score(other, term, _SECOND_ERROR) for other, _, _ in found}
