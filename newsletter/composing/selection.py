"""What of a letter a reader wants: those who chose no theme and no territory get everything.

An entry is for a reader whose themes it has (or a theme under one of them), and whose territories it has; what is filed
under no territory concerns them all. Words of the team come with the rest, never alone.
"""

from __future__ import annotations

from itertools import chain
from typing import Protocol

from .entries import Entry
from .frozen import Content, entries_of


class Choices(Protocol):
    themes: frozenset[int]
    territories: frozenset[str]


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
    places = entry.get("territories") or ()
    return of_themes and (not choices.territories or not places or not choices.territories.isdisjoint(places))
