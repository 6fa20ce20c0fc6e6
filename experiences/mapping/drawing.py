"""The drawing of the départements: their outlines, and which part of it to show."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import accumulate
from pathlib import Path

SHAPES = Path(__file__).resolve().parent.parent / "data" / "departements.json"
MARGIN = 0.12  # around what is zoomed on, as a share of its size
NARROWEST = 14.0  # units of the drawing: closer, outlines are a blur
CLOSEST = 0.4  # of the outline, at least, is shown
_NUMBER = re.compile(r"-?\d+")

Spot = tuple[float, float]  # x and y in the drawing


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        return max(self.right - self.left, self.bottom - self.top)

    @property
    def middle(self) -> Spot:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def viewbox(self) -> str:
        """As SVG reads it."""
        return f"{self.left:.1f} {self.top:.1f} {self.right - self.left:.1f} {self.bottom - self.top:.1f}"

    def square(self, least: float = 0.0) -> Box:
        """The square around it with a margin, no smaller than ``least``."""
        x, y = self.middle
        half = max(self.size * (0.5 + MARGIN), least / 2)
        return Box(x - half, y - half, x + half, y + half)

    def holds(self, other: Box) -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def meets(self, other: Box) -> bool:
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)

    def around(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@cache
def outlines() -> dict[str, str]:
    """Code of a département → its path."""
    return {shape["code"]: shape["path"] for shape in _drawing()["shapes"]}


def whole() -> str:
    """The viewBox of all of France."""
    return _drawing()["viewbox"]


def frame_of(departements: Sequence[str], spots: Sequence[Spot]) -> Box:
    """What is shown when these départements are zoomed on: their outline, or only where ``spots`` are if those stand
    close together in it."""
    outline = reduce(Box.around, map(box_of, departements))
    if not spots:
        return outline.square(NARROWEST)
    spread = reduce(Box.around, (Box(x, y, x, y) for x, y in spots))
    return spread.square(max(NARROWEST, CLOSEST * outline.size)) if spread.size < outline.size else outline.square()


@cache
def box_of(departement: str) -> Box:
    """What its path takes up: outlines made of M and l, or a disc (M, then a)."""
    xs: list[int] = []
    ys: list[int] = []
    for outline in outlines()[departement].split("M")[1:]:
        start, _, arcs = outline.partition("a")
        numbers = [int(number) for number in _NUMBER.findall(start)]
        if arcs:
            radius = int(_NUMBER.findall(arcs)[0])
            numbers = [numbers[0], numbers[1] - radius, 2 * radius, 2 * radius]
        xs += accumulate(numbers[::2])
        ys += accumulate(numbers[1::2])
    return Box(min(xs), min(ys), max(xs), max(ys))


@cache
def _drawing() -> dict:
    return json.loads(SHAPES.read_text(encoding="utf-8"))
