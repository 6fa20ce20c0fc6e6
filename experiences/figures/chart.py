"""From a figure to its drawing: where each bar stands. Widths are shares of the drawing's, heights are pixels, so that
it fills a phone as it fills a page and its words keep their size."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from core.numbers import grouped

from .figure import Column, Drawing, Figure, Row

LINE, BAR, GAP = 20, 18, 14  # pixels: a line of text, a bar, what separates two rows
WIDEST = 76.0  # % of the width that the longest bar takes: its number stands after it
LONGEST_LINE, MOST_LINES = 36, 2  # characters that a phone shows on a line; lines that a label takes
TALLEST = 170  # pixels of the tallest column
MARGIN = 24  # pixels above the tallest column, for the number that it stands for, and under all, for the years
MOST_LABELS = 8  # years that a phone has room to name


@dataclass(frozen=True, slots=True)
class Part:
    """One rectangle. ``x``, ``width`` in %; ``y``, ``height`` in pixels."""

    code: str
    x: str
    y: int
    width: str
    height: int


@dataclass(frozen=True, slots=True)
class Text:
    """``x`` in %, ``y`` in pixels: where its line stands; ``dx``: pixels from there."""

    text: str
    x: str
    y: int
    kind: str = "label"  # label, count or tick
    dx: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    height: int
    parts: Sequence[Part]
    texts: Sequence[Text]
    rules: Sequence[int] = ()  # heights at which a line crosses the drawing
    legend: Sequence[Column] = ()
    said: str = ""  # what the drawing shows, in a sentence


def chart_of(figure: Figure) -> Chart:
    drawing = figure.drawing
    return _columns(figure, drawing) if drawing.upright else _bars(figure, drawing)


def _bars(figure: Figure, drawing: Drawing) -> Chart:
    most = max((row.total for row in drawing.rows), default=0) or 1
    parts: list[Part] = []
    texts: list[Text] = []
    y = 0
    for row in drawing.rows:
        for line in lines_of(row.label):
            texts.append(Text(line, "0", y + LINE - 5))
            y += LINE
        end = 0.0
        for column, cell in zip(drawing.columns, row.cells, strict=True):
            width = WIDEST * cell.count / most
            if cell.count:
                parts.append(Part(column.code, _share(end), y, _share(width), BAR))
            end += width
        texts.append(Text(row.end or grouped(row.total), _share(end), y + BAR - 4, "count", dx=8))
        y += BAR + GAP
    return Chart(max(y - GAP, 0) + 2, parts, texts, legend=_legend(drawing), said=_said(figure, drawing))


def _columns(figure: Figure, drawing: Drawing) -> Chart:
    rows = drawing.rows
    most = max((row.total for row in rows), default=0) or 1
    slot = 100 / max(len(rows), 6)  # a year alone does not fill the drawing
    every = max(1, -(-len(rows) // MOST_LABELS))
    bottom = MARGIN + TALLEST
    parts: list[Part] = []
    texts = [Text(grouped(most), "0", MARGIN - 7, "tick")]
    for place, row in enumerate(rows):
        top = bottom
        for column, height in zip(drawing.columns, heights(row, most), strict=True):
            top -= height
            if height:
                parts.append(Part(column.code, _share(place * slot + slot * 0.12), top, _share(slot * 0.76), height))
        if (len(rows) - 1 - place) % every == 0:  # the last is always told
            texts.append(Text(row.label, _share((place + 0.5) * slot), bottom + LINE - 3, "year"))
    rules = (MARGIN, bottom)
    return Chart(bottom + MARGIN, parts, texts, rules, _legend(drawing), _said(figure, drawing))


def heights(row: Row, most: int) -> list[int]:
    """Pixels of each part, which add up to those of the whole; what is there is at least seen."""
    told = 0
    tops = [0]
    for cell in row.cells:
        told += cell.count
        tops.append(max(round(TALLEST * told / most), tops[-1] + 2 if cell.count else tops[-1]))
    return [high - low for low, high in pairwise(tops)]


@lru_cache(maxsize=512)
def lines_of(label: str) -> list[str]:
    return textwrap.wrap(label, LONGEST_LINE, max_lines=MOST_LINES, placeholder=" …") or [""]


def _legend(drawing: Drawing) -> Sequence[Column]:
    return drawing.columns if len(drawing.columns) > 1 else ()


def _said(figure: Figure, drawing: Drawing) -> str:
    shown = [f"{row.label} : {row.end or grouped(row.total)}" for row in drawing.rows]
    return f"{figure.header} : " + " ; ".join(shown) + "." if shown else "Rien à compter."


def _share(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
