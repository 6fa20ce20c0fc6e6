"""The figures that count practices: by theme, year, place, partner; each an address away from what it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote_plus

from directory.models import Organisation
from experiences.models import Outcome
from search import labels
from search.addresses import Links, ready_for_more
from search.interface import Query
from search.labels import Value

from .figure import Addresses, Cell, Column, Counted, Drawing, Figure, Row
from .selection import in_words
from .trees import drawn, flat, most_first, nested, within

OUTCOMES = tuple(Column(code, str(label)) for code, label in Outcome.choices)
PRACTICES = (Column("practices", "Retours d’expérience"),)
NO_CELL = Cell(0)
SUM = "Retours d’expérience"
MOST_YEARS = 24  # that a drawing has room for, on a phone


class Rows:
    """Makes the rows of one facet, each with the address of the practices that it counts."""

    def __init__(self, facet: str, links: Links) -> None:
        # What all the addresses share is written once.
        self.stem = f"{ready_for_more(links.having(**{facet: '', 'vue': '', 'sort': ''}))}{facet}="
        self.bare = f"{ready_for_more(links.having(**{facet: '', 'outcome': '', 'vue': '', 'sort': ''}))}{facet}="

    def url(self, value: str) -> str:
        return self.stem + quote_plus(value)

    def by_outcome(self, value: str, label: str, counts: Mapping[str, int], depth: int = 0, above: str = "") -> Row:
        bare = f"{self.bare}{quote_plus(value)}&outcome="
        cells = tuple(
            Cell(counts[column.code], bare + column.code) if counts.get(column.code) else NO_CELL for column in OUTCOMES
        )
        return Row(label, self.url(value), cells, depth, above)

    def plain(self, value: str, label: str, count: int, depth: int = 0, above: str = "") -> Row:
        return Row(label, self.url(value), (Cell(count),), depth, above)


def themes_and_outcomes(query: Query, counted: Counted, links: Links) -> Figure:
    crossed = counted.crossed.get(("theme", "outcome"), {})
    rows = Rows("theme", links)

    def row_of(slug: str, told: Value, above: str) -> Row | None:
        counts = crossed.get(slug)
        return rows.by_outcome(slug, told.label, counts, told.depth, above) if counts else None

    nodes = most_first(nested(within(labels.themes(), query.filters.get("theme", ())), row_of))
    return Figure(
        name="themes-et-issues",
        title="Par thème et par issue",
        lede="Ce qui a été tenté sur chaque thème, et comment cela s’est passé. Un retour d’expérience classé sous "
        "plusieurs thèmes compte dans chacun.",
        selection=in_words(query),
        total=counted.total,
        header="Thème",
        above="Rubrique",
        sum_label=SUM,
        columns=OUTCOMES,
        rows=list(flat(nodes)),
        drawing=Drawing(OUTCOMES, drawn(nodes)),
        addresses=Addresses.of("themes-et-issues", links),
    )


def years(query: Query, counted: Counted, links: Links) -> Figure:
    crossed = counted.crossed.get(("year", "outcome"), {})
    rows = Rows("year", links)
    made = [rows.by_outcome(year, year, counts) for year, counts in sorted(crossed.items())]
    shown = _every_year(made, rows)
    return Figure(
        name="annees",
        title="Par année",
        lede="L’année où la démarche a eu lieu, et non celle où elle est racontée ici.",
        selection=in_words(query),
        total=counted.total,
        header="Année",
        above="",
        sum_label=SUM,
        columns=OUTCOMES,
        rows=made,
        drawing=Drawing(OUTCOMES, shown, upright=True),
        addresses=Addresses.of("annees", links),
        note="Les années plus anciennes sont dans le tableau." if made and shown[0].label > made[0].label else "",
    )


def _every_year(made: Sequence[Row], rows: Rows) -> list[Row]:
    """The last years, those without a practice included: a hole is part of what the drawing says."""
    if not made:
        return []
    known = {row.label: row for row in made}
    last = int(made[-1].label)
    first = max(int(made[0].label), last - MOST_YEARS + 1)
    return [known.get(str(year)) or rows.by_outcome(str(year), str(year), {}) for year in range(first, last + 1)]


def territories(query: Query, counted: Counted, links: Links) -> Figure:
    counts = counted.counts.get("territory", {})
    chosen = query.filters.get("territory", ())
    wide = labels.wide_territories()
    rows = Rows("territory", links)

    def row_of(code: str, told: Value, above: str) -> Row | None:
        return rows.plain(code, told.label, counts[code], told.depth, above) if counts.get(code) else None

    narrow = {code: Value(labels.value_label("territory", code)) for code in chosen if code not in wide}
    nodes = most_first(nested({**within(wide, chosen), **narrow} if chosen else wide, row_of))
    return Figure(
        name="territoires",
        title="Par territoire",
        lede="Les régions et leurs départements. Un retour d’expérience mené en plusieurs lieux compte dans chacun.",
        selection=in_words(query),
        total=counted.total,
        header="Territoire",
        above="Région",
        sum_label="",
        columns=PRACTICES,
        rows=list(flat(nodes)),
        drawing=Drawing(PRACTICES, drawn(nodes)),
        addresses=Addresses.of("territoires", links),
    )


def partners(query: Query, counted: Counted, links: Links) -> Figure:
    crossed = counted.crossed.get(("organisation_type", "outcome"), {})
    chosen = query.filters.get("organisation_type", ())
    rows = Rows("organisation_type", links)
    made = [
        rows.by_outcome(code, str(label), crossed[code])
        for code, label in Organisation.Type.choices
        if crossed.get(code) and (not chosen or code in chosen)
    ]
    made.sort(key=lambda row: (-row.total, row.label))
    return Figure(
        name="partenaires",
        title="Par type de partenaire",
        lede="Qui a pris part à la démarche. Un retour d’expérience mené par plusieurs sortes d’organisations compte "
        "pour chacune.",
        selection=in_words(query),
        total=counted.total,
        header="Type d’organisation",
        above="",
        sum_label=SUM,
        columns=OUTCOMES,
        rows=made,
        drawing=Drawing(OUTCOMES, made),
        addresses=Addresses.of("partenaires", links),
    )
