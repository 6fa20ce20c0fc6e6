"""A commune lies on the map where its département is drawn."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiences.mapping.drawing import SHAPES
from experiences.mapping.projection import DISCS, HEIGHT, WIDTH, point
from taxonomy import referentiel

NEAR = 6.0  # units of the drawing, 613 wide: some 15 km
Point = tuple[float, float]


@pytest.fixture(scope="module")
def drawing() -> dict:
    return json.loads(SHAPES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def outlines(drawing: dict) -> dict[str, list[list[Point]]]:
    """The outlines of each département but the discs, as closed lists of points."""
    return {shape["code"]: rings(shape["path"]) for shape in drawing["shapes"] if shape["code"] not in DISCS}


def rings(path: str) -> list[list[Point]]:
    drawn = []
    for outline in re.findall(r"M([^z]+)z", path):
        numbers = list(map(int, re.findall(r"-?\d+", outline)))
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        drawn.append([*ring, ring[0]])
    return drawn


def distance(place: Point, shape: list[list[Point]]) -> float:
    """How far outside the shape the place lies; 0 within."""
    sides = [side for ring in shape for side in pairwise(ring)]
    x, y = place
    crossings = sum((y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1) for (x1, y1), (x2, y2) in sides)
    return 0.0 if crossings % 2 else min(to_side(place, *side) for side in sides)


def to_side(place: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = place, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) if length else 0.0
    return ((x - x1 - along * (x2 - x1)) ** 2 + (y - y1 - along * (y2 - y1)) ** 2) ** 0.5


def test_communes_lie_in_their_departement(outlines: dict[str, list[list[Point]]]) -> None:
    tally: Counter[str] = Counter()
    for row in referentiel.read():
        if row["level"] == "commune" and row["latitude"] and row["departement"] in outlines:
            place = point(float(row["latitude"]), float(row["longitude"]), row["departement"])
            assert place is not None, row
            off = distance(place, outlines[row["departement"]])
            tally["all"] += 1
            tally["inside"] += off == 0
            tally["near"] += off <= NEAR
    assert tally["all"] > 34_000
    assert tally["inside"] > 0.98 * tally["all"]
    assert tally["near"] > 0.999 * tally["all"]


def test_the_map_is_as_large_as_it_is_drawn_and_its_discs_where_they_are_drawn(drawing: dict) -> None:
    assert drawing["viewbox"] == f"0 0 {WIDTH} {HEIGHT}"
    paths = {shape["code"]: shape["path"] for shape in drawing["shapes"]}
    for code, (x, y) in DISCS.items():
        assert paths[code].startswith(f"M{x - 16:.0f} {y:.0f}a16 16 ")


def test_all_of_a_departement_doutre_mer_lies_at_its_disc() -> None:
    assert point(-20.8789, 55.4481, "974") == DISCS["974"]  # Saint-Denis


@pytest.mark.parametrize(
    ("latitude", "longitude", "departement"),
    [
        (18.0681, -63.0825, "978"),  # Saint-Martin is not drawn
        (5.7358, 45.1875, "38"),  # the two in the wrong order
        (90.0, 0.0, "38"),
    ],
)
def test_what_the_map_has_no_room_for_has_no_point(latitude: float, longitude: float, departement: str) -> None:
    assert point(latitude, longitude, departement) is None


@given(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
def test_a_point_never_falls_off_the_map(latitude: float, longitude: float) -> None:
    place = point(latitude, longitude, "38")
    assert place is None or (0 <= place[0] <= WIDTH and 0 <= place[1] <= HEIGHT)
