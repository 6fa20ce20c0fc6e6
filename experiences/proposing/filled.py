"""One step with what it holds: as it was kept, as it is sent, as publication would demand it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from experiences.models.proposals import Answers, Proposal

from .fields import AskingForm
from .rows import BoundRows
from .steps import STEPS, Step


class Filled:
    """One step with what it holds: ``form`` and its ``rows``."""

    def __init__(self, step: Step, form: AskingForm, rows: list[BoundRows]) -> None:
        self.step, self.form, self.rows = step, form, rows

    @classmethod
    def sent(cls, step: Step, data: Mapping[str, object], *, final: bool = False) -> Filled:
        """As a browser sends it. ``final``: with all that publication demands."""
        return cls(step, step.form(data, final=final), [rows.bound(data, final=final) for rows in step.rows])

    @classmethod
    def kept(cls, step: Step, answers: Answers, numbers: Mapping[str, int] | None = None) -> Filled:
        """As it was kept; ``numbers``: how many rows of a name to show at least."""
        wanted = numbers or {}
        rows = [rows.holding(answers.get(rows.name), number=wanted.get(rows.name, 0)) for rows in step.rows]
        return cls(step, step.form(initial=answers), rows)

    @classmethod
    def checked(cls, step: Step, answers: Answers) -> Filled:
        """What was kept, as if it were being sent to be published."""
        data: dict[str, object] = dict(answers)
        for rows in step.rows:
            data |= rows.as_sent(data.pop(rows.name, []))
        return cls.sent(step, data, final=True)

    def __iter__(self) -> Iterator[AskingForm]:
        yield self.form
        for rows in self.rows:
            yield from rows

    def is_valid(self) -> bool:
        return not [form for form in self if not form.is_valid()]  # every field says what is wrong with it

    @property
    def has_errors(self) -> bool:
        return any(form.is_bound and form.errors for form in self)

    def typed(self) -> Answers:
        return self.form.typed() | {rows.of.name: rows.typed() for rows in self.rows}

    def with_one_more(self, name: str) -> Filled:
        """What was typed, with one more row of that name."""
        numbers = {rows.of.name: rows.count + int(rows.of.name == name) for rows in self.rows}
        return Filled.kept(self.step, self.typed(), numbers)

    def shown_again(self) -> Filled:
        """After a refusal: without the signs that nobody sees."""
        for form in self:
            form.cleaned_of_invisible()
        return self

    def errors(self) -> list[tuple[str, str]]:
        """What is wrong: the id of the field, and what is said of it."""
        return [
            (form[name].id_for_label or form[name].auto_id, message)
            for form in self
            for name in form.fields
            for message in form.errors.get(name, [])
        ]


def mark_of(answers: Answers) -> str:
    """What a window carries to say which answers it was opened on."""
    written = json.dumps(answers, sort_keys=True, ensure_ascii=True).encode()
    return hashlib.sha256(written).hexdigest()[:16]


def still_wrong(proposal: Proposal) -> list[tuple[Step, list[tuple[str, str]]]]:
    """What stands between a proposal and its sending, by step."""
    filled = [(step, Filled.checked(step, proposal.answers(step.slug))) for step in STEPS if step.form]
    return [(step, one.errors()) for step, one in filled if not one.is_valid()]
