"""A figure taken away: as a table, as a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.exports import spreadsheet

from .chart import LINE, chart_of, lines_of
from .figure import Column, Figure

HEAD, FOOT = 84, 44  # pixels above and below what is drawn
LEGEND_LINE, PER_LINE, LEGEND_WIDTH = 28, 3, 235


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    y: int


@dataclass(frozen=True, slots=True)
class Swatch:
    column: Column
    x: int
    y: int

    @property
    def text_x(self) -> int:
        return self.x + 38

    @property
    def text_y(self) -> int:
        return self.y + 13


def as_csv(figure: Figure, base: str) -> str:
    """``base``: the site's address, without final slash."""
    above = [figure.above] if figure.above else []
    sums = [figure.sum_label] if figure.sum_label else []
    header = [*above, figure.header, *sums, *(column.label for column in figure.columns), "Adresse"]
    return spreadsheet(header, _table(figure, base))


def _table(figure: Figure, base: str) -> Iterable[list[object]]:
    for row in figure.rows:
        cells: list[object] = [row.above] if figure.above else []
        cells.append(row.label)
        cells += [row.total] if figure.sum_label else []
        cells += [cell.count for cell in row.cells]
        yield [*cells, base + row.url]


def placed(figure: Figure) -> dict[str, object]:
    """Where everything stands in the file: the lines of the selection, the legend, the drawing, the source."""
    chart = chart_of(figure)
    lines = lines_of(figure.selection) if figure.selection else []
    selection = [Line(text, HEAD + LINE * number + 4) for number, text in enumerate(lines)]
    y = HEAD + LINE * len(selection)
    legend = _legend(chart.legend, y)
    top = y + LEGEND_LINE * -(-len(legend) // PER_LINE) + 12
    return {
        "chart": chart,
        "selection": selection,
        "legend": legend,
        "top": top,
        "source_y": top + chart.height + 30,
        "height": top + chart.height + FOOT,
    }


def _legend(columns: Sequence[Column], y: int) -> list[Swatch]:
    return [
        Swatch(column, 30 + LEGEND_WIDTH * (place % PER_LINE), y + LEGEND_LINE * (place // PER_LINE))
        for place, column in enumerate(columns)
    ]
