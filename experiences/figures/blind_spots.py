"""The themes on which nobody has told a practice yet, and what else there is on them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from core.caching import kept_until_content_changes
from search import labels
from search.addresses import Links
from search.counts import counts_crossed
from search.interface import Query
from search.registry import kinds
from search.ways_out import ask_url

from .figure import Addresses, Cell, Column, Counted, Drawing, Figure, Row
from .selection import in_words
from .trees import MOST_DRAWN, Node, flat, nested, within

OTHER_KINDS = ("practice_sheet", "recording", "event", "bibliography")
COVERAGE = (Column("untold", "Thèmes sans aucune pratique"), Column("told", "Thèmes avec au moins une pratique"))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What else there is on a theme. ``cells``: items of each of ``OTHER_KINDS``; ``ask_url``: where one asks for
    more."""

    url: str
    cells: tuple[Cell, ...]
    ask_url: str


def blind_spots(query: Query, counted: Counted, links: Links) -> Figure:
    crossed = counted.crossed.get(("theme", "outcome"), {})
    themes = within(labels.themes(), query.filters.get("theme", ()))
    elsewhere = _elsewhere()
    nodes = nested(
        themes,
        lambda slug, told, above: Row(
            told.label, elsewhere[slug].url, elsewhere[slug].cells, told.depth, above, elsewhere[slug].ask_url
        ),
    )
    told_of = {value.label for slug, value in themes.items() if slug in crossed}
    without = [row for row in flat(nodes) if row.label not in told_of]
    rubrics = [_coverage(node, told_of) for node in nodes]
    rubrics.sort(key=lambda row: (-row.cells[0].count, row.label))
    return Figure(
        name="angles-morts",
        title="Angles morts",
        lede="Les thèmes sur lesquels aucun retour d’expérience n’est encore publié"
        + (" dans cette sélection." if in_words(query) else "."),
        selection=in_words(query),
        total=counted.total,
        header="Thème sans aucune pratique",
        above="Rubrique",
        sum_label="",
        columns=[Column(code, kinds()[code].plural) for code in OTHER_KINDS],
        rows=without,
        drawing=Drawing(COVERAGE, rubrics[:MOST_DRAWN]),
        addresses=Addresses.of("angles-morts", links),
        note=_note(len(without), len(themes)),
    )


@kept_until_content_changes
def _elsewhere() -> dict[str, Elsewhere]:
    """What there is on each theme besides practices, by slug: the same whatever is asked of the practices."""
    others = counts_crossed("theme", "kind")
    search = reverse("search")
    return {
        slug: Elsewhere(
            url=reverse("theme", args=[slug]),
            cells=tuple(_cell(search, slug, kind, others.get(slug, {}).get(kind, 0)) for kind in OTHER_KINDS),
            ask_url=ask_url(told.label),
        )
        for slug, told in labels.themes().items()
    }


def _cell(search: str, slug: str, kind: str, many: int) -> Cell:
    return Cell(many, f"{search}?{urlencode({'kind': kind, 'theme': slug})}" if many else "")


def _coverage(node: Node, told_of: set[str]) -> Row:
    """How many themes of a rubric (itself where it has none under it) have no practice, how many have one."""
    leaves = list(flat([node]))
    themes = leaves[1:] or leaves
    untold = sum(row.label not in told_of for row in themes)
    cells = (Cell(untold), Cell(len(themes) - untold))
    return Row(node.row.label, node.row.url, cells, end=f"{untold} sur {len(themes)}")


def _note(without: int, themes: int) -> str:
    if not themes:
        return ""
    if not without:
        return "Chaque thème a au moins un retour d’expérience."
    return f"{without} thème{'s' if without > 1 else ''} sur {themes}, rubriques comprises."
