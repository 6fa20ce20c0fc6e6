"""Vocabularies that are trees (themes, territories), as the rows of a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.labels import Value

from .figure import Row

MOST_DRAWN = 12


@dataclass(slots=True)
class Node:
    row: Row
    under: list[Node] = field(default_factory=list)


def within(tree: Mapping[str, Value], chosen: Sequence[str]) -> dict[str, Value]:
    """The values chosen and those under them; the whole tree where none is.

    So what a row counts is what its address leads to: a value under the one chosen narrows it, any other would widen
    the selection.
    """
    if not chosen:
        return dict(tree)
    kept: dict[str, Value] = {}
    chosen_depth: int | None = None
    for value, told in tree.items():
        if chosen_depth is not None and told.depth <= chosen_depth:
            chosen_depth = None
        if chosen_depth is None and value in chosen:
            chosen_depth = told.depth
        if chosen_depth is not None:
            kept[value] = told
    return kept


def nested(tree: Mapping[str, Value], row_of: Callable[[str, Value, str], Row | None]) -> list[Node]:
    """The tree as nodes, in its order; ``row_of`` makes the row of a value, from it, what is told of it and the label
    that it stands under, or leaves it and what is under it out."""
    roots: list[Node] = []
    path: list[tuple[int, Node | None]] = []  # from a root to the last value: its depth, its node
    for value, told in tree.items():
        while path and path[-1][0] >= told.depth:
            path.pop()
        above = path[-1][1] if path else None
        left_out = bool(path) and above is None
        row = None if left_out else row_of(value, told, above.row.label if above else "")
        node = Node(row) if row else None
        if node:
            (above.under if above else roots).append(node)
        path.append((told.depth, node))
    return roots


def flat(nodes: Sequence[Node]) -> Iterator[Row]:
    """Each row, followed by those under it."""
    for node in nodes:
        yield node.row
        yield from flat(node.under)


def most_first(nodes: Sequence[Node]) -> list[Node]:
    ordered = sorted(nodes, key=lambda node: (-node.row.total, node.row.label))
    return [Node(node.row, most_first(node.under)) for node in ordered]


def drawn(nodes: Sequence[Node]) -> list[Row]:
    """The widest rows, or those under the only one, as many as a drawing has room for."""
    while len(nodes) == 1 and nodes[0].under:
        nodes = nodes[0].under
    return [node.row for node in most_first(nodes) if node.row.total][:MOST_DRAWN]
