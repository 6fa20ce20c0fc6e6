"""What reading a file came to, as the child says it to the portal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

# The values of DocumentText.Status.
READ = "read"
PARTIAL = "partial"
EMPTY = "empty"
LOCKED = "locked"
UNREADABLE = "unreadable"

MOST_CHARACTERS = 200_000  # some eighty dense pages: beyond, a file would outweigh all that the item says itself
FEWEST_LETTERS = 20  # less than that is a stamp or a page number on scanned images


@dataclass(frozen=True, slots=True)
class Outcome:
    status: str
    pages: list[str] = field(default_factory=list)


def gathered(pages: Iterable[str]) -> Outcome:
    """The pages as they come, until there is enough of them; the rest is not even read."""
    kept: list[str] = []
    room = MOST_CHARACTERS
    for page in pages:
        if len(page) > room:
            cut = page.rfind(" ", 0, room)
            return Outcome(PARTIAL, [*kept, page[: cut if cut > 0 else room]])
        kept.append(page)
        room -= len(page) + 1
    letters = sum(character.isalpha() for page in kept for character in page)
    return Outcome(READ, kept) if letters >= FEWEST_LETTERS else Outcome(EMPTY)
