"""Dates known to the day, the month or the year.

Much of what the portal keeps is dated « octobre 2013 » or « 2014 ». Such a date is stored as the start of its ISO 8601
writing (``2014``, ``2013-10``, ``2013-10-12``), which sorts as text and never pretends to a precision it has not.
"""

from __future__ import annotations

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils import timezone

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
_SLASHED = re.compile(r"(?:(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/)?(?P<year>\d{4})")
_WORDED = re.compile(r"(?:(?:(?P<day>\d{1,2})(?:er)?\s+)?(?P<name>[^\W\d]+)\s+)(?P<year>\d{4})")
INVALID = "Écrivez une date comme 12/10/2013, octobre 2013 ou 2013."


class PartialDate(str):
    """``2013``, ``2013-10`` or ``2013-10-12``: a string that knows its parts and its French reading."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date written in ``text`` (ISO, slashes or French words); ValueError when it is none."""
        text = " ".join(str(text).split())
        match = _ISO.fullmatch(text) or _SLASHED.fullmatch(text) or _WORDED.fullmatch(text.lower())
        if match is None:
            raise ValueError(INVALID)
        parts = match.groupdict()
        month = _month_number(parts["name"]) if parts.get("name") else parts.get("month")
        numbers = [int(part) for part in (parts["year"], month, parts.get("day")) if part]
        datetime.date(*[*numbers, 1, 1][:3])  # raises ValueError on 31/02
        if not 1800 <= numbers[0] <= 2200:
            raise ValueError(INVALID)
        return cls("-".join(f"{number:02d}" for number in numbers))

    @property
    def year(self) -> int:
        return int(self[:4])

    @property
    def is_day(self) -> bool:
        return len(self) == 10

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(*([int(part) for part in self.split("-")] + [1, 1])[:3])

    @property
    def last_day(self) -> datetime.date:
        """The last day that the date may stand for."""
        if self.is_day:
            return self.first_day
        year, month = (self.year, int(self[5:7])) if len(self) == 7 else (self.year, 12)
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        return following - datetime.timedelta(days=1)

    @property
    def label(self) -> str:
        """« 12 octobre 2013 », « octobre 2013 » or « 2013 »."""
        parts = [int(part) for part in self.split("-")]
        words = [str(parts[0])]
        if len(parts) > 1:
            words.insert(0, MONTHS[parts[1] - 1])
        if len(parts) > 2:
            words.insert(0, "1er" if parts[2] == 1 else str(parts[2]))
        return " ".join(words)


def _month_number(name: str) -> str:
    for number, month in enumerate(MONTHS, start=1):
        if month == name or month.replace("é", "e").replace("û", "u") == name:
            return str(number)
    raise ValueError(INVALID)


def today() -> PartialDate:
    return PartialDate(timezone.localdate().isoformat())


def yesterday() -> PartialDate:
    return PartialDate((timezone.localdate() - datetime.timedelta(days=1)).isoformat())


class PartialDateFormField(forms.CharField):
    def prepare_value(self, value: str | None) -> str | None:
        if not value:
            return value
        try:
            parts = PartialDate.parse(value).split("-")
        except ValueError:
            return value
        return "/".join(reversed(parts))

    def clean(self, value: str | None) -> str:
        value = super().clean(value)
        if not value:
            return ""
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(INVALID, code="invalid") from error


class _PartialDateAttribute(DeferredAttribute):
    """Whatever wrote it, the date read from an item knows its parts."""

    def __set__(self, instance: models.Model, value: object) -> None:
        is_written = isinstance(value, str) and _ISO.fullmatch(value) is not None
        instance.__dict__[self.field.attname] = PartialDate(value) if is_written else value


class PartialDateField(models.CharField):
    """A date to the day, month or year; blank is ``""``."""

    descriptor_class = _PartialDateAttribute

    description = "date au jour, au mois ou à l’année"

    def __init__(self, *args, **kwargs) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection) -> PartialDate | str:
        return PartialDate(value) if value else ""

    def to_python(self, value) -> PartialDate | str:
        if not value:
            return ""
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(INVALID, code="invalid") from error

    def clean(self, value, model_instance):
        return super().clean(self.to_python(value), model_instance)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PartialDateFormField, "max_length": 30, **kwargs})
