"""A rendered letter in pieces that can be left out: its head, each rubric, each entry, its foot. ``more`` stands before
the foot where entries were left out for their weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SectionPieces:
    head: str
    entries: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pieces:
    """``foot`` holds ``@@why@@``, ``@@manage@@`` and ``@@leave@@``: what is each reader's own. Nothing that partners
    wrote stands in it."""

    head: str
    sections: Sequence[SectionPieces]
    more: str
    foot: str
