"""From what was typed to the fields of a retour d'expérience. What was typed is text: it is never taken for markup."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import linebreaks

from core.dates import PartialDate
from core.models import PageOrganisation, PageTerritory
from experiences.models import ExperiencePage, Proposal
from experiences.models.proposals import Answers
from taxonomy.models import Audience, Theme

from .places import OTHER, organisation_called, place_with_code
from .steps import AUTHOR, STEPS

PLAIN = (
    "title", "summary", "approach", "governance", "cost", "duration", "effort", "outcome", "evidence", "evidence_note",
    "beneficiaries",
)  # fmt: skip
PROSE = ("context", "objectives", "results", "conditions", "aftermath")
SEVERAL = ("habitat", "programmes")
POINTS = ("key_points", "would_redo", "would_avoid")
Fill = Callable[[ExperiencePage, Answers], None]


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


def prose(text: object) -> str:
    """Paragraphs, as rich text."""
    return linebreaks(str(text).strip(), autoescape=True) if str(text).strip() else ""


def notes(proposal: Proposal) -> list[str]:
    """What was typed and has no place of its own in the page: the editor sees to it."""
    told, said = all_answers(proposal.data), []
    if told.get("place") and not place_with_code(_place_code(told)):
        said.append(f"Lieu à trouver : {told['place']}")
    if told.get("place_note"):
        said.append(f"Précisions sur le lieu : {told['place_note']}")
    for row in _rows(told, "organisations"):
        if not organisation_called(str(row.get("name", ""))):
            role = dict(PageOrganisation.Role.choices).get(str(row.get("role")), "")
            about = " · ".join(str(one) for one in (row.get("name"), role, row.get("note")) if one)
            said.append(f"Organisation absente de l’annuaire : {about}")
    if organisation := proposal.answers(AUTHOR).get("organisation"):
        said.append(f"Proposé au nom de : {organisation}")
    return said


def _rows(told: Answers, name: str) -> list[Answers]:
    rows = told.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _text(answers: Answers, name: str) -> str:
    return str(answers.get(name) or "").strip()


def _place_code(told: Answers) -> str:
    code = _text(told, "place_code")
    return "" if code == OTHER else code


def _date(text: str) -> str:
    return PartialDate.parse(text) if text else ""


# -- each part of the page --------------------------------------------------------------------------------------------
def _plain(page: ExperiencePage, told: Answers) -> None:
    for name in PLAIN:
        setattr(page, name, _text(told, name))


def _prose(page: ExperiencePage, told: Answers) -> None:
    for name in PROSE:
        setattr(page, name, prose(told.get(name, "")))


def _several(page: ExperiencePage, told: Answers) -> None:
    for name in SEVERAL:
        setattr(page, name, list(told.get(name) or []))


def _dates(page: ExperiencePage, told: Answers) -> None:
    page.started_on, page.ended_on = (_date(_text(told, name)) for name in ("started_on", "ended_on"))
    page.published_on = page.ended_on or page.started_on


def _themes(page: ExperiencePage, told: Answers) -> None:
    page.themes.set(Theme.objects.filter(slug__in=list(told.get("themes") or [])))


def _audiences(page: ExperiencePage, told: Answers) -> None:
    page.audiences.set(Audience.objects.filter(slug__in=list(told.get("audiences") or [])))


def _places(page: ExperiencePage, told: Answers) -> None:
    place = place_with_code(_place_code(told))
    page.page_territories = [PageTerritory(territory=place, sort_order=0)] if place else []


def _organisations(page: ExperiencePage, told: Answers) -> None:
    found = [(organisation_called(_text(row, "name")), row) for row in _rows(told, "organisations")]
    page.page_organisations = [
        PageOrganisation(
            organisation=organisation,
            role=_text(row, "role") or PageOrganisation.Role.PARTNER,
            note=_text(row, "note"),
            sort_order=order,
        )
        for order, (organisation, row) in enumerate(found)
        if organisation
    ]


def _steps(page: ExperiencePage, told: Answers) -> None:
    page.steps = [
        ("step", {"date": _date(_text(row, "date")), "title": _text(row, "title"), "text": _rich(row, "text")})
        for row in _rows(told, "steps")
    ]


def _means(page: ExperiencePage, told: Answers) -> None:
    names = ("kind", "label", "amount", "source")
    page.means = [("means", {name: _text(row, name) for name in names}) for row in _rows(told, "means")]


def _figures(page: ExperiencePage, told: Answers) -> None:
    page.figures = [
        (
            "figure",
            {name: _text(row, name) for name in ("label", "value", "unit")}
            | {"year": int(_text(row, "year")) if _text(row, "year") else None},
        )
        for row in _rows(told, "figures")
    ]


def _testimonies(page: ExperiencePage, told: Answers) -> None:
    names = ("quote", "name", "role", "organisation")
    page.testimonies = [
        ("testimony", {name: _text(row, name) for name in names} | {"consent": bool(row.get("consent"))})
        for row in _rows(told, "testimonies")
    ]


def _points(page: ExperiencePage, told: Answers) -> None:
    for name in POINTS:
        setattr(page, name, [("point", _rich(row, "text")) for row in _rows(told, name)])


def _rich(row: Answers, name: str) -> object:
    from wagtail.rich_text import RichText

    return RichText(prose(row.get(name, "")))


PARTS: tuple[tuple[tuple[str, ...], Fill], ...] = (
    (PLAIN, _plain),
    (PROSE, _prose),
    (SEVERAL, _several),
    (("started_on", "ended_on"), _dates),
    (("themes",), _themes),
    (("audiences",), _audiences),
    (("place", "place_code"), _places),
    (("organisations",), _organisations),
    (("steps",), _steps),
    (("means",), _means),
    (("figures",), _figures),
    (("testimonies",), _testimonies),
    (POINTS, _points),
)
