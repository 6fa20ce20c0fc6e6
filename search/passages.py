"""The text of an item, and the addresses of the parts of it that can be reached by themselves: a moment of a recording,
a page of an attached file.

``IndexedItem.passages`` holds, in order, where in ``text`` each part starts, what a link to it says, and its address: a
path of the site, or what is added to the item's own. A part goes on to the start of the next; an empty label says that
from there on nothing but the item itself can be reached.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

APART = "\n"  # between parts that no extract may show in one breath; the rest of the text is one line

Start = tuple[int, str, str]


class Place(NamedTuple):
    label: str
    url: str


@dataclass(slots=True)
class Text:
    """A text in the making, with the addresses of its parts."""

    passages: list[Start] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def __str__(self) -> str:
        return "".join(self._parts)

    def add(self, part: str, label: str = "", url: str = "", *, between: str = " ") -> None:
        if not part:
            return
        if self._parts:
            self._parts.append(between)
            self._length += len(between)
        former = self.passages[-1][1:] if self.passages else ("", "")
        if (label, url) != former:
            self.passages.append((self._length, label, url))
        self._parts.append(part)
        self._length += len(part)


def place_at(passages: Sequence[Start], position: int) -> Place | None:
    """What leads to this position of the text; None where the item's own address is the nearest."""
    at = bisect_right(passages, position, key=lambda start: start[0]) - 1
    return Place(*passages[at][1:]) if at >= 0 and passages[at][1] else None


def own_text(text: str, passages: Sequence[Start]) -> str:
    """What the item says itself, without what its attached files say: they have an address of their own."""
    return text[: next((start for start, _, url in passages if url.startswith("/")), len(text))]
