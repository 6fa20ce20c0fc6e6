"""What travelled from one place to another: the chains of practices, and where each was taken up.

A chain is made of what the centre published of those who took up a practice (``Adoption``), where they tell their own,
and of the links « Adapté de » between two items: both say the same, and are shown once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from core.caching import kept_until_content_changes
from core.models import PageLink
from experiences.models import Adoption

from .published import Step, published, step_of, visible

DEEPEST = 4  # steps of a chain that are shown, each way
MOST = 60  # of what was taken up from one practice

Edges = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Graph:
    """``after``: practice → those made from it; ``before``: the other way; ``told``: practices that were taken up."""

    after: Edges
    before: Edges
    told: frozenset[int]

    def __contains__(self, pk: int) -> bool:
        return pk in self.after or pk in self.before or pk in self.told


@dataclass(frozen=True, slots=True)
class Spread:
    """Around one practice."""

    before: tuple[Step, ...]
    after: tuple[Step, ...]

    def __bool__(self) -> bool:
        return bool(self.before or self.after)


def spread_of(pk: int) -> Spread:
    """What the practice ``pk`` was made from and where it was taken up; only what the public may see."""
    graph = _graph()
    if pk not in graph:
        return Spread((), ())
    around = _around(pk, graph)
    adoptions = published().filter(Q(practice__in=around) | Q(own_practice__in=around))
    pages = visible(around)
    by_practice: dict[int, list[Adoption]] = defaultdict(list)
    for adoption in adoptions.order_by("happened_on", "pk")[: MOST * 2]:
        by_practice[adoption.practice_id].append(adoption)
    told = _Told(graph, pages, by_practice)
    return Spread(told.before(pk, frozenset({pk}), DEEPEST), told.after(pk, frozenset({pk}), DEEPEST))


def next_to(pk: int) -> set[int]:
    """The items one step away in a chain: the page of a practice already shows them."""
    graph = _graph()
    return {*graph.after.get(pk, ()), *graph.before.get(pk, ())}


class _Told:
    """The steps around a practice, once everything has been read."""

    def __init__(
        self, graph: Graph, pages: Mapping[int, tuple[str, str]], adoptions: Mapping[int, Sequence[Adoption]]
    ) -> None:
        self.graph, self.pages, self.adoptions = graph, pages, adoptions

    def after(self, pk: int, seen: frozenset[int], depth: int) -> tuple[Step, ...]:
        steps = []
        linked = [other for other in self.graph.after.get(pk, ()) if other in self.pages and other not in seen]
        for adoption in self.adoptions.get(pk, ()):
            own = adoption.own_practice_id
            shown = own if own in linked else None
            steps.append(step_of(adoption, self.pages.get(shown), self._further(self.after, shown, seen, depth)))
        said = {adoption.own_practice_id for adoption in self.adoptions.get(pk, ())}
        for other in linked:
            if other not in said:
                steps.append(step_of(None, self.pages[other], self._further(self.after, other, seen, depth)))
        return tuple(steps[:MOST])

    def before(self, pk: int, seen: frozenset[int], depth: int) -> tuple[Step, ...]:
        steps = []
        for other in self.graph.before.get(pk, ()):
            if other in self.pages and other not in seen:
                how = next((one for one in self.adoptions.get(other, ()) if one.own_practice_id == pk), None)
                steps.append(step_of(how, self.pages[other], self._further(self.before, other, seen, depth)))
        return tuple(steps[:MOST])

    def _further(self, walk, pk: int | None, seen: frozenset[int], depth: int) -> tuple[Step, ...]:
        return walk(pk, seen | {pk}, depth - 1) if pk is not None and depth > 1 else ()


@kept_until_content_changes
def _graph() -> Graph:
    adoptions = Adoption.objects.filter(state=Adoption.State.PUBLISHED)
    pairs = set(adoptions.exclude(own_practice=None).values_list("practice", "own_practice"))
    pairs |= set(PageLink.objects.filter(kind=PageLink.Kind.ADAPTED_FROM).values_list("target", "page"))
    after: dict[int, list[int]] = defaultdict(list)
    before: dict[int, list[int]] = defaultdict(list)
    for source, made in sorted(pairs):
        after[source].append(made)
        before[made].append(source)
    told = frozenset(adoptions.values_list("practice", flat=True))
    return Graph(_fixed(after), _fixed(before), told)


def _fixed(edges: Mapping[int, list[int]]) -> Edges:
    return {pk: tuple(others) for pk, others in edges.items()}


def _around(pk: int, graph: Graph) -> set[int]:
    """The practice and all that a chain leads to from it, each way, a few steps away."""
    found = {pk}
    for edges in (graph.after, graph.before):
        edge = {pk}
        for _ in range(DEEPEST):
            edge = {other for one in edge for other in edges.get(one, ())} - found
            found |= edge
    return found
