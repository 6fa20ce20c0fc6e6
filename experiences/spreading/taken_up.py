"""All that was taken up elsewhere: one by one, and on the map.

As in the chains, it is told by a published ``Adoption`` or by a link « Adapté de », and counts once where both say it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from core.caching import kept_until_content_changes
from core.models import PageLink, PageTerritory
from core.visibility import visible_q
from experiences.models import Adoption
from search.labels import value_label
from taxonomy.models import Territory

from .published import Step, published, step_of, visible


@dataclass(frozen=True, slots=True)
class Taken:
    """A practice that was taken up, and by whom."""

    practice: str
    practice_url: str
    step: Step


@dataclass(frozen=True, slots=True)
class Linked:
    """Two public items of which one says that it was adapted from the other."""

    source: int
    made: int
    departements: frozenset[str]  # codes, where the second one lies


def taken_up(departement: str, first: int, count: int) -> list[Taken]:
    """What was taken up in a département ("" = anywhere), from the ``first`` one on: what people told, the last
    published first, then the links."""
    told = list(_told_in(departement).order_by("-decided_at", "-pk")[first : first + count])
    start = max(0, first - _told_in(departement).count())
    linked = _links_in(departement)[start : start + count - len(told)] if len(told) < count else []
    pages = visible(
        {pk for one in told for pk in (one.practice_id, one.own_practice_id) if pk}
        | {pk for link in linked for pk in (link.source, link.made)}
    )
    steps = [(one.practice_id, step_of(one, pages.get(one.own_practice_id or 0), ())) for one in told]
    steps += [(link.source, step_of(None, pages[link.made], ())) for link in linked if link.made in pages]
    return [Taken(*pages[practice], step) for practice, step in steps if practice in pages]


def how_many_taken_up(departement: str) -> int:
    return _told_in(departement).count() + len(_links_in(departement))


def taken_up_by_departement(practices: Collection[int] | None = None) -> dict[str, int]:
    """Code of a département → how many times these public practices (all of them where None) were taken up there."""
    places = _departements_by_practice()
    counted = places if practices is None else [pk for pk in practices if pk in places]
    return dict(Counter(code for pk in counted for code in places[pk]))


@kept_until_content_changes
def _departements_by_practice() -> dict[int, tuple[str, ...]]:
    """Public practice → the code of the département of each time that it was taken up."""
    found: dict[int, list[str]] = defaultdict(list)
    for adoption in published():
        if adoption.where and (code := _departement(adoption.where)):
            found[adoption.practice_id].append(code)
    for link in _linked():
        found[link.source].extend(link.departements)
    return {pk: tuple(codes) for pk, codes in found.items()}


def name_of(departement: str) -> str:
    return value_label("territory", departement)


def _told_in(departement: str) -> QuerySet[Adoption]:
    if not departement:
        return published()
    own = Q(territory__departement__code=departement) | Q(territory__code=departement)
    of_the_organisation = Q(organisation__territory__departement__code=departement)
    of_the_organisation |= Q(organisation__territory__code=departement)
    return published().filter(own | Q(territory=None) & of_the_organisation)


def _links_in(departement: str) -> list[Linked]:
    return [link for link in _linked() if not departement or departement in link.departements]


@kept_until_content_changes
def _linked() -> tuple[Linked, ...]:
    """The last told first; without those that an adoption tells as well."""
    told = set(published().exclude(own_practice=None).values_list("practice", "own_practice"))
    links = PageLink.objects.filter(
        visible_q("page__"), visible_q("target__"), kind=PageLink.Kind.ADAPTED_FROM
    ).order_by("-page__published_on", "-pk")
    pairs = [pair for pair in links.values_list("target", "page") if pair not in told]
    places: dict[int, set[str]] = defaultdict(set)
    made = {one for _, one in pairs}
    for place in PageTerritory.objects.filter(page__in=made).select_related("territory"):
        places[place.page_id].add(_departement(place.territory))
    return tuple(Linked(source, one, frozenset(places[one] - {""})) for source, one in pairs)


def _departement(place: Territory) -> str:
    if place.level == Territory.Level.DEPARTEMENT:
        return place.code
    return _departements().get(place.departement_id or 0, "")


@kept_until_content_changes
def _departements() -> dict[int, str]:
    return dict(Territory.objects.filter(level=Territory.Level.DEPARTEMENT).values_list("pk", "code"))
