"""The map of practices: départements shaded by how many practices they have, communes as points where a territory is
chosen, and the table that says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import accumulate
from math import sqrt
from pathlib import Path

from core.caching import kept_until_content_changes
from taxonomy.models import Territory

from .places import Place, departements_of, places_of
from .projection import point

SHAPES = Path(__file__).resolve().parent / "data" / "departements.json"
LEVELS = (1, 2, 4, 8, 16)  # the least count of each shade
MARGIN = 0.12  # around what is zoomed on, as a share of its size
NARROWEST = 14.0  # units of the drawing: closer, outlines are a blur
CLOSEST = 0.4  # of the outline, at least, is shown
MOST_POINTS = 80  # more would hide each other, and be as many steps with a keyboard
SMALLEST, LARGEST = 0.009, 0.032  # radius of a point, as a share of the width that is shown
_NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Shape:
    code: str
    name: str
    path: str
    count: int
    level: int
    url: str


@dataclass(frozen=True, slots=True)
class Point:
    """``x``, ``y``, ``radius``: as SVG reads them; "" where nobody knows where the place is."""

    name: str
    count: int
    url: str
    x: str = ""
    y: str = ""
    radius: str = ""


@dataclass(frozen=True, slots=True)
class PracticeMap:
    viewbox: str
    shapes: Sequence[Shape]
    rows: Sequence[Shape | Point]  # those with practices, the most first: the table
    points: Sequence[Point]
    zoom: str  # the names of the départements that are zoomed on, "" for the whole of France
    out_url: str


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        return max(self.right - self.left, self.bottom - self.top)

    def square(self, least: float = 0.0) -> Box:
        """The square around it with a margin, no smaller than ``least``."""
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        half = max(self.size * (0.5 + MARGIN), least / 2)
        return Box(x - half, y - half, x + half, y + half)

    def around(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@cache
def _drawing() -> dict:
    return json.loads(SHAPES.read_text(encoding="utf-8"))


@kept_until_content_changes
def _names() -> dict[str, str]:
    return dict(Territory.objects.filter(level=Territory.Level.DEPARTEMENT).values_list("code", "name"))


def practice_map(
    counts: Mapping[str, int], url_of: Callable[[str], str], chosen: Sequence[str] = (), out_url: str = ""
) -> PracticeMap:
    """``counts``: practices by territory code; ``url_of`` leads from a code to its practices; ``chosen``: the
    territories that the practices are narrowed to, on whose départements the map then zooms; ``out_url``: the whole of
    France again."""
    names = _names()
    shapes = [
        Shape(
            code=shape["code"],
            name=names.get(shape["code"], shape["code"]),
            path=shape["path"],
            count=counts.get(shape["code"], 0),
            level=sum(counts.get(shape["code"], 0) >= least for least in LEVELS),
            url=url_of(shape["code"]),
        )
        for shape in _drawing()["shapes"]
    ]
    drawn = {shape.code for shape in shapes}
    within = tuple(code for code in departements_of(tuple(chosen)) if code in drawn) if chosen else ()
    if not within:
        return PracticeMap(
            _drawing()["viewbox"], shapes, _most_first(shape for shape in shapes if shape.count), [], "", ""
        )
    located = [(place, _where(place)) for place in places_of(within) if counts.get(place.code)]
    frame = _frame(within, [where for _, where in located if where])
    points = _most_first(
        _point(place, where, counts[place.code], url_of(place.code), frame) for place, where in located
    )
    return PracticeMap(
        viewbox=_viewbox(frame),
        shapes=shapes,
        rows=points,
        points=[point for point in points if point.x][:MOST_POINTS],
        zoom=", ".join(names[code] for code in within if code in names),
        out_url=out_url,
    )


def _most_first(counted: Iterable[Shape | Point]) -> list[Shape | Point]:
    return sorted(counted, key=lambda one: (-one.count, one.name))


def _where(place: Place) -> tuple[float, float] | None:
    """Where a place is in the drawing. A quartier without coordinates is nowhere: it counts in its commune's point."""
    if place.latitude is None or place.longitude is None:
        return None
    return point(place.latitude, place.longitude, place.departement)


def _point(place: Place, where: tuple[float, float] | None, count: int, url: str, frame: Box) -> Point:
    if where is None:
        return Point(place.label, count, url)
    width = frame.right - frame.left
    radius = width * min(LARGEST, SMALLEST * sqrt(count))
    return Point(place.label, count, url, f"{where[0]:.1f}", f"{where[1]:.1f}", f"{radius:.2f}")


def _viewbox(frame: Box) -> str:
    return f"{frame.left:.1f} {frame.top:.1f} {frame.right - frame.left:.1f} {frame.bottom - frame.top:.1f}"


def _frame(departements: tuple[str, ...], points: Sequence[tuple[float, float]]) -> Box:
    """What is shown when these départements are zoomed on: their outline, or only where their points are if those stand
    close together in it."""
    outline = reduce(Box.around, (_outline(code) for code in departements))
    if not points:
        return outline.square(NARROWEST)
    spread = reduce(Box.around, (Box(x, y, x, y) for x, y in points))
    return spread.square(max(NARROWEST, CLOSEST * outline.size)) if spread.size < outline.size else outline.square()


@cache
def _outline(departement: str) -> Box:
    return next(_box(shape["path"]) for shape in _drawing()["shapes"] if shape["code"] == departement)


def _box(path: str) -> Box:
    """What a path takes up: outlines made of M and l, or a disc (M, then a)."""
    xs: list[int] = []
    ys: list[int] = []
    for outline in path.split("M")[1:]:
        start, _, arcs = outline.partition("a")
        numbers = [int(number) for number in _NUMBER.findall(start)]
        if arcs:
            radius = int(_NUMBER.findall(arcs)[0])
            numbers = [numbers[0], numbers[1] - radius, 2 * radius, 2 * radius]
        xs += accumulate(numbers[::2])
        ys += accumulate(numbers[1::2])
    return Box(min(xs), min(ys), max(xs), max(ys))
