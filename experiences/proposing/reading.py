"""The answers of a proposal as one reads them again: for its author before sending, for the editors."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BooleanField, ChoiceField, Field, MultipleChoiceField

from experiences.models import Proposal, ProposalFile
from experiences.models.proposals import Answers

from .fields import AskingForm
from .places import place_with_code
from .steps import FILES, STEPS, Step


@dataclass(frozen=True, slots=True)
class Answer:
    """``text``: as it was typed, or the labels of what was chosen; "" where there is none."""

    label: str
    text: str


def answers_to_read(proposal: Proposal) -> list[tuple[Step, list[Answer]]]:
    return [(step, _files(proposal) if step.slug == FILES else _answers(step, proposal)) for step in STEPS]


def _answers(step: Step, proposal: Proposal) -> list[Answer]:
    kept = proposal.answers(step.slug)
    form = step.form(initial=kept)
    read = [Answer(str(field.label), _text(field, kept.get(name))) for name, field in form.fields.items()]
    if kept.get("place"):
        place = place_with_code(str(kept.get("place_code") or ""))
        found = place.label if place else "L’équipe le cherchera : il n’est pas dans notre liste."
        read = [Answer(one.label, found) if one.label == "Lequel de ces lieux ?" else one for one in read]
    else:
        read = [one for one in read if one.label != "Lequel de ces lieux ?"]
    for rows in step.rows:
        known = kept.get(rows.name)
        known = [row for row in known if isinstance(row, dict)] if isinstance(known, list) else []
        read.append(Answer(rows.label, "\n".join(_row(rows.kind, row) for row in known)))
    return read


def _row(kind: type[AskingForm], row: Answers) -> str:
    told = [_text(field, row.get(name)) for name, field in kind.base_fields.items()]
    return "• " + " · ".join(one for one in told if one)


def _text(field: Field, value: object) -> str:
    if isinstance(field, BooleanField):
        return "Oui" if value else ""
    if isinstance(field, ChoiceField):
        labels = dict(_flat(field))
        values = value if isinstance(field, MultipleChoiceField) and isinstance(value, list) else [value]
        return ", ".join(str(labels.get(one, one)) for one in values if one)
    return str(value or "").strip()


def _flat(field: ChoiceField) -> list[tuple[object, object]]:
    """Its choices, those in groups too."""
    found: list[tuple[object, object]] = []
    for value, label in field.choices:
        found += list(label) if isinstance(label, (list, tuple)) else [(value, label)]
    return found


def _files(proposal: Proposal) -> list[Answer]:
    files = proposal.files.filter(removed=False)
    photos = [file.description for file in files if file.kind == ProposalFile.Kind.PHOTO]
    documents = [file.title for file in files if file.kind == ProposalFile.Kind.DOCUMENT]
    return [
        Answer("Photos", "\n".join(f"• {one}" for one in photos)),
        Answer("Documents", "\n".join(f"• {one}" for one in documents)),
    ]
