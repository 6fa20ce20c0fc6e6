"""Synonyms, expanded in the query: editing them rebuilds no index."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from french.stopwords import STOP_WORDS, significant
from french.tokens import Token, tokenize

Key = tuple[str, ...]
Phrase = tuple[Token, ...]

LONGEST_QUERY = 64  # significant words of a query that are looked up: a pasted page is not a question


class Alternative(NamedTuple):
    """`tokens[first:last]` of a query may be replaced by `words`, to be found next to each other."""

    first: int
    last: int
    words: Phrase


def _key(term: str, tokens: Iterable[Token]) -> Key:
    # An acronym is looked up as written: its stem is that of another word ("CAF" and "café").
    words = tuple(tokens)
    if len(words) == 1 and term.isupper():
        return ("=" + words[0].exact,)
    return tuple(token.stem for token in words)


def key_of(term: str) -> Key:
    """Return what two terms share when they are one and the same for the rules."""
    return _key(term, significant(tokenize(term)))


class Synonyms:
    """Rules between terms of one word or more, which meet by stem, stop words apart; acronyms as written."""

    def __init__(self, groups: Iterable[Iterable[str]] = (), one_way: Iterable[tuple[str, Iterable[str]]] = ()) -> None:
        """`groups`: terms that all stand for each other. `one_way`: (term, terms that it also searches)."""
        self._phrases: defaultdict[Key, dict[Key, Phrase]] = defaultdict(dict)
        self._longest = 0
        for group in groups:
            terms = tuple(group)
            for term in terms:
                self._add(term, terms)
        for term, others in one_way:
            self._add(term, others)

    def expand(self, tokens: Sequence[Token]) -> list[Alternative]:
        """Return what may replace parts of a query, in its order; the query itself is not among it."""
        kept = [at for at, token in enumerate(tokens) if token.exact not in STOP_WORDS]
        kept = (kept or list(range(len(tokens))))[:LONGEST_QUERY]
        found: list[Alternative] = []
        for start in range(len(kept)):
            for places in (kept[start : start + size] for size in range(1, self._longest + 1)):
                found += self._at(tokens, places)
        return list(dict.fromkeys(found))  # near the end of the query, slices of several sizes are the same

    def leads(self, term: str, other: str) -> bool:
        """Return whether a query made of `term` is also read as `other`."""
        return _key(other, tokenize(other)) in self._phrases.get(key_of(term), {})

    def _add(self, term: str, others: Iterable[str]) -> None:
        words = significant(tokenize(term))
        if not words:
            return
        key = _key(term, words)
        self._longest = max(self._longest, len(key))
        for other in others:
            phrase = tuple(tokenize(other))
            if phrase and _key(other, significant(phrase)) != key:
                self._phrases[key][_key(other, phrase)] = phrase

    def _at(self, tokens: Sequence[Token], places: Sequence[int]) -> list[Alternative]:
        keys = [tuple(tokens[at].stem for at in places)]
        if len(places) == 1:
            keys.append(("=" + tokens[places[0]].exact,))
        first, last = places[0], places[-1] + 1
        return [Alternative(first, last, phrase) for key in keys for phrase in self._phrases.get(key, {}).values()]


def from_acronyms(acronyms: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return the two-way groups that make each acronym find its expansions and each expansion its acronym."""
    return [(acronym, *expansions) for acronym, expansions in acronyms.items()]
