"""The steps of the form, in order, and one step with what it holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from experiences.models.proposals import Answers, Proposal

from . import forms
from .fields import AskingForm, BoundRows, Rows

FILES = "photos-et-documents"
AUTHOR = "vous"


@dataclass(frozen=True, slots=True)
class Step:
    """``slug``: in addresses and in what is kept; ``form``: None for the step of files."""

    slug: str
    title: str
    intro: str
    form: type[AskingForm] | None
    rows: tuple[Rows, ...] = ()

    @property
    def number(self) -> int:
        return STEPS.index(self) + 1

    @property
    def next(self) -> Step | None:
        return STEPS[self.number] if self.number < len(STEPS) else None

    @property
    def previous(self) -> Step | None:
        return STEPS[self.number - 2] if self.number > 1 else None


def _points(name: str, label: str, help_text: str) -> Rows:
    return Rows(
        name,
        forms.PointRow,
        label=label,
        row_label="Phrase",
        add_label="Ajouter une phrase",
        help_text=help_text,
        most=8,
        shown=3,
    )


STEPS = (
    Step("l-essentiel", "L’essentiel", "Un titre suffit pour commencer ; le reste peut attendre.", forms.GistForm),
    Step(
        "ou-et-qui",
        "Où et qui",
        "Le lieu et celles et ceux qui ont agi.",
        forms.PlaceForm,
        (
            Rows(
                "organisations",
                forms.OrganisationRow,
                label="Les organisations",
                row_label="Organisation",
                add_label="Ajouter une organisation",
                help_text="Qui a porté, fait ou payé. Commencez par celle qui est à l’initiative.",
                most=10,
                shown=2,
            ),
        ),
    ),
    Step(
        "ce-qui-a-ete-fait",
        "Ce qui a été fait",
        "Le point de départ, les étapes, les moyens.",
        forms.StartForm,
        (
            Rows(
                "steps",
                forms.StageRow,
                label="Les étapes",
                row_label="Étape",
                add_label="Ajouter une étape",
                help_text="Dans l’ordre ; elles formeront une frise.",
                most=20,
                shown=2,
            ),
            Rows(
                "means",
                forms.MeansRow,
                label="Les moyens",
                row_label="Moyen",
                add_label="Ajouter un moyen",
                help_text="Qui y a passé du temps, combien cela a coûté, qui a payé.",
                most=12,
            ),
        ),
    ),
    Step(
        "ce-que-cela-a-donne",
        "Ce que cela a donné",
        "Dites-le comme à une collègue d’une autre ville : ce qui a marché, ce qui n’a pas marché.",
        forms.ResultForm,
        (
            Rows(
                "figures",
                forms.FigureRow,
                label="Les chiffres",
                row_label="Chiffre",
                add_label="Ajouter un chiffre",
                help_text="Ce qui se compte, avec son unité et son année : « 42 tonnes collectées en 2013 ».",
                most=15,
            ),
            Rows(
                "testimonies",
                forms.TestimonyRow,
                label="Les témoignages",
                row_label="Témoignage",
                add_label="Ajouter un témoignage",
                help_text="Les mots des personnes, avec l’accord de chacune.",
                most=8,
            ),
        ),
    ),
    Step(
        "ce-que-vous-en-retenez",
        "Ce que vous en retenez",
        "C’est ce que les autres viennent chercher.",
        forms.LessonForm,
        (
            _points("key_points", "Les points clés", "Trois à cinq phrases que l’on retient en sortant."),
            _points("would_redo", "Ce que vous referiez", "Ce qui a compté et que vous conseillez."),
            _points("would_avoid", "Ce que vous éviteriez", "Ce qui a coûté du temps ou de la confiance."),
        ),
    ),
    Step(FILES, "Photos et documents", "Facultatif. Une photo du lieu ou de l’action aide à comprendre.", None),
    Step(AUTHOR, "Vous", "Pour vous répondre. Rien de cette page n’est publié, sauf l’organisation.", forms.AuthorForm),
)
BY_SLUG = {step.slug: step for step in STEPS}
FIRST = STEPS[0]


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
