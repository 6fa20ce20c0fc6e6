"""The map of practices: départements shaded by how many practices they have, communes as points where a territory is
chosen, and the table that says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

from core.caching import kept_until_content_changes
from experiences.mapping.drawing import Box, Spot, box_of, frame_of, outlines, whole
from experiences.mapping.places import Place, departements_of, places_of
from experiences.mapping.projection import point
from taxonomy.models import Territory

LEVELS = (1, 2, 4, 8, 16)  # the least count of each shade
MOST_POINTS = 80  # more would hide each other, and be as many steps with a keyboard
# As shares of the width that is shown: the radius of a point, the height of the names beside them, a letter's width.
SMALLEST, LARGEST = 0.009, 0.032
TEXT = 0.034
LETTER = 0.55 * TEXT


@dataclass(frozen=True, slots=True)
class Shape:
    code: str
    name: str
    path: str
    count: int
    level: int
    url: str  # "" where there is nothing to lead to
    taken_up: int = 0  # how many of the practices shown were taken up there from elsewhere
    x: str = ""  # its middle, as SVG reads it
    y: str = ""


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
class Name:
    """The name of a point. ``x``: where it starts, or where it ends for the ``anchor`` "end"."""

    text: str
    anchor: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class PracticeMap:
    viewbox: str
    shapes: Sequence[Shape]
    rows: Sequence[Shape | Point]  # those with practices, the most first: the table
    points: Sequence[Point] = ()
    names: Sequence[Name] = ()
    text_size: str = ""
    tells_of_spreading: bool = False
    zoom: str = ""  # the names of the départements that are zoomed on, "" for the whole of France
    out_url: str = ""


def practice_map(
    counts: Mapping[str, int],
    url_of: Callable[[str], str],
    chosen: Sequence[str] = (),
    out_url: str = "",
    taken_up: Mapping[str, int] | None = None,
) -> PracticeMap:
    """``counts``: practices by territory code; ``url_of`` leads from a code to its practices; ``chosen``: the
    territories that the practices are narrowed to, on whose départements the map then zooms; ``out_url``: the whole of
    France again; ``taken_up``: how many times they were taken up elsewhere, by département code."""
    names = _names()
    spread = taken_up or {}
    shapes = [
        _shape(code, names.get(code, code), counts.get(code, 0), url_of, spread.get(code, 0)) for code in outlines()
    ]
    within = [code for code in departements_of(tuple(chosen)) if code in outlines()] if chosen else []
    if not within:
        rows = _most_first(shape for shape in shapes if shape.count or shape.taken_up)
        return PracticeMap(whole(), shapes, rows, tells_of_spreading=bool(spread))
    located = [(place, _where(place)) for place in places_of(tuple(within)) if counts.get(place.code)]
    frame = frame_of(within, [where for _, where in located if where])
    rows = _most_first(_point(place, where, counts[place.code], url_of(place.code), frame) for place, where in located)
    points = [point for point in rows if point.x][:MOST_POINTS]
    return PracticeMap(
        viewbox=frame.viewbox,
        shapes=shapes,
        rows=rows,
        points=points,
        names=_names_beside(points, frame),
        text_size=f"{TEXT * frame.size:.2f}",
        zoom=", ".join(names[code] for code in within if code in names),
        out_url=out_url,
    )


def _shape(code: str, name: str, count: int, url_of: Callable[[str], str], taken_up: int) -> Shape:
    level = sum(count >= least for least in LEVELS) if count else 0
    url = url_of(code) if count or taken_up else ""
    return Shape(code, name, outlines()[code], count, level, url, taken_up, *_middle(code))


@cache
def _middle(code: str) -> tuple[str, str]:
    x, y = box_of(code).middle
    return f"{x:.0f}", f"{y:.0f}"


@kept_until_content_changes
def _names() -> dict[str, str]:
    return dict(Territory.objects.filter(level=Territory.Level.DEPARTEMENT).values_list("code", "name"))


def _most_first(counted: Iterable[Shape | Point]) -> list[Shape | Point]:
    return sorted(counted, key=lambda one: (-one.count, one.name))


def _where(place: Place) -> Spot | None:
    """Where a place is in the drawing. A quartier without coordinates is nowhere: it counts in its commune's point."""
    if place.latitude is None or place.longitude is None:
        return None
    return point(place.latitude, place.longitude, place.departement)


def _point(place: Place, where: Spot | None, count: int, url: str, frame: Box) -> Point:
    if where is None:
        return Point(place.label, count, url)
    radius = frame.size * min(LARGEST, SMALLEST * sqrt(count))
    return Point(place.label, count, url, f"{where[0]:.1f}", f"{where[1]:.1f}", f"{radius:.2f}")


def _names_beside(points: Sequence[Point], frame: Box) -> list[Name]:
    """The names of the points that have room for them at their right or at their left, those with the most practices
    first."""
    height = TEXT * frame.size
    discs = [Box(x - r, y - r, x + r, y + r) for x, y, r in ((float(p.x), float(p.y), float(p.radius)) for p in points)]
    taken = list(discs)
    names = []
    for one, disc in zip(points, discs, strict=True):
        text = one.name.partition(" (")[0]
        width, y = LETTER * frame.size * len(text), float(one.y)
        right, left = disc.right + height / 3, disc.left - height / 3
        for anchor, x, start in (("start", right, right), ("end", left, left - width)):
            room = Box(start, y - height / 2, start + width, y + height / 2)
            if frame.holds(room) and not any(room.meets(other) for other in taken):
                taken.append(room)
                names.append(Name(text, anchor, f"{x:.1f}", f"{y + height / 3:.1f}"))
                break
    return names
