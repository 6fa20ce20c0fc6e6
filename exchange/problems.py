"""What is wrong with a record, said in French to the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from french.folding import fold

LONGEST_QUOTE = 60
CLOSE_ENOUGH = 70


@dataclass(frozen=True, slots=True)
class Problem:
    """``field`` is empty when the whole record is at fault."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"champ « {self.field} » : {self.message}" if self.field else self.message


class Refused(Exception):
    """The record does not go in."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(map(str, self.problems)))


class Unusable(ValueError):
    """A value cannot be used; the message says what is expected."""


class ComesLater(Exception):
    """The record needs another one that stands further on in the import."""


def quoted(value: object) -> str:
    """``value`` between French quotation marks, on one line, shortened, nothing unprintable in it."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())
    return f"« {text[:LONGEST_QUOTE]}… »" if len(text) > LONGEST_QUOTE else f"« {text} »"


def suggestion(text: str, candidates: Iterable[str], most: int = 3) -> str:
    """« vouliez-vous dire … ? » with the nearest of ``candidates``, or ""."""
    known = {fold(candidate): candidate for candidate in candidates}
    found = process.extract(fold(text), known.keys(), scorer=fuzz.WRatio, limit=most, score_cutoff=CLOSE_ENOUGH)
    names = [quoted(known[match[0]]) for match in found]
    return f" Vouliez-vous dire {' ou '.join(names)} ?" if names else ""


def listed(values: Iterable[str]) -> str:
    return ", ".join(values)
