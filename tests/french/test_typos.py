from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from french.folding import fold
from french.typos import LIMIT, suggest


class Vocabulary:
    """The terms of an index in memory."""

    def __init__(self, terms: Iterable[tuple[str, int]]) -> None:
        """`terms`: (term, document frequency). Terms are matched folded and suggested as given, with their
        accents; of spellings that fold to the same the most frequent is suggested.
        """
        self._spellings: dict[str, tuple[str, int]] = {}
        for term, frequency in terms:
            folded = fold(term)
            if folded.isalpha() and self._spellings.get(folded, ("", -1))[1] < frequency:
                self._spellings[folded] = (term, frequency)

    def __contains__(self, term: str) -> bool:
        return fold(term) in self._spellings

    def __len__(self) -> int:
        return len(self._spellings)

    def suggest(self, term: str, limit: int = LIMIT) -> list[str]:
        return suggest(term, self, limit)

    def spelt(self, folded: Collection[str]) -> dict[str, tuple[str, int]]:
        return {term: self._spellings[term] for term in folded if term in self._spellings}

    def beginning(self, initial: str, shortest: int, longest: int) -> list[str]:
        return [term for term in self._spellings if term[0] == initial and shortest <= len(term) <= longest]


TERMS = [
    ("déchets", 120),
    ("dechets", 4),
    ("marché", 30),
    ("marche", 12),
    ("encombrants", 40),
    ("encombrements", 2),
    ("collecte", 25),
    ("habitants", 200),
    ("habitats", 10),
    ("quartier", 90),
    ("locaux", 8),
    ("bocaux", 80),
    ("tri", 50),
    ("2024", 10),
    ("résidentialisation", 9),
]
VOCABULARY = Vocabulary(TERMS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dechts", "déchets"),  # a letter left out
        ("deechets", "déchets"),  # a letter twice
        ("décehts", "déchets"),  # two letters swapped
        ("colecte", "collecte"),
        ("qaurtier", "quartier"),
        ("uqartier", "quartier"),
        ("puartier", "quartier"),
        ("encombrent", "encombrants"),  # two errors in a long word
        ("residencialisatoin", "résidentialisation"),
        ("locaix", "locaux"),
        ("habitans", "habitants"),
    ],
)
def test_a_misspelt_word_finds_what_was_meant(typed, meant):
    assert VOCABULARY.suggest(typed)[0] == meant


@pytest.mark.parametrize(
    "typed", ["tir", "tri", "2025", "r84x", "", "zzzzzz", "a" * 10_000, "\ud800\ud800\ud800\ud800"]
)
def test_short_words_numbers_and_nonsense_suggest_nothing(typed):
    assert VOCABULARY.suggest(typed) == []


def test_the_more_frequent_spelling_is_suggested():
    assert VOCABULARY.suggest("marchee") == ["marché"]


def test_two_errors_are_too_many_for_a_short_word():
    assert VOCABULARY.suggest("clecte") == []


def test_a_known_word_is_in_the_vocabulary_however_it_is_typed():
    assert "DECHETS" in VOCABULARY
    assert "dechts" not in VOCABULARY
    assert len(VOCABULARY) == len(TERMS) - 3  # two spellings of two words, and a number


def test_no_more_than_the_limit_is_suggested():
    vocabulary = Vocabulary((f"mot{letter}", 1) for letter in "abcdefghijklmnop")
    assert len(vocabulary.suggest("motz", limit=3)) == 3


@given(st.text("abcdeé", min_size=4, max_size=14), st.lists(st.text("abcdeé", min_size=4, max_size=14)))
def test_suggestions_are_within_reach_and_never_the_word_itself(typed, terms):
    typed = typed.replace("é", "e")
    allowed = 2 if len(typed) >= 9 else 1
    for term in Vocabulary((term, 1) for term in terms).suggest(typed):
        assert 1 <= OSA.distance(typed, term.replace("é", "e")) <= allowed
