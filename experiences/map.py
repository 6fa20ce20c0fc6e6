"""The map of practices: départements shaded by how many practices they have, and the table that says the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.caching import kept_until_content_changes
from taxonomy.models import Territory

SHAPES = Path(__file__).resolve().parent / "data" / "departements.json"
LEVELS = (1, 2, 4, 8, 16)  # the least count of each shade


@dataclass(frozen=True, slots=True)
class Shape:
    code: str
    name: str
    path: str
    count: int
    level: int
    url: str


@dataclass(frozen=True, slots=True)
class PracticeMap:
    viewbox: str
    shapes: list[Shape]
    rows: list[Shape]  # those with practices, the most first: the table


@cache
def _drawing() -> dict:
    return json.loads(SHAPES.read_text(encoding="utf-8"))


@kept_until_content_changes
def _names() -> dict[str, str]:
    return dict(Territory.objects.filter(level=Territory.Level.DEPARTEMENT).values_list("code", "name"))


def practice_map(counts: Mapping[str, int], url_of: Callable[[str], str]) -> PracticeMap:
    """``counts``: practices by département code; ``url_of`` leads from a code to its practices."""
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
    rows = sorted((shape for shape in shapes if shape.count), key=lambda shape: (-shape.count, shape.name))
    return PracticeMap(_drawing()["viewbox"], shapes, rows)
