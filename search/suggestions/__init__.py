"""What the search field proposes while one types: themes, contents, places and terms whose words begin so.

Every word typed must begin a word of what is proposed, in any order; accents, case and apostrophes do not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .named import named, terms, themes
from .pieces import Suggestion, words_of
from .places import places
from .titles import titles

LEAST_LETTERS = 2
MOST_WORDS = 8  # nobody types more before looking
MOST = 9
MOST_THEMES = 2
MOST_TITLES = 5
MOST_PLACES = 3
MOST_TERMS = 1


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    suggestions: Sequence[Suggestion]


def suggest(text: str) -> list[Group]:
    """At most ``MOST`` suggestions for what has been typed so far, on one line."""
    words = tuple(dict.fromkeys(words_of(text)))[:MOST_WORDS]
    if sum(map(len, words)) < LEAST_LETTERS:
        return []
    of_themes = named(themes(), words)[:MOST_THEMES]
    of_terms = named(terms(), words)[:MOST_TERMS]
    of_places = places(text, words)[:MOST_PLACES]
    room = min(MOST_TITLES, MOST - len(of_themes) - len(of_terms) - len(of_places))
    groups = {
        "Thèmes": of_themes,
        "Contenus": titles(text, words)[:room],
        "Territoires": of_places,
        "Glossaire": of_terms,
    }
    return [Group(label, suggestions) for label, suggestions in groups.items() if suggestions]
