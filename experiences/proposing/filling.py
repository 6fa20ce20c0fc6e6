"""From what was typed to the fields of a retour d'expérience."""

from __future__ import annotations

from core.models import PageOrganisation
from experiences.models import ExperiencePage, Proposal
from experiences.models.proposals import Answers

from .parts import PARTS, place_code, rows_of
from .places import organisation_called, place_with_code
from .steps import AUTHOR, STEPS


def all_answers(data: dict[str, object]) -> Answers:
    """The answers of every step that the page tells; those about the author stay where they are."""
    told: Answers = {}
    for step in STEPS:
        answers = data.get(step.slug)
        if step.slug != AUTHOR and isinstance(answers, dict):
            told |= answers
    return told


def fill(page: ExperiencePage, proposal: Proposal) -> None:
    """Writes into ``page`` what changed since the proposal was last sent: what an editor wrote in the other fields
    stays."""
    now, before = all_answers(proposal.data), all_answers(proposal.sent)
    changed = {name for name in now if now.get(name) != before.get(name)}
    for names, write in PARTS:
        if changed & set(names):
            write(page, now)


def notes(proposal: Proposal) -> list[str]:
    """What was typed and has no place of its own in the page: the editor sees to it."""
    told, said = all_answers(proposal.data), []
    if told.get("place") and not place_with_code(place_code(told)):
        said.append(f"Lieu à trouver : {told['place']}")
    if told.get("place_note"):
        said.append(f"Précisions sur le lieu : {told['place_note']}")
    for row in rows_of(told, "organisations"):
        if not organisation_called(str(row.get("name", ""))):
            role = dict(PageOrganisation.Role.choices).get(str(row.get("role")), "")
            about = " · ".join(str(one) for one in (row.get("name"), role, row.get("note")) if one)
            said.append(f"Organisation absente de l’annuaire : {about}")
    if organisation := proposal.answers(AUTHOR).get("organisation"):
        said.append(f"Proposé au nom de : {organisation}")
    return said
