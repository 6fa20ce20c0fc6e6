"""XLSX: first sheet, first row = field names. Values only: a formula is refused."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from .record import LONGEST_CELL, MOST_COLUMNS, Json, Record, Unreadable
from .table import heading_problem, values_of

LARGEST_CONTENT = 300_000_000  # bytes once unpacked
MOST_PARTS = 2_000
LARGEST_RATIO = 200  # a sheet of text packs 5 to 20 times
SMALL_ENOUGH = 10_000_000  # below this a high ratio is harmless

AnyCell = Cell | EmptyCell | ReadOnlyCell


class _Formula(ValueError):
    pass


def read(path: Path) -> Iterator[Record | Unreadable]:
    try:
        problem = _bomb(path)
        if problem:
            yield Unreadable(path, 0, problem)
            return
        yield from _rows(path)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, ParseError, EOFError) as error:
        yield Unreadable(path, 0, f"ce n’est pas un classeur XLSX lisible ({type(error).__name__}).")


def _bomb(path: Path) -> str:
    """Why this archive is not opened, or "". What an archive declares is what ``zipfile`` agrees to unpack."""
    with ZipFile(path) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MOST_PARTS or unpacked > LARGEST_CONTENT:
        return f"classeur trop gros une fois décompressé : {LARGEST_CONTENT // 1_000_000} Mo au plus."
    if unpacked > SMALL_ENOUGH and unpacked / packed > LARGEST_RATIO:
        return "classeur anormalement compressé : il n’est pas ouvert."
    return ""


def _rows(path: Path) -> Iterator[Record | Unreadable]:
    workbook = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        names: list[str] = []
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            if not names:
                names = [str(cell.value or "").strip() for cell in row]
                while names and not names[-1]:
                    names.pop()
                problem = heading_problem(names)
                if problem:
                    yield Unreadable(path, number, problem)
                    return
                continue
            try:
                values = values_of(_wide_enough(names, row), [_value(cell) for cell in row])
            except _Formula as error:
                yield Unreadable(path, number, str(error))
                continue
            if values:
                yield Record(path, number, values, tabular=True)
    finally:
        workbook.close()


def _wide_enough(names: Sequence[str], row: Sequence[AnyCell]) -> list[str]:
    return [*names, *[""] * (len(row) - len(names))]


def _value(cell: AnyCell) -> Json:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        raise _Formula(f"cellule {cell.coordinate} : une formule. Collez sa valeur à la place.")
    if cell.data_type == "e":
        raise _Formula(f"cellule {cell.coordinate} : une erreur de calcul ({value}).")
    if isinstance(value, datetime.datetime):
        return (
            value.date().isoformat()
            if value.time() == datetime.time()
            else value.isoformat(sep=" ", timespec="minutes")
        )
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, datetime.timedelta):
        return str(value)
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        raise _Formula(f"cellule {cell.coordinate} : texte trop long.")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool | int | float | str):
        return value
    return str(value)
