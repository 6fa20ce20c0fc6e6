"""What of a letter a reader wants: those who chose no theme and no territory get everything.

An entry is for a reader whose themes it has (or a theme under one of them), and whose territories it has: in one of
them, or about all of what is around one (who chose a town wants what concerns its département). What is filed under no
territory concerns them all. Words of the team come with the rest, never alone.
"""

from __future__ import annotations

from itertools import chain
from typing import Protocol

from .entries import Entry
from .frozen import Content, entries_of


class Choices(Protocol):
    themes: frozenset[int]
    territories: frozenset[str]
    around: frozenset[str]


def wanted(content: Content, choices: Choices) -> list[list[bool]] | None:
    """For each section, whether each of its entries is for this reader; None: nothing is."""
    chooses = bool(choices.themes or choices.territories)
    kept = [[is_wanted(entry, choices) for entry in section["entries"]] for section in content.get("sections") or ()]
    if not chooses:
        return kept if content.get("editorial") or any(map(any, kept)) else None
    told = zip(entries_of(content), chain.from_iterable(kept), strict=True)
    return kept if any(keep and entry["kind"] != "words" for entry, keep in told) else None


def is_wanted(entry: Entry, choices: Choices) -> bool:
    if entry["kind"] == "words":
        return True
    of_themes = not choices.themes or not choices.themes.isdisjoint(entry.get("themes") or ())
    return of_themes and (not choices.territories or _is_near(entry, choices))


def _is_near(entry: Entry, choices: Choices) -> bool:
    inside = entry.get("territories") or ()
    if not inside or not choices.territories.isdisjoint(inside):
        return True
    return not choices.around.isdisjoint(entry.get("places") or ())  # letters frozen before had no places
