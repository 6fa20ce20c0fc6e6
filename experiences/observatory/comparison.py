"""Practices side by side: the same facts of each, a row a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from experiences.models import Duration, ExperiencePage
from taxonomy.models import Territory, territory_label

# How a cell is drawn: words, an outcome, a proof, short statements, rich text, figures, means.
Show = str


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    show: Show
    cells: Sequence[object]  # one a practice; empty where it does not say


def compared(ids: Sequence[int]) -> list[ExperiencePage]:
    """The practices, whole, in this order; only those that the public may see."""
    found = ExperiencePage.objects.visible().filter(pk__in=ids)
    pages = {
        page.pk: page
        for page in found.prefetch_related(
            "themes", "page_territories__territory__commune", "page_organisations__organisation"
        )
    }
    return [pages[pk] for pk in ids if pk in pages]


def rows(pages: Sequence[ExperiencePage]) -> list[Row]:
    """Facts that at least one of them tells."""
    told = [Row(label, show, [value(page) for page in pages]) for label, show, value in FACTS]
    return [row for row in told if any(row.cells)]


def _label(name: str) -> Callable[[ExperiencePage], str]:
    return lambda page: getattr(page, f"get_{name}_display")()


def _labels(name: str, values: str) -> Callable[[ExperiencePage], str]:
    return lambda page: ", ".join(page._meta.get_field(name).labels(getattr(page, values)))


def _places(page: ExperiencePage) -> str:
    return ", ".join(_place(link.territory) for link in page.page_territories.all())


def _place(place: Territory) -> str:
    return territory_label(place.level, place.code, place.name, place.commune.name if place.commune else "")


def _actors(page: ExperiencePage) -> str:
    return ", ".join(dict.fromkeys(link.organisation.name for link in page.page_organisations.all()))


def _duration(page: ExperiencePage) -> str:
    return str(Duration(page.duration_band).label) if page.duration_band else ""


FACTS: tuple[tuple[str, Show, Callable[[ExperiencePage], object]], ...] = (
    ("Où", "words", _places),
    ("Quand", "words", lambda page: page.period_label[:1].upper() + page.period_label[1:]),
    ("Avec qui", "words", _actors),
    ("Démarche", "words", _label("approach")),
    ("Thèmes", "words", lambda page: ", ".join(theme.name for theme in page.themes.all())),
    ("Issue", "outcome", lambda page: {"code": page.outcome, "label": page.get_outcome_display()}),
    (
        "D’après",
        "evidence",
        lambda page: {"code": page.evidence, "label": page.get_evidence_display(), "note": page.evidence_note},
    ),
    ("Coût", "words", _label("cost")),
    ("Durée", "words", _duration),
    ("Effort", "words", _label("effort")),
    ("Habitat", "words", _labels("habitat", "habitat")),
    ("Pilotage", "words", _label("governance")),
    ("Politique de la ville", "words", _labels("programmes", "programmes_and_places")),
    ("Moyens", "means", lambda page: page.means),
    ("Chiffres", "figures", lambda page: page.figures),
    ("À qui cela a servi", "words", lambda page: page.beneficiaries),
    ("Ce que l’on en retient", "points", lambda page: page.key_points),
    ("Ce que nous referions", "points", lambda page: page.would_redo),
    ("Ce que nous éviterions", "points", lambda page: page.would_avoid),
    ("Pour le faire ailleurs", "prose", lambda page: page.conditions),
)
