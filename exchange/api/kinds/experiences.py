"""Retours d'expérience."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from exchange.api.schemas import Term, WholeItem
from exchange.api.texts import Text, Writer
from experiences.blocks import MeansBlock
from experiences.models import Duration, ExperiencePage, Habitat, Programme

from .terms import labelled, term, terms


class Step(Schema):
    """Une étape de la démarche."""

    date: str | None = Field(description="Au jour, au mois ou à l’année.")
    title: str
    text: Text | None


class Means(Schema):
    """Un moyen humain, financier ou matériel."""

    kind: Term | None
    label: str
    amount: str = Field(description="Avec son unité.")
    source: str


class Figure(Schema):
    """Un résultat chiffré."""

    label: str = Field(description="Ce que l’on compte.")
    value: str
    unit: str
    year: int | None


class Testimony(Schema):
    """Les mots d’une personne, publiés avec son accord."""

    quote: str
    name: str = Field(description="Vide : le témoignage est anonyme.")
    role: str
    organisation: str


class ExperienceDetails(Schema):
    """Ce qui est propre à un retour d’expérience."""

    outcome: Term
    evidence: Term = Field(description="Sur quoi repose cette issue.")
    evidence_note: str
    approach: Term | None
    started_on: str | None
    ended_on: str | None
    duration: Term | None
    cost: Term | None
    effort: Term | None
    governance: Term | None
    habitat: list[Term]
    programmes: list[Term]
    context: Text | None
    objectives: Text | None
    steps: list[Step]
    means: list[Means]
    results: Text | None
    beneficiaries: str
    figures: list[Figure]
    testimonies: list[Testimony]
    key_points: list[Text]
    would_redo: list[Text]
    would_avoid: list[Text]
    conditions: Text | None
    aftermath: Text | None


class Experience(WholeItem):
    """Un retour d’expérience."""

    kind: Literal["experience"]
    details: ExperienceDetails


CHOICES = ("outcome", "evidence", "approach", "cost", "effort", "governance")
NARRATIVES = ("context", "objectives", "results", "conditions", "aftermath")
POINTS = ("key_points", "would_redo", "would_avoid")


def details(page: ExperiencePage, writer: Writer) -> dict[str, object]:
    return {
        **{name: term(page, name) for name in CHOICES},
        **{name: writer.rich(getattr(page, name)) for name in NARRATIVES},
        **{name: writer.points(getattr(page, name)) for name in POINTS},
        "evidence_note": page.evidence_note,
        "started_on": page.started_on or None,
        "ended_on": page.ended_on or None,
        "duration": labelled(page.duration_band, dict(Duration.choices)),
        "habitat": terms(page.habitat, Habitat.choices),
        "programmes": terms(page.programmes, Programme.choices),
        "beneficiaries": page.beneficiaries,
        "steps": [
            {
                "date": step.value["date"] or None,
                "title": step.value["title"],
                "text": writer.rich(step.value["text"]),
            }
            for step in page.steps
        ],
        "means": [
            {
                "kind": labelled(means.value["kind"], dict(MeansBlock.KINDS)),
                **{name: means.value[name] or "" for name in ("label", "amount", "source")},
            }
            for means in page.means
        ],
        "figures": [
            {**{name: figure.value[name] or "" for name in ("label", "value", "unit")}, "year": figure.value["year"]}
            for figure in page.figures
        ],
        "testimonies": [
            {name: testimony.value[name] or "" for name in ("quote", "name", "role", "organisation")}
            for testimony in page.testimonies
            if testimony.value["consent"]
        ],
    }
