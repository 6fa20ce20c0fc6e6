"""All that was taken up, one by one and on the map of the départements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from core.caching import kept_until_content_changes
from search.labels import value_label
from taxonomy.models import Territory

from .published import Step, published, step_of, visible


@dataclass(frozen=True, slots=True)
class Taken:
    """A practice that was taken up, and by whom."""

    practice: str
    practice_url: str
    step: Step


def taken_up(departement: str, first: int, count: int) -> list[Taken]:
    """What was taken up in a département ("" = anywhere), the last published first, from the ``first`` one on."""
    found = list(published().filter(_in(departement)).order_by("-decided_at", "-pk")[first : first + count])
    pages = visible({pk for one in found for pk in (one.practice_id, one.own_practice_id) if pk})
    return [
        Taken(*pages[one.practice_id], step_of(one, pages.get(one.own_practice_id or 0), ()))
        for one in found
        if one.practice_id in pages
    ]


def how_many_taken_up(departement: str) -> int:
    return published().filter(_in(departement)).count()


def _in(departement: str) -> Q:
    if not departement:
        return Q()
    own = Q(territory__departement__code=departement) | Q(territory__code=departement)
    of_the_organisation = Q(organisation__territory__departement__code=departement)
    of_the_organisation |= Q(organisation__territory__code=departement)
    return own | Q(territory=None) & of_the_organisation


@kept_until_content_changes
def adoptions_by_departement(practices: Collection[int] | None = None) -> dict[str, int]:
    """Code of a département → how many times these public practices (all of them where None) were taken up there.

    ``practices`` must be hashable (a tuple or a frozenset).
    """
    found = published() if practices is None else published().filter(practice__in=practices)
    codes = (_departement(adoption.where) for adoption in found if adoption.where)
    return dict(Counter(code for code in codes if code))


def _departement(place: Territory) -> str:
    if place.level == Territory.Level.DEPARTEMENT:
        return place.code
    return _departements().get(place.departement_id or 0, "")


def name_of(departement: str) -> str:
    return value_label("territory", departement)


@kept_until_content_changes
def _departements() -> dict[int, str]:
    return dict(Territory.objects.filter(level=Territory.Level.DEPARTEMENT).values_list("pk", "code"))
