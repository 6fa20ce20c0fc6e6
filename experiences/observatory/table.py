"""The table of practices: the columns one may choose, and how to sort by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from search.addresses import Links
from search.results import Results


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` stands in the address; ``sort`` is what results are sorted by there, "" where they cannot be."""

    name: str
    label: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as it is shown. ``direction``: "ascending" or "descending" where it sorts the table, else ""."""

    name: str
    label: str
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Table:
    headings: Sequence[Heading]
    options: Sequence[Option]


TITLE = Column("title", "Retour d’expérience", "title")
COLUMNS = (
    Column("place", "Où"),
    Column("who", "Qui"),
    Column("themes", "Thèmes"),
    Column("date", "Date", "date"),
    Column("outcome", "Issue", "outcome"),
    Column("evidence", "Preuve", "evidence"),
    Column("approach", "Démarche", "approach"),
    Column("cost", "Coût", "cost"),
    Column("duration", "Durée", "duration"),
    Column("effort", "Effort", "effort"),
    Column("habitat", "Habitat"),
    Column("governance", "Pilotage", "governance"),
    Column("programme", "Politique de la ville"),
)
USUAL = ("place", "date", "approach", "outcome", "evidence")


def table_of(results: Results, parameters: QueryDict) -> Table:
    """The columns that an address asks for (``col``), the usual ones where it asks for none."""
    asked = parameters.getlist("col")
    chosen = [column for column in COLUMNS if column.name in asked]
    chosen = chosen or [column for column in COLUMNS if column.name in USUAL]
    return Table(
        headings=[_heading(column, results.sort, results.links) for column in (TITLE, *chosen)],
        options=[Option(column.name, column.label, column in chosen) for column in COLUMNS],
    )


def _heading(column: Column, sort: str, links: Links) -> Heading:
    """Its link sorts by it, and turns the order round where it does so already; titles are read from A to Z only."""
    if not column.sort:
        return Heading(column.name, column.label, "", "")
    direction = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(sort, "")
    turned = direction == "ascending" and column is not TITLE
    return Heading(
        column.name, column.label, links.having(sort=f"-{column.sort}" if turned else column.sort), direction
    )
