"""CSV: UTF-8 (a byte-order mark is tolerated), comma or semicolon, first line = field names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from .record import LONGEST_CELL, LONGEST_LINE, Record, Unreadable
from .table import heading_problem, values_of


class _TooLong(Exception):
    pass


def read(path: Path) -> Iterator[Record | Unreadable]:
    former_limit = csv.field_size_limit(LONGEST_CELL)
    try:
        yield from _read(path)
    finally:
        csv.field_size_limit(former_limit)


def _read(path: Path) -> Iterator[Record | Unreadable]:
    lines = _lines(path)
    first = next(lines, "")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    names: list[str] = []
    start = 1
    rows = csv.reader(_chain(first, lines), delimiter=delimiter, strict=True)
    while True:
        try:
            row = next(rows, None)
        except _TooLong:
            yield Unreadable(
                path, start, f"ligne trop longue : {LONGEST_LINE // 1_000_000} Mo au plus. La suite n’est pas lue."
            )
            return
        except csv.Error as error:
            yield Unreadable(path, start, f"CSV mal formé ({error}). La suite du fichier n’est pas lue.")
            return
        if row is None:
            return
        if not names:
            names = [name.strip().removeprefix("\ufeff") for name in row]
            problem = heading_problem(names)
            if problem:
                yield Unreadable(path, 1, problem)
                return
        elif len(row) > len(names):
            yield Unreadable(path, start, f"{len(row)} cellules pour {len(names)} colonnes : guillemets manquants ?")
        elif any(cell.strip() for cell in row):
            yield Record(path, start, values_of(names, row), tabular=True)
        start = rows.line_num + 1


def _lines(path: Path) -> Iterator[str]:
    """Undecodable bytes are kept as surrogates: the record that holds them is refused, the others go in."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        while line := file.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise _TooLong
            yield line


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
        yield from rest
