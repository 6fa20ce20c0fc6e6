"""Retours d'expérience."""

from __future__ import annotations

from core.blocks import NARRATIVE, PROSE, SHORT_PROSE
from exchange.given import Given
from exchange.shapes import FLAG, NUMBER, TEXT, TEXTS, objects
from exchange.streams import point, set_stream
from experiences.models import (
    Approach,
    Cost,
    Duration,
    Effort,
    Evidence,
    ExperiencePage,
    Governance,
    Habitat,
    Outcome,
    Programme,
)

from .common import with_common
from .kind import PageKind, Sources

NARRATIVES = ("context", "objectives", "results", "conditions", "aftermath")
CHOICES = {"approach": Approach, "duration": Duration, "cost": Cost, "effort": Effort, "governance": Governance}
SEVERAL = {"habitat": Habitat, "programmes": Programme}
POINTS = ("key_points", "would_redo", "would_avoid")
MISSING_CONSENT = (
    "sans l’accord de la personne (« consent » : true), son témoignage n’entre pas sur le portail ; "
    "demandez-le-lui, ou retirez le témoignage."
)


def fill(page: ExperiencePage, given: Given, sources: Sources) -> None:
    for name, choices in CHOICES.items():
        setattr(page, name, given.choice(name, choices))
    for name, choices in SEVERAL.items():
        setattr(page, name, given.several_choices(name, choices))
    page.started_on, page.ended_on = given.partial_date("started_on"), given.partial_date("ended_on")
    for name in NARRATIVES:
        setattr(page, name, given.rich_text(name, NARRATIVE))
    page.beneficiaries = given.text("beneficiaries")
    page.outcome = given.choice("outcome", Outcome, required=True)
    page.evidence = given.choice("evidence", Evidence, required=True)
    page.evidence_note = given.line("evidence_note")
    steps = [
        {"date": step.text("date"), "title": step.line("title"), "text": step.rich_text("text", PROSE)}
        for step in given.objects("steps")
    ]
    set_stream(page, "steps", [("step", step) for step in steps], given)
    means = [{name: one.line(name) for name in ("kind", "label", "amount", "source")} for one in given.objects("means")]
    set_stream(page, "means", [("means", one) for one in means], given)
    figures = [
        {"label": one.line("label"), "value": one.line("value"), "unit": one.line("unit"), "year": one.number("year")}
        for one in given.objects("figures")
    ]
    set_stream(page, "figures", [("figure", one) for one in figures], given)
    set_stream(page, "testimonies", [("testimony", _testimony(one)) for one in given.objects("testimonies")], given)
    for name in POINTS:
        set_stream(page, name, map(point, given.rich_texts(name, SHORT_PROSE)), given)


def _testimony(given: Given) -> dict[str, str | bool]:
    if not given.flag("consent"):
        given.refuse("consent", MISSING_CONSENT)
    lines = {name: given.line(name) for name in ("name", "role", "organisation")}
    return {"quote": given.text("quote"), **lines, "consent": given.flag("consent")}


KIND = PageKind(
    "experience",
    ExperiencePage,
    with_common(
        **dict.fromkeys(CHOICES, TEXT), **dict.fromkeys(SEVERAL, TEXTS),
        started_on=TEXT, ended_on=TEXT, beneficiaries=TEXT, outcome=TEXT, evidence=TEXT, evidence_note=TEXT,
        **dict.fromkeys(NARRATIVES, TEXT), **dict.fromkeys(POINTS, TEXTS),
        steps=objects(date=TEXT, title=TEXT, text=TEXT),
        means=objects(kind=TEXT, label=TEXT, amount=TEXT, source=TEXT),
        figures=objects(label=TEXT, value=TEXT, unit=TEXT, year=NUMBER),
        testimonies=objects(quote=TEXT, name=TEXT, role=TEXT, organisation=TEXT, consent=FLAG),
    ),
    fill,
)  # fmt: skip
