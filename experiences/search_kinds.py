"""What search knows of retours d'expérience."""

from search.registry import Facet, Kind, register_facet, register_kind

from .models import (
    Adoption,
    Approach,
    Cost,
    Duration,
    Effort,
    Evidence,
    ExperiencePage,
    Governance,
    Habitat,
    Lesson,
    Outcome,
    Programme,
)

# Facet → its label and its list, in the order in which the observatoire offers them.
VOCABULARIES = {
    "outcome": ("Issue", Outcome),
    "evidence": ("Preuve", Evidence),
    "approach": ("Démarche", Approach),
    "cost": ("Coût", Cost),
    "duration": ("Durée", Duration),
    "effort": ("Effort", Effort),
    "habitat": ("Habitat", Habitat),
    "governance": ("Pilotage", Governance),
    "programme": ("Politique de la ville", Programme),
    "lessons": ("Ce que l’on en retient", Lesson),
    "spread": ("Essaimage", Adoption.Kind),
}
RANKED = ("outcome", "evidence", "approach", "cost", "duration", "effort", "governance")
TRUST = {"evidence": {Evidence.REVIEW: 0.5, Evidence.MEASURED: 1.0}}


def register() -> None:
    register_kind(
        Kind(
            ExperiencePage,
            label="Retour d’expérience",
            plural="Retours d’expérience",
            facets={
                "outcome": lambda page: [page.outcome],
                "evidence": lambda page: [page.evidence],
                "approach": lambda page: [page.approach],
                "cost": lambda page: [page.cost],
                "duration": lambda page: [page.duration_band],
                "effort": lambda page: [page.effort],
                "habitat": lambda page: page.habitat,
                "governance": lambda page: [page.governance],
                "programme": lambda page: page.programmes_and_places,
                "lessons": lambda page: page.lessons,
                "spread": lambda page: page.spread_kinds,
            },
        )
    )
    for name, (label, choices) in VOCABULARIES.items():
        register_facet(
            Facet(name, label, lambda choices=choices: dict(choices.choices), TRUST.get(name, {}), name in RANKED)
        )
