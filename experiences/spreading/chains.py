"""What travelled from one place to another: the chains of practices, and where each was taken up.

A chain is made of what the centre published of those who took up a practice (``Adoption``), where they tell their own,
and of the links « Adapté de » between two items: both say the same, and are shown once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from core.caching import kept_until_content_changes
from core.models import KnowledgePage, PageLink
from core.routing import url_of
from core.visibility import visible_q
from experiences.models import Adoption
from search.labels import value_label
from taxonomy.models import Territory

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
class Step:
    """Who took up a practice, or what a practice was made from. Strings are empty where nothing is known."""

    title: str  # of their own practice, or of the one before
    url: str
    kind: str  # adopted, adapted, abandoned; "" from a link
    kind_label: str
    who: str
    who_url: str
    place: str
    when: str
    what_changed: str
    further: tuple[Step, ...] = ()  # what was made from theirs in turn, or what the one before was made from


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
    adoptions = _published().filter(Q(practice__in=around) | Q(own_practice__in=around))
    pages = _visible(around)
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
            steps.append(_step(adoption, self.pages.get(shown), self._further(self.after, shown, seen, depth)))
        said = {adoption.own_practice_id for adoption in self.adoptions.get(pk, ())}
        for other in linked:
            if other not in said:
                steps.append(_step(None, self.pages[other], self._further(self.after, other, seen, depth)))
        return tuple(steps[:MOST])

    def before(self, pk: int, seen: frozenset[int], depth: int) -> tuple[Step, ...]:
        steps = []
        for other in self.graph.before.get(pk, ()):
            if other in self.pages and other not in seen:
                how = next((one for one in self.adoptions.get(other, ()) if one.own_practice_id == pk), None)
                steps.append(_step(how, self.pages[other], self._further(self.before, other, seen, depth)))
        return tuple(steps[:MOST])

    def _further(self, walk, pk: int | None, seen: frozenset[int], depth: int) -> tuple[Step, ...]:
        return walk(pk, seen | {pk}, depth - 1) if pk is not None and depth > 1 else ()


def _step(adoption: Adoption | None, page: tuple[str, str] | None, further: tuple[Step, ...]) -> Step:
    title, url = page or ("", "")
    if adoption is None:
        return Step(title, url, "", "", "", "", "", "", "", further)
    return Step(
        title=title,
        url=url,
        kind=adoption.kind,
        kind_label=adoption.get_kind_display(),
        who=adoption.who,
        who_url=reverse("organisation", args=[adoption.organisation.slug]) if adoption.organisation else "",
        place=adoption.place_label,
        when=adoption.happened_on.label if adoption.happened_on else "",
        what_changed=adoption.what_changed,
        further=further,
    )


# -- all of them ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Taken:
    """A practice that was taken up, and by whom."""

    practice: str
    practice_url: str
    step: Step


def taken_up(departement: str, first: int, count: int) -> list[Taken]:
    """What was taken up in a département ("" = anywhere), the last published first, from the ``first`` one on."""
    found = list(_published().filter(_in(departement)).order_by("-decided_at", "-pk")[first : first + count])
    pages = _visible({pk for one in found for pk in (one.practice_id, one.own_practice_id) if pk})
    return [
        Taken(*pages[one.practice_id], _step(one, pages.get(one.own_practice_id or 0), ()))
        for one in found
        if one.practice_id in pages
    ]


def how_many_taken_up(departement: str) -> int:
    return _published().filter(_in(departement)).count()


def _in(departement: str) -> Q:
    if not departement:
        return Q()
    own = Q(territory__departement__code=departement) | Q(territory__code=departement)
    of_the_organisation = Q(organisation__territory__departement__code=departement)
    of_the_organisation |= Q(organisation__territory__code=departement)
    return own | Q(territory=None) & of_the_organisation


# -- the chains -------------------------------------------------------------------------------------------------------
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


def _visible(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Item → its title and its address."""
    rows = KnowledgePage.objects.visible().filter(pk__in=ids).values_list("pk", "title", "url_path")
    return {pk: (title, url_of(url_path)) for pk, title, url_path in rows}


def _published() -> QuerySet[Adoption]:
    return Adoption.objects.filter(visible_q("practice__"), state=Adoption.State.PUBLISHED).select_related(
        "organisation__territory__commune", "territory__commune"
    )


# -- the map ----------------------------------------------------------------------------------------------------------
def adoptions_by_departement(practices: Collection[int] | None = None) -> dict[str, int]:
    """Code of a département → how many times these public practices (all of them where None) were taken up there."""
    taken_up_in = _departements_by_practice()
    counted = taken_up_in if practices is None else [pk for pk in practices if pk in taken_up_in]
    return dict(Counter(code for pk in counted for code in taken_up_in[pk]))


@kept_until_content_changes
def _departements_by_practice() -> dict[int, tuple[str, ...]]:
    """Public practice → the code of the département of each of its adoptions."""
    found: dict[int, list[str]] = defaultdict(list)
    for adoption in _published():
        if adoption.where and (code := _departement(adoption.where)):
            found[adoption.practice_id].append(code)
    return {pk: tuple(codes) for pk, codes in found.items()}


def _departement(place: Territory) -> str:
    if place.level == Territory.Level.DEPARTEMENT:
        return place.code
    return _departements().get(place.departement_id or 0, "")


def name_of(departement: str) -> str:
    return value_label("territory", departement)


@kept_until_content_changes
def _departements() -> dict[int, str]:
    return dict(Territory.objects.filter(level=Territory.Level.DEPARTEMENT).values_list("pk", "code"))
