"""What a fiche says, as plain values: neither HTML nor the typesetter's own markup can stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """Some words. ``text`` may hold line breaks; ``url`` is absolute, or "" where it is no link."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title within a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item holds nodes. ``start`` numbers the first where it is ordered."""

    items: tuple[tuple[Node, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are texts; all rows are as long as the header, which may be empty where the table has none."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Node: TypeAlias = Paragraph | Heading | Items | Quote | Table


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page. Where all of them do not fit, those of the highest ``rank`` are left out first."""

    title: str
    nodes: tuple[Node, ...]
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """``pk`` and ``name`` are those of the image and of its file; ``alt`` is "" where it only decorates."""

    pk: int
    name: str
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class Fiche:
    """All that is printed of an item. ``url`` is its absolute address; ``updated`` is when it was last published, in
    seconds since 1970."""

    pk: int
    slug: str
    title: str
    kind_label: str
    summary: str
    url: str
    portal: str
    publisher: str
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    provenance: tuple[str, ...]
    licence_label: str
    licence_url: str
    citation: str
    keywords: tuple[str, ...]
    updated: int
    picture: Picture | None = None


def text(words: str, *, bold: bool = False, url: str = "") -> Paragraph:
    return Paragraph((Span(words, bold=bold, url=url),))


def listed(paragraphs: Iterable[Paragraph | Sequence[Node]], *, ordered: bool = False) -> tuple[Node, ...]:
    """One list of these, or nothing where there are none."""
    items = tuple((entry,) if isinstance(entry, Paragraph) else tuple(entry) for entry in paragraphs)
    return (Items(items, ordered),) if items else ()


def part(title: str, *nodes: Iterable[Node], rank: int = 1) -> list[Part]:
    """The part, in a list of one; of none where nothing is in it."""
    told = tuple(node for some in nodes for node in some)
    return [Part(title, told, rank)] if told else []
