"""Which figures there are, and what they ask of the search."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from search.addresses import Links
from search.interface import Query

from .blind_spots import blind_spots
from .counting import partners, territories, themes_and_outcomes, years
from .figure import Counted, Figure

# Name → what makes it, in the order in which they are shown. The names stand in addresses: they never change.
FIGURES: Mapping[str, Callable[[Query, Counted, Links], Figure]] = {
    "themes-et-issues": themes_and_outcomes,
    "annees": years,
    "territoires": territories,
    "partenaires": partners,
    "angles-morts": blind_spots,
}
NAMES = tuple(FIGURES)
CROSSED = (("theme", "outcome"), ("year", "outcome"), ("organisation_type", "outcome"))


def figures_query(query: Query) -> Query:
    """The same question, with what the figures count of its answer."""
    facets = query.facets if "territory" in query.facets else (*query.facets, "territory")
    return replace(query, facets=facets, crossed=CROSSED)


def figures_of(query: Query, counted: Counted, links: Links) -> list[Figure]:
    """Every figure, from what answered ``figures_query(query)``; ``links`` lead to the lists of practices."""
    return [make(query, counted, links) for make in FIGURES.values()]


def figure_of(name: str, query: Query, counted: Counted, links: Links) -> Figure:
    """KeyError for a name that none has."""
    return FIGURES[name](query, counted, links)
