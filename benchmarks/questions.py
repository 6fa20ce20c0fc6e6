"""What the benchmarks ask: words held by a known number of items, questions as people type them, and any others."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks import synthetic
from search.interface import Query
from search.views.lists import COMMON_FACETS

PAGE_FACETS = ("kind", *COMMON_FACETS, "outcome", "format")  # those of the page of results
NATURAL = (
    "collecte des encombrants",
    "comment réduire les déchets au pied des immeubles",
    "qui ramasse les dépôts sauvages entre deux limites foncières ?",
    "les gens jettent par les fenêtres",
    "diagnostic en marchant avec les habitants",
    "gup dechet",
)


@dataclass(frozen=True, slots=True)
class Asked:
    name: str
    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def query(self) -> Query:
        return Query(text=self.text, filters=self.filters, facets=PAGE_FACETS)


def asked(size: int) -> list[Asked]:
    words = [Asked(f"1 word, {synthetic.held_by(word, size)} items", word) for word in synthetic.MARKERS]
    kept = {"kind": ("experience", "event"), "outcome": ("success",)}
    return [
        *words,
        Asked(f"{words[2].name}, filtered", words[2].text, kept),
        Asked(f"{words[3].name}, filtered", words[3].text, kept),
        *(Asked(f"“{text}”", text) for text in NATURAL),
    ]


def any_text(chance: random.Random) -> str:
    """One to four words that follow one another in the content; at times none, a marker, or a slip of the finger."""
    kind = chance.random()
    if kind < 0.1:
        return ""
    if kind < 0.3:
        return chance.choice(list(synthetic.MARKERS))
    text = " ".join(synthetic.some_words(chance, chance.randint(1, 4)))
    if kind < 0.35:
        place = chance.randrange(len(text))
        text = text[:place] + text[place + 1 :]
    return text
