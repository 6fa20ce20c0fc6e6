"""Where a place lies on the map of the départements (``data/departements.json``).

The drawing does not say how it is projected. ``scripts/map_projection.py`` compares it with the outlines of the
communes: it is Mercator, whose two lines below put 98 % of the sides of the départements within 2 units of where they
are drawn (half of them within 0.3), on a drawing 613 units wide; plate carrée and Lambert-93 leave half of them further
off. Each département d'outre-mer is a disc, and all of its places lie at the disc's centre.
"""

from __future__ import annotations

import math

WIDTH, HEIGHT = 613, 585  # of the drawing
# Units of the drawing a degree of longitude, and where the meridian of Greenwich lies.
ACROSS, GREENWICH = 41.5175, 215.219
# Units of the drawing a degree on Mercator's scale of latitudes, and where the equator lies, far below.
DOWN, EQUATOR = -41.3672, 2466.905
DISCS = {"971": (22.0, 330.0), "972": (22.0, 376.0), "973": (22.0, 422.0), "974": (22.0, 468.0), "976": (22.0, 514.0)}
NORTHERNMOST = 85.0  # degrees: beyond, Mercator runs away


def point(latitude: float, longitude: float, departement: str) -> tuple[float, float] | None:
    """The x and y of a place (degrees, WGS 84) of the département of that code, or None where the map has no room."""
    if departement in DISCS:
        return DISCS[departement]
    if len(departement) != len("2A") or abs(latitude) > NORTHERNMOST:  # not drawn: Saint-Martin, Tahiti, the pole…
        return None
    x = ACROSS * longitude + GREENWICH
    y = DOWN * math.degrees(math.asinh(math.tan(math.radians(latitude)))) + EQUATOR
    return (x, y) if 0 <= x <= WIDTH and 0 <= y <= HEIGHT else None
