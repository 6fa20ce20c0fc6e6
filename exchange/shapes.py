"""The shape of each field, and a record brought to it: the same record has the same shape whatever file it came in.

``None``, blank texts and empty lists mean that a field is not given.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .problems import Problem, Unusable, quoted, suggestion
from .readers import Json, Record
from .readers.record import forbidden_sign

BETWEEN = " | "  # between the values of a list in one cell
MOST_ITEMS = 500

Values: TypeAlias = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Text:
    """A text; a number is one too. ``is_file``: the path of a file beside the import file, or may be one."""

    is_file: bool = False
    digits: int = 0  # a number that a spreadsheet stripped of its leading zeros gets them back

    def of(self, value: Json, tabular: bool) -> str:
        if isinstance(value, bool | list | dict) or value is None:
            raise Unusable(f"un texte est attendu, pas {_named(value)}.")
        if isinstance(value, float):
            if not math.isfinite(value):
                raise Unusable("ce nombre n’en est pas un.")
            return f"{value:g}".replace(".", ",") if abs(value) < 1e6 else f"{value:.10g}"
        if isinstance(value, int):
            return str(value).rjust(self.digits, "0")
        problem = forbidden_sign(value)
        if problem:
            raise Unusable(problem)
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number, zero or more. ``or_none``: null means that the source does not say."""

    or_none: bool = False

    def of(self, value: Json, tabular: bool) -> int | None:
        if value is None and self.or_none:
            return None
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 12:
            return int(value.strip())
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2_000_000_000:
            raise Unusable(f"un nombre entier est attendu, pas {quoted(value)}.")
        return value


@dataclass(frozen=True, slots=True)
class Flag:
    def of(self, value: Json, tabular: bool) -> bool:
        if tabular and isinstance(value, str):
            value = {"true": True, "vrai": True, "oui": True, "false": False, "faux": False, "non": False}.get(
                value.strip().lower(), value
            )
        if not isinstance(value, bool):
            raise Unusable(f"true ou false est attendu, pas {quoted(value)}.")
        return value


@dataclass(frozen=True, slots=True)
class Group:
    """An object with fields of its own. ``short``: the field that a text alone stands for."""

    fields: Mapping[str, Shape]
    short: str = ""

    def of(self, value: Json, tabular: bool) -> Values:
        if isinstance(value, str) and tabular and value.lstrip().startswith("{"):
            value = _json_of(value)
        if self.short and isinstance(value, str | int | float) and not isinstance(value, bool):
            value = {self.short: value}
        if not isinstance(value, dict):
            expected = ", ".join(self.fields)
            raise Unusable(f"un objet est attendu ({expected}), pas {_named(value)}.")
        problems: list[Problem] = []
        values = shaped(value, self.fields, tabular=False, problems=problems)
        if problems:
            raise Unusable(" ; ".join(f"« {problem.field} » : {problem.message}" for problem in problems))
        return values


@dataclass(frozen=True, slots=True)
class List:
    """Values of one shape. In a cell: ``a | b``, or JSON."""

    item: Text | Group

    def of(self, value: Json, tabular: bool) -> list[Json]:
        if isinstance(value, str) and tabular:
            value = _json_of(value) if value.lstrip().startswith("[") else _split(value, self.item)
        if isinstance(value, str | int | float | dict) and not isinstance(value, bool):
            value = [value]
        if not isinstance(value, list):
            raise Unusable(f"une liste est attendue, pas {_named(value)}.")
        if len(value) > MOST_ITEMS:
            raise Unusable(f"{len(value)} éléments : {MOST_ITEMS} au plus.")
        items: list[Json] = []
        for number, item in enumerate(value, start=1):
            try:
                shape = self.item.of(item, tabular=False)
            except Unusable as error:
                raise Unusable(f"{ordinal(number)} élément : {error}") from error
            if shape:
                items.append(shape)
        return items


Shape: TypeAlias = Text | Number | Flag | Group | List

TEXT, NUMBER, FLAG, FILE = Text(), Number(), Flag(), Text(is_file=True)
TEXTS = List(TEXT)


def objects(short: str = "", **fields: Shape) -> List:
    return List(Group(fields, short))


def shape_record(record: Record, shapes: Mapping[str, Shape], problems: list[Problem]) -> Values:
    """The record brought to the shapes of its kind; what cannot be is added to ``problems``."""
    return shaped(record.values, shapes, record.tabular, problems)


def shaped(given: Mapping[str, Json], shapes: Mapping[str, Shape], tabular: bool, problems: list[Problem]) -> Values:
    values: Values = {}
    for name, value in given.items():
        shape = shapes.get(name)
        if shape is None:
            message = f"ce champ n’existe pas ici.{suggestion(name, shapes)}"
            problems.append(Problem(quoted(name)[2:-2], message))
            continue
        if _is_blank(value) and not (value is None and isinstance(shape, Number) and shape.or_none):
            continue
        try:
            found = shape.of(value, tabular)
        except (Unusable, RecursionError) as error:
            problems.append(Problem(name, str(error)))
            continue
        if not _is_blank(found) or (found is None and isinstance(shape, Number)):
            values[name] = found
    return values


def each_file(values: Mapping[str, Json], shapes: Mapping[str, Shape], found: Callable[[str], None]) -> None:
    """Calls ``found`` with each value that is, or may be, the path of a file."""
    for name, value in values.items():
        shape = shapes[name]
        if isinstance(shape, Text) and shape.is_file and isinstance(value, str):
            found(value)
        elif isinstance(shape, Group) and isinstance(value, dict):
            each_file(value, shape.fields, found)
        elif isinstance(shape, List) and isinstance(shape.item, Group) and isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    each_file(item, shape.item.fields, found)


def ordinal(number: int) -> str:
    return "1er" if number == 1 else f"{number}e"


def _is_blank(value: Json) -> bool:
    return value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())


def _split(cell: str, item: Text | Group) -> list[Json]:
    if isinstance(item, Group) and not item.short:
        raise Unusable("une liste d’objets s’écrit en JSON dans la cellule : [{…}, {…}].")
    return [part.strip() for part in cell.split(BETWEEN) if part.strip()]


def _json_of(cell: str) -> Json:
    try:
        return json.loads(cell)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unusable(f"le JSON de la cellule est mal formé ({error}).") from error


def _named(value: Json) -> str:
    if isinstance(value, dict):
        return "un objet"
    if isinstance(value, list):
        return "une liste"
    return quoted(value)
