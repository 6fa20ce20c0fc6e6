"""One record as read, and the limits that keep a hostile file from costing more than a message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

LONGEST_LINE = 4_000_000  # bytes; the longest record of the corpus has 10,000
LONGEST_CELL = 1_000_000  # characters
MOST_COLUMNS = 200

# Signs that no text needs and that a database, XML or a terminal may choke on; lone surrogates are undecodable bytes.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Record:
    """``tabular``: from a table, where lists stand in one cell."""

    file: Path
    line: int
    values: dict[str, Json]
    tabular: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line (0: the whole file) that holds no record."""

    file: Path
    line: int
    message: str


def forbidden_sign(text: str) -> str:
    """What is wrong with the signs of ``text``, or ""."""
    match = _FORBIDDEN.search(text)
    if match is None:
        return ""
    if "\ud800" <= match[0] <= "\udfff":
        return "le texte n’est pas de l’UTF-8 valide : enregistrez le fichier en UTF-8."
    return f"le texte contient un signe invisible interdit (U+{ord(match[0]):04X}) : effacez-le."
