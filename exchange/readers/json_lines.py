"""JSON Lines: UTF-8, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from exchange.problems import quoted

from .record import LONGEST_LINE, Json, Record, Unreadable

_BOM = b"\xef\xbb\xbf"


def read(path: Path) -> Iterator[Record | Unreadable]:
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if line is None:
                yield Unreadable(path, number, f"ligne trop longue : {LONGEST_LINE // 1_000_000} Mo au plus.")
            elif line.removeprefix(_BOM).strip():
                yield _record(path, number, line.removeprefix(_BOM))


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Each line, None for one that is too long (skipped without being held in memory)."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None


def _record(path: Path, number: int, line: bytes) -> Record | Unreadable:
    try:
        values = json.loads(line.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        return Unreadable(
            path, number, f"octet {error.start + 1} : ce n’est pas de l’UTF-8. Enregistrez le fichier en UTF-8."
        )
    except json.JSONDecodeError as error:
        return Unreadable(path, number, f"JSON mal formé au caractère {error.colno} ({error.msg}).")
    except RecursionError:
        return Unreadable(path, number, "JSON mal formé : trop de crochets les uns dans les autres.")
    except ValueError as error:
        return Unreadable(path, number, f"JSON mal formé : {error}.")
    if not isinstance(values, dict):
        return Unreadable(path, number, "une ligne est un objet JSON, entre accolades.")
    return Record(path, number, values)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"le champ {quoted(twice)} est donné deux fois")
    return values


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} n’est pas un nombre")
