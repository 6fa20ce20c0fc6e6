"""What of a fiche stands on its two pages: as large as it fits, then without what matters least."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate

from . import heights
from .content import Heading, Items, Node, Paragraph, Part, Quote, Span, Table

LONGEST_PARAGRAPH = 900  # characters: a longer one may be cut at the end of a sentence
LIKELY, UNLIKELY = 0.97, 1.05  # of the room: what is expected to be so tall fits nearly always, or nearly never
FULL = 0.92  # of the room: what is so tall leaves no line worth another try
CLOSE_ENOUGH = 0.03  # of the room: what might still have fitted
MOST_CHARACTERS = 20_000  # more than two pages hold: the rest is not even tried

Pages = Callable[[tuple[Part, ...]], int]


def fitted(parts: tuple[Part, ...], pages: Pages, most: int, room: float, size: float) -> tuple[Part, ...]:
    """The parts that stand on ``most`` pages, in their order; the last of them may be cut short. ``pages``: how many
    some parts take; ``room``: how tall they may be, as ``heights`` tell them for text of ``size``. What is returned is
    what was tried last of all that fits; nothing, where nothing does."""
    pieces, whole = _pieces(parts)
    totals = Counter(number for number, _ in pieces)
    if pieces and not whole:
        totals[pieces[-1][0]] += 1  # there is more of this part than was looked at
    ends = _ends(parts, pieces, size)
    if whole and (not ends or ends[-1] <= UNLIKELY * room) and pages(parts) <= most:
        return parts
    wanted = LIKELY * room
    few, many, best = 0, len(pieces) + (not whole), ()  # ``few`` pieces fit, ``many`` are too many
    while many - few > 1 and not (few and _is_settled(ends[few - 1], ends[many - 2], room)):
        middle = min(max(bisect_right(ends, wanted), few + 1), many - 1)
        kept = _kept(parts, pieces[:middle], totals)
        if pages(kept) <= most:
            few, best, wanted = middle, kept, max(wanted, ends[middle - 1]) * 1.08
        else:
            many, wanted = middle, min(wanted, ends[middle - 1]) * 0.94
    return best


def _is_settled(fits: float, might: float, room: float) -> bool:
    return fits >= FULL * room or might - fits < CLOSE_ENOUGH * room


def _ends(parts: tuple[Part, ...], pieces: list[tuple[int, Node]], size: float) -> list[float]:
    """How tall everything is down to the end of each piece, in points."""
    begun: set[int] = set()
    tall = []
    for number, piece in pieces:
        tall.append(heights.of_node(piece, size) + (0 if number in begun else heights.of_title(parts[number], size)))
        begun.add(number)
    return list(accumulate(tall))


def _pieces(parts: tuple[Part, ...]) -> tuple[list[tuple[int, Node]], bool]:
    """(number of its part, what may be kept or left of it), what matters most first; whether that is all of it."""
    found: list[tuple[int, Node]] = []
    characters = 0
    for number, part in sorted(enumerate(parts), key=lambda entry: (entry[1].rank, entry[0])):
        for node in part.nodes:
            for piece in _cut(node):
                if characters > MOST_CHARACTERS:
                    return found, False
                found.append((number, piece))
                characters += _length(piece)
    return found, True


def _length(node: Node) -> int:
    """Its characters, and a line's worth for being there."""
    match node:
        case Paragraph(spans):
            return 80 + sum(len(span.text) for span in spans)
        case Items(items):
            return sum(_length(inner) for item in items for inner in item)
        case Table(_, rows):
            return 80 + sum(len(cell) for row in rows for cell in row)
        case Quote(words, source):
            return 80 + len(words) + len(source)
        case Heading(words):
            return 80 + len(words)


def _cut(node: Node) -> Iterator[Node]:
    match node:
        case Items(items, ordered, start):
            for number, item in enumerate(items):
                yield Items((item,), ordered, start + number)
        case Table(header, rows):
            for row in rows or [()]:
                yield Table(header, (row,) if row else ())
        case Paragraph(spans):
            yield from (Paragraph(tuple(some)) for some in _sentences(spans))
        case _:
            yield node


def _sentences(spans: tuple[Span, ...]) -> Iterator[list[Span]]:
    """The words of a paragraph in runs that are not too long."""
    run: list[Span] = []
    room = LONGEST_PARAGRAPH
    for span in spans:
        words = span.text
        while len(words) > room:
            end = max(words.rfind(". ", 0, room), words.rfind(" ", 0, room) if room == LONGEST_PARAGRAPH else -1)
            end = end + 1 if end > 0 else (0 if run else room)
            if end:
                run.append(replace(span, text=words[:end]))
            yield run
            run, room, words = [], LONGEST_PARAGRAPH, words[end:].lstrip(" ")
        if words:
            run.append(replace(span, text=words))
            room -= len(words)
    if run:
        yield run


def _kept(parts: tuple[Part, ...], pieces: list[tuple[int, Node]], totals: Counter[int]) -> tuple[Part, ...]:
    """What of the parts these pieces make; a part of which all are there is as it was."""
    whole = {number for number, count in Counter(number for number, _ in pieces).items() if count == totals[number]}
    by_part: dict[int, list[Node]] = {}
    for number, piece in pieces:
        nodes = by_part.setdefault(number, [])
        joined = _joined(nodes[-1], piece) if nodes else None
        if joined is None:
            nodes.append(piece)
        else:
            nodes[-1] = joined
    return tuple(
        part if n in whole else replace(part, nodes=_ended(by_part[n])) for n, part in enumerate(parts) if n in by_part
    )


def _ended(nodes: list[Node]) -> tuple[Node, ...]:
    """Without a title that nothing follows."""
    while len(nodes) > 1 and isinstance(nodes[-1], Heading):
        nodes.pop()
    return tuple(nodes)


def _joined(before: Node, after: Node) -> Node | None:
    """Two pieces of one list or table made whole again."""
    match before, after:
        case Items(items, ordered, start), Items(more, same, following):
            if ordered == same and (not ordered or following == start + len(items)):
                return Items(items + more, ordered, start)
        case Table(header, rows), Table(same_header, more_rows):
            if header == same_header:
                return Table(header, rows + more_rows)
    return None
