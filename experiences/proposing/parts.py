"""Each part of a page, written from what was typed. What was typed is text: it is never taken for markup."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import linebreaks
from wagtail.rich_text import RichText

from core.dates import PartialDate
from core.models import PageOrganisation, PageTerritory
from experiences.models import ExperiencePage
from experiences.models.proposals import Answers
from taxonomy.models import Audience, Theme

from .places import OTHER, organisation_called, place_with_code

PLAIN = (
    "title", "summary", "approach", "governance", "cost", "duration", "effort", "outcome", "evidence", "evidence_note",
    "beneficiaries",
)  # fmt: skip
PROSE = ("context", "objectives", "results", "conditions", "aftermath")
SEVERAL = ("habitat", "programmes")
POINTS = ("key_points", "would_redo", "would_avoid")
Fill = Callable[[ExperiencePage, Answers], None]


def prose(text: object) -> str:
    """Paragraphs, as rich text."""
    return linebreaks(str(text).strip(), autoescape=True) if str(text).strip() else ""


def rows_of(told: Answers, name: str) -> list[Answers]:
    rows = told.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _text(answers: Answers, name: str) -> str:
    return str(answers.get(name) or "").strip()


def place_code(told: Answers) -> str:
    code = _text(told, "place_code")
    return "" if code == OTHER else code


def _date(text: str) -> str:
    return PartialDate.parse(text) if text else ""


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
    place = place_with_code(place_code(told))
    page.page_territories = [PageTerritory(territory=place, sort_order=0)] if place else []


def _organisations(page: ExperiencePage, told: Answers) -> None:
    found = [(organisation_called(_text(row, "name")), row) for row in rows_of(told, "organisations")]
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
        for row in rows_of(told, "steps")
    ]


def _means(page: ExperiencePage, told: Answers) -> None:
    names = ("kind", "label", "amount", "source")
    page.means = [("means", {name: _text(row, name) for name in names}) for row in rows_of(told, "means")]


def _figures(page: ExperiencePage, told: Answers) -> None:
    page.figures = [
        (
            "figure",
            {name: _text(row, name) for name in ("label", "value", "unit")}
            | {"year": int(_text(row, "year")) if _text(row, "year") else None},
        )
        for row in rows_of(told, "figures")
    ]


def _testimonies(page: ExperiencePage, told: Answers) -> None:
    names = ("quote", "name", "role", "organisation")
    page.testimonies = [
        ("testimony", {name: _text(row, name) for name in names} | {"consent": bool(row.get("consent"))})
        for row in rows_of(told, "testimonies")
    ]


def _points(page: ExperiencePage, told: Answers) -> None:
    for name in POINTS:
        setattr(page, name, [("point", _rich(row, "text")) for row in rows_of(told, name)])


def _rich(row: Answers, name: str) -> object:
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
