"""What is embedded of an item: its opening, and passages of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator

LENGTH = 700  # characters of an opening's text and of a passage: some 150 words, well under what models read at once
MOST_PASSAGES = 40  # of one item: a recording of an hour and a half holds as many
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…:;»])\s+")


def opening(title: str, summary: str, text: str) -> str:
    """What an item says first: what it is about, as a whole."""
    beginning = next(passages(text), "")
    return "\n".join(part for part in (title, summary, beginning) if part)


def passages(text: str) -> Iterator[str]:
    """The text in parts of about ``LENGTH`` characters, cut where a sentence ends or, failing that, between words."""
    part = ""
    for sentence in _sentences(text):
        if part and len(part) + 1 + len(sentence) > LENGTH:
            yield part
            part = ""
        part = f"{part} {sentence}" if part else sentence
    if part:
        yield part


def _sentences(text: str) -> Iterator[str]:
    """Each sentence; one that is longer than a passage, in pieces."""
    for sentence in _END_OF_SENTENCE.split(text):
        rest = sentence.strip()
        while len(rest) > LENGTH:
            cut = rest.rfind(" ", 1, LENGTH + 1)
            cut = cut if cut > 0 else LENGTH
            yield rest[:cut]
            rest = rest[cut:].lstrip()
        if rest:
            yield rest
