"""What the templates of figures need: their drawing, and the rows of their table."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from core.markup import NOTHING, Markup, joined
from core.numbers import grouped
from experiences.figures.chart import Chart, Text, chart_of
from experiences.figures.figure import Cell, Figure, Row

RULE = Markup('<line class="rule" x1="0" x2="100%" y1="{y}" y2="{y}" stroke="#8b7d69" stroke-width="1" />\n')
PART = Markup(
    '<rect class="part" x="{x}%" y="{y}" width="{width}%" height="{height}"'
    ' fill="url(#m-{code})" stroke="#5c5145" stroke-width="1" />\n'
)
TEXT = Markup('<text class="{kind}" x="{x}%" y="{y}"{more} fill="#26201b">{text}</text>')
SHIFTED = Markup(' dx="{dx}"')
CENTRED = Markup(' text-anchor="middle"')()

ROW = Markup(
    '<tr><th scope="row" class="depth-{depth}">{above}<a href="{url}" rel="nofollow">{label}</a></th>'
    "{total}{cells}{ask}</tr>\n"
)
ABOVE = Markup('<span class="visually-hidden">{above} : </span>')
TOTAL = Markup('<td class="sum">{number}</td>')
COUNT = Markup("<td>{number}</td>")
NO_COUNT = COUNT(number=0)
LINKED_COUNT = Markup('<td><a href="{url}" rel="nofollow">{number}</a></td>')
ASK = Markup(
    '<td><a href="{ask_url}" rel="nofollow">Demander au centre<span class="visually-hidden"> : {label}</span></a>'
    ' ou <a href="{propose_url}" rel="nofollow">raconter une expérience'
    '<span class="visually-hidden"> : {label}</span></a></td>'
)

register = template.Library()


@register.filter
def chart(figure: Figure) -> Chart:
    """Its drawing."""
    return chart_of(figure)


@register.simple_tag
def drawing(chart: Chart) -> SafeString:
    """What a chart is drawn of, in a page or in a file of its own."""
    rules = [RULE(y=y) for y in chart.rules]
    parts = [PART(x=one.x, y=one.y, width=one.width, height=one.height, code=one.code) for one in chart.parts]
    return joined([*rules, *parts, *map(_text, chart.texts)])


def _text(text: Text) -> SafeString:
    shifted = SHIFTED(dx=text.dx) if text.dx else NOTHING
    more = joined([shifted, CENTRED]) if text.kind == "year" else shifted
    return TEXT(kind=text.kind, x=text.x, y=text.y, more=more, text=text.text)


@register.simple_tag
def figure_rows(figure: Figure) -> SafeString:
    """The rows of the table that says the same as the drawing."""
    propose_url = reverse("propose")
    return joined(_row(row, bool(figure.sum_label), propose_url) for row in figure.rows)


@lru_cache(maxsize=512)  # most rows of « Angles morts » are the same whatever is asked
def _row(row: Row, has_sum: bool, propose_url: str) -> SafeString:
    return ROW(
        depth=row.depth,
        above=ABOVE(above=row.above) if row.above else NOTHING,
        url=row.url,
        label=row.label,
        total=TOTAL(number=grouped(row.total)) if has_sum else NOTHING,
        cells=joined(map(_cell, row.cells)),
        ask=ASK(ask_url=row.ask_url, label=row.label, propose_url=propose_url) if row.ask_url else NOTHING,
    )


def _cell(cell: Cell) -> SafeString:
    if not cell.count:
        return NO_COUNT
    number = grouped(cell.count)
    return LINKED_COUNT(url=cell.url, number=number) if cell.url else COUNT(number=number)
