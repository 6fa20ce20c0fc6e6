"""What a figure is: rows of counts, of which some are drawn, each leading to the practices that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from django.urls import reverse

from search.addresses import Links, address
from search.interface import Pair


class Counted(Protocol):
    """What a figure is made from: an Answer of the search, or the Results of a page."""

    total: int
    counts: Mapping[str, Mapping[str, int]]
    crossed: Mapping[Pair, Mapping[str, Mapping[str, int]]]


@dataclass(frozen=True, slots=True)
class Column:
    code: str  # what it is drawn by
    label: str


class Cell(NamedTuple):  # a page makes hundreds: a dataclass would take three times as long
    count: int
    url: str = ""  # the items counted; "" where there is none


@dataclass(frozen=True)
class Row:
    label: str
    url: str  # the practices counted, or what the row is about
    cells: tuple[Cell, ...]  # one for each column
    depth: int = 0
    above: str = ""  # the label of the row that it stands under
    ask_url: str = ""  # where one asks the centre about it
    end: str = ""  # what stands at the end of its bar, instead of its total

    @cached_property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: all the rows, or those that a drawing has room for."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    upright: bool = False  # columns side by side, in the order of time; else bars one under the other


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where one figure, for these filters, is found."""

    page: str
    csv: str
    svg: str
    embed: str

    @classmethod
    def of(cls, name: str, links: Links) -> Addresses:
        return cls(*(here(view, name, links) for view in ("figure", "figure_csv", "figure_svg", "figure_embed")))


@dataclass(frozen=True, slots=True)
class Figure:
    name: str  # stands in addresses: it never changes
    title: str
    lede: str  # what it counts
    selection: str  # the filters under which it counts, in words; "" without
    total: int  # practices among which it counts
    header: str  # of the first column
    above: str  # what the rows stand under; "" where they stand under nothing
    sum_label: str  # of the column of totals; "" where the columns are not to be added up
    columns: Sequence[Column]
    rows: Sequence[Row]
    drawing: Drawing
    addresses: Addresses
    note: str = ""


def here(view: str, name: str, links: Links) -> str:
    """The address of a view of this figure, with the filters of ``links`` and nothing else of it."""
    kept = [(name, values) for name, values in links.parameters.lists() if name not in ("page", "sort", "vue")]
    return address(reverse(view, args=[name]), kept)
