"""What CSV and XLSX share: a heading row, then cells."""

from __future__ import annotations

from collections.abc import Sequence

from exchange.problems import quoted

from .record import MOST_COLUMNS, Json


def heading_problem(names: Sequence[str]) -> str:
    """What is wrong with the first row, or ""."""
    given = [name for name in names if name]
    if "kind" not in given:
        return "la première ligne donne le nom des champs ; il y manque « kind »."
    if len(given) > MOST_COLUMNS:
        return f"{len(given)} colonnes : {MOST_COLUMNS} au plus."
    twice = next((name for name in given if given.count(name) > 1), None)
    return f"deux colonnes se nomment {quoted(twice)}." if twice else ""


def values_of(names: Sequence[str], cells: Sequence[Json]) -> dict[str, Json]:
    """The cells that hold something, by field name. One without a heading is kept under its column, to be refused."""
    return {
        name or f"colonne {number}": cell
        for number, (name, cell) in enumerate(zip(names, cells, strict=False), start=1)
        if cell is not None and (not isinstance(cell, str) or cell.strip())
    }
