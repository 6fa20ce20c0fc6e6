"""A record being read into an item: each accessor returns what the item needs, or notes what is wrong and goes on, so
that the person who wrote the record learns every mistake at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from django.db.models import TextChoices

from core.dates import PartialDate
from french.folding import fold

from . import markdown
from .problems import ComesLater, Problem, Unusable, listed, quoted, suggestion
from .readers import Json
from .shapes import Values, ordinal

T = TypeVar("T")
_TIME = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)(?::\d\d)?")

# Not the no-break spaces that French puts before « : » and « ? ».
SPACES = re.compile(r"[ \t\r\n\f\v]+")


class Given:
    """The values of a record, or of one object in a list of it (``within`` then says which)."""

    def __init__(self, values: Values, problems: list[Problem], within: str = "") -> None:
        self.values = values
        self.problems = problems
        self.within = within

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def refuse(self, name: str, message: str) -> None:
        field, inner = (self.within, f"« {name} » : ") if self.within and name else (self.within or name, "")
        place, _, rest = field.partition("#")
        self.problems.append(Problem(place, f"{rest}{inner}{message}"))

    def _is_refused(self, name: str) -> bool:
        return not self.within and any(problem.field == name for problem in self.problems)

    def attempt(self, name: str, use: Callable[[], T], otherwise: T) -> T:
        """What ``use`` returns; its complaint is noted under ``name``."""
        try:
            return use()
        except ComesLater:
            raise
        except Unusable as error:
            self.refuse(name, str(error))
            return otherwise

    # -- simple values ------------------------------------------------------------------------------------------------
    def text(self, name: str, *, required: bool = False) -> str:
        value = str(self.values.get(name, ""))
        if required and not value and not self._is_refused(name):
            self.refuse(name, "ce champ est obligatoire.")
        return value

    def line(self, name: str, *, required: bool = False) -> str:
        """A text on one line."""
        return SPACES.sub(" ", self.text(name, required=required)).strip()

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    def flag(self, name: str) -> bool:
        return self.values.get(name) is True

    def texts(self, name: str) -> list[str]:
        value = self.values.get(name)
        return [str(item) for item in value] if isinstance(value, list) else []

    def choice(
        self,
        name: str,
        choices: type[TextChoices] | Sequence[tuple[str, str]],
        *,
        required: bool = False,
        default: str = "",
    ) -> str:
        labels = {str(code): str(label) for code, label in getattr(choices, "choices", choices)}
        value = self.text(name, required=required)
        if not value:
            return default
        if value not in labels:
            self.refuse(name, _not_a_choice(value, labels))
            return default
        return value

    def several_choices(self, name: str, choices: type[TextChoices]) -> list[str]:
        """Those of ``choices`` that are given, each once, in the order of the list."""
        labels = {str(code): str(label) for code, label in choices.choices}
        given = self.texts(name)
        for value in given:
            if value not in labels:
                self.refuse(name, _not_a_choice(value, labels))
        return [code for code in labels if code in given]

    # -- dates and hours ----------------------------------------------------------------------------------------------
    def partial_date(self, name: str, *, required: bool = False) -> PartialDate | str:
        value = self.text(name, required=required)
        if not value:
            return ""
        return self.attempt(name, lambda: _partial_date(value), "")

    def day(self, name: str) -> datetime.date | None:
        value = self.text(name)
        if not value:
            return None
        date = self.attempt(name, lambda: _partial_date(value), "")
        if isinstance(date, PartialDate):
            if date.is_day:
                return date.first_day
            self.refuse(name, f"{quoted(value)} ne dit pas le jour : écrivez une date comme 2013-10-12.")
        return None

    def hour(self, name: str) -> datetime.time | None:
        value = self.text(name)
        if not value:
            return None
        match = _TIME.fullmatch(value.replace(" ", ""))
        if match is None:
            self.refuse(name, f"{quoted(value)} n’est pas une heure : écrivez 09:30.")
            return None
        return datetime.time(int(match[1]), int(match[2]))

    # -- texts in Markdown --------------------------------------------------------------------------------------------
    def rich_text(self, name: str, features: Sequence[str], *, required: bool = False) -> str:
        value = self.text(name, required=required)
        return self.attempt(name, lambda: markdown.rich_text(value, features), "") if value else ""

    def rich_texts(self, name: str, features: Sequence[str]) -> list[str]:
        return [
            self.attempt(
                f"{name}#{ordinal(number)} élément : ", lambda text=text: markdown.rich_text(text, features), ""
            )
            for number, text in enumerate(self.texts(name), start=1)
        ]

    def body(self, name: str) -> list[tuple[str, Json]]:
        value = self.text(name)
        return self.attempt(name, lambda: markdown.body_blocks(value), []) if value else []

    # -- lists of objects ---------------------------------------------------------------------------------------------
    def objects(self, name: str) -> Iterator[Given]:
        items = self.values.get(name)
        for number, item in enumerate(items if isinstance(items, list) else [], start=1):
            if isinstance(item, dict):
                yield Given(item, self.problems, within=f"{name}#{ordinal(number)} élément, ")

    def object(self, name: str) -> Given | None:
        item = self.values.get(name)
        return Given(item, self.problems, within=f"{name}#") if isinstance(item, dict) else None


def _partial_date(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise Unusable(
            f"{quoted(text)} n’est pas une date : écrivez 2013-10-12, 2013-10 ou 2013 selon ce que vous savez."
        ) from error


def _not_a_choice(value: str, labels: dict[str, str]) -> str:
    by_label = {fold(label): code for code, label in labels.items()}
    meant = by_label.get(fold(value))
    hint = f" Vouliez-vous dire {quoted(meant)} ?" if meant else suggestion(value, labels, most=1)
    return f"{quoted(value)} n’est pas dans la liste ; attendu : {listed(labels)}.{hint}"
