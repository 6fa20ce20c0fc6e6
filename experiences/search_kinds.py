"""What search knows of retours d'expérience."""

from search.registry import Facet, Kind, register_facet, register_kind

from .models import Approach, Evidence, ExperiencePage, Outcome


def register() -> None:
    register_kind(
        Kind(
            ExperiencePage,
            label="Retour d’expérience",
            plural="Retours d’expérience",
            facets={
                "outcome": lambda page: [page.outcome] if page.outcome else [],
                "evidence": lambda page: [page.evidence] if page.evidence else [],
                "approach": lambda page: [page.approach] if page.approach else [],
            },
        )
    )
    register_facet(Facet("outcome", "Issue", lambda: dict(Outcome.choices)))
    trust = {Evidence.REVIEW: 0.5, Evidence.MEASURED: 1.0}
    register_facet(Facet("evidence", "Preuve", lambda: dict(Evidence.choices), trust))
    register_facet(Facet("approach", "Démarche", lambda: dict(Approach.choices)))
