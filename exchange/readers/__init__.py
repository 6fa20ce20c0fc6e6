"""From a file to its records, one at a time, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from . import csv_file, json_lines, xlsx_file
from .record import Json, Record, Unreadable

__all__ = ["Json", "Record", "Unreadable", "read"]

READERS: dict[str, Callable[[Path], Iterator[Record | Unreadable]]] = {
    ".jsonl": json_lines.read,
    ".ndjson": json_lines.read,
    ".csv": csv_file.read,
    ".xlsx": xlsx_file.read,
}


def read(path: Path) -> Iterator[Record | Unreadable]:
    """The records of ``path``; what cannot be read is told, with its line, and the reading goes on where it can."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield Unreadable(path, 0, f"format inconnu : le nom finit par {', '.join(READERS)}.")
        return
    try:
        yield from reader(path)
    except OSError as error:
        yield Unreadable(path, 0, f"fichier illisible : {error.strerror or error}.")
