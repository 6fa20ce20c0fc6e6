"""The rows of the table of practices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.markup import NOTHING, Markup, joined
from core.templatetags.core_tags import partial_date
from experiences.observatory.table import Table
from search.hits import Hit
from search.results import Results

ROW = Markup("<tr>{cells}</tr>\n")
TITLE = Markup('<th scope="row"><a href="{url}">{title}</a></th>')
CELL = Markup("<td>{said}</td>")
UNTOLD = "–"

register = template.Library()


@register.simple_tag
def practice_rows(results: Results, table: Table) -> SafeString:
    names = [heading.name for heading in table.headings]
    return joined(ROW(cells=joined(_cell(hit, name) for name in names)) for hit in results.hits)


def _cell(hit: Hit, name: str) -> SafeString:
    if name == "title":
        return TITLE(url=hit.url, title=hit.title)
    if name in CELLS:
        return CELL(said=CELLS[name](hit))
    return CELL(said=hit.facts.get(f"{name}_label") or UNTOLD)


@lru_cache(maxsize=64)  # as many as there are outcomes and evidences
def _component(name: str, code: str, label: str) -> SafeString:
    return render_to_string(f"components/{name}.html", {"code": code, "label": label})


def _state(name: str, hit: Hit) -> SafeString:
    return _component(name, hit.facts.get(name, ""), hit.facts.get(f"{name}_label", ""))


CELLS: Mapping[str, Callable[[Hit], str]] = {
    "place": lambda hit: ", ".join(hit.territories),
    "who": lambda hit: ", ".join(hit.organisations),
    "themes": lambda hit: ", ".join(theme["name"] for theme in hit.themes),
    "date": lambda hit: partial_date(hit.date) if hit.date else NOTHING,
    "outcome": lambda hit: _state("outcome", hit),
    "evidence": lambda hit: _state("evidence", hit),
}
