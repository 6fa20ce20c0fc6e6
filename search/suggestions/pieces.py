"""What a suggestion is made of, and how what was typed meets the words of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from french.folding import fold
from french.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a name. ``begun``: it is what was typed."""

    text: str
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    url: str
    name: Sequence[Part]
    note: Sequence[Part]


def on_one_line(text: str) -> str:
    """As titles and names are folded where they are looked up."""
    return " ".join(fold(text).split())


def words_of(text: str) -> tuple[str, ...]:
    return tuple(token.exact for token in tokenize(text))


def answers(words: Sequence[str], typed: Sequence[str]) -> bool:
    """Every word typed begins one of ``words``."""
    return all(any(word.startswith(beginning) for word in words) for beginning in typed)


def opens(words: Sequence[str], typed: Sequence[str]) -> bool:
    return bool(words) and words[0].startswith(typed[0])


def marked(text: str, typed: Sequence[str]) -> list[Part]:
    """``text`` in pieces: the beginnings of its words that were typed, and what stands between them."""
    parts, position = [], 0
    for token in tokenize(text):
        begun = max((len(word) for word in typed if token.exact.startswith(word)), default=0)
        if begun:
            end = _end_of(text, token.start, token.end, begun)
            parts += [Part(text[position : token.start]), Part(text[token.start : end], begun=True)]
            position = end
    return [part for part in (*parts, Part(text[position:])) if part.text]


def _end_of(text: str, start: int, last: int, letters: int) -> int:
    """Where the first ``letters`` of a word end, in the text as written: « œ » is two letters, an accent none."""
    end = start + 1
    while end < last and (len(fold(text[start:end])) < letters or not fold(text[end])):
        end += 1
    return end
