"""Groups of fields that repeat, and rows of them with what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from experiences.models.proposals import Answers

from .fields import AskingForm


class Rows:
    """A group of fields that repeats. Without a script, « add » comes back with one row more and all that was typed."""

    def __init__(
        self,
        name: str,
        kind: type[AskingForm],
        *,
        label: str,
        row_label: str,
        add_label: str,
        help_text: str,
        most: int,
        shown: int = 1,
    ) -> None:
        self.name, self.kind, self.most, self.shown = name, kind, most, shown
        self.label, self.row_label, self.add_label, self.help_text = label, row_label, add_label, help_text

    def bound(self, data: Mapping[str, object], *, final: bool) -> BoundRows:
        return BoundRows(self, [self._row(data, n, final) for n in range(self._count(data))])

    def _row(self, data: Mapping[str, object], number: int, final: bool) -> AskingForm:
        """An empty row is no mistake, whatever is asked of the others."""
        row = self.kind(data, prefix=f"{self.name}-{number}", final=final)
        return self.kind(data, prefix=f"{self.name}-{number}") if final and row.is_blank else row

    def holding(self, answers: object, *, number: int = 0) -> BoundRows:
        """Rows that hold ``answers``, then empty ones: at least ``number``, and as many as are ``shown``."""
        known = [one for one in answers if isinstance(one, dict)] if isinstance(answers, list) else []
        number = min(self.most, max(self.shown, len(known), number))
        begun = known[: self.most] + [{}] * (number - len(known))
        return BoundRows(self, [self.kind(initial=one, prefix=f"{self.name}-{n}") for n, one in enumerate(begun)])

    def as_sent(self, answers: object) -> dict[str, object]:
        """``answers`` as the form would send them."""
        known = [one for one in answers if isinstance(one, dict)] if isinstance(answers, list) else []
        fields = {f"{self.name}-{n}-{key}": value for n, one in enumerate(known) for key, value in one.items()}
        return {f"{self.name}-count": str(max(self.shown, len(known))), **fields}

    def _count(self, data: Mapping[str, object]) -> int:
        said = str(data.get(f"{self.name}-count", ""))
        return min(int(said), self.most) if re.fullmatch(r"[0-9]{1,4}", said) else 0


class BoundRows:
    """Rows with what they hold. ``of``: what they are."""

    def __init__(self, of: Rows, rows: list[AskingForm]) -> None:
        self.of, self.forms = of, rows

    def __iter__(self) -> Iterator[AskingForm]:
        return iter(self.forms)

    @property
    def count(self) -> int:
        return len(self.forms)

    @property
    def may_grow(self) -> bool:
        return self.count < self.of.most

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        return not [form for form in self.forms if not form.is_valid()]  # every row says what is wrong with it

    def typed(self) -> list[Answers]:
        return [form.typed() for form in self.forms if not form.is_blank]
