"""Which characters the typefaces at hand can draw: PDF/UA refuses a page with one they cannot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

STAND_IN = "□"
LONGEST_WORD = 22  # characters
# Controls, marks that turn the direction of writing (a text could be read otherwise than it is written), surrogates,
# private characters, and what only changes how the character before looks.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\ufeff\ufff9-\uffff]")
_LONG_WORD = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")
# Writings that the typefaces at hand know in part; elsewhere nobody is asked.
_ASKED = ((0x20, 0x06FF), (0x1E00, 0x27BF))

Draws = Callable[[str], bool]


def seen(words: str) -> str:
    """``words`` without what no one sees."""
    kept = _UNSEEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    unseen = [char for char in set(kept) if not _is_seen(char)]
    return kept.translate(dict.fromkeys(map(ord, unseen))) if unseen else kept


@lru_cache(maxsize=4_096)
def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in ("Cs", "Co", "Cn")


def is_blank(words: str) -> bool:
    return all(unicodedata.category(char) in ("Cf", "Zs", "Cc") for char in words)


def printable(words: str) -> str:
    """What is seen of ``words``, each very long one free to break (by U+200B) within the page."""
    return _LONG_WORD.sub("\\1\u200b", seen(words))


class Drawable:
    """Remembers what it was told of each character; asks of many at once, and of halves only where some fail."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._known: dict[str, bool] = dict.fromkeys(map(chr, range(32, 127)), True)

    def undrawable(self, characters: Iterable[str]) -> set[str]:
        asked = sorted({char for char in characters if char not in self._known})
        near = [char for char in asked if any(start <= ord(char) <= end for start, end in _ASKED)]
        self._learn(near)
        self._known.update({char: False for char in asked if char not in self._known})
        return {char for char in characters if not self._known[char]}

    def _learn(self, characters: list[str]) -> None:
        if not characters:
            return
        drawn = self._draws(" ".join(characters))
        if drawn or len(characters) == 1:
            self._known.update(dict.fromkeys(characters, drawn))
            return
        half = len(characters) // 2
        self._learn(characters[:half])
        self._learn(characters[half:])
