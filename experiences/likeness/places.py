"""What the places of two items have in common: the same town, or towns of the same size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.models import PageTerritory
from taxonomy.models import Territory

Level = Territory.Level

TIMES = 2.0  # a town is of the same size as another up to so many times as large


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an item: a quartier counts for its town."""

    town: str  # code of the commune or arrondissement; "" for what is wider
    epci: str
    departement: str
    population: int  # of the town or of the intercommunalité; 0 = not known, or of something wider


@dataclass(frozen=True, slots=True)
class InCommon:
    """``code``: town, epci, town_size, epci_size or departement; ``values``: which, or the two populations."""

    code: str
    values: tuple[str, ...]


def places_of(ids: Iterable[int]) -> Mapping[int, Sequence[Place]]:
    """Item → its places, régions left out."""
    rows = PageTerritory.objects.filter(page__in=ids).exclude(territory__level=Level.REGION)
    found: dict[int, list[Place]] = defaultdict(list)
    columns = ("level", "code", "population", "commune__code", "commune__population", "epci__code", "departement__code")
    for page, level, code, people, town, town_people, epci, departement in rows.order_by(
        "sort_order", "pk"
    ).values_list("page_id", *(f"territory__{name}" for name in columns)):
        if level == Level.QUARTIER:
            place = Place(town or "", epci or "", departement or "", town_people or 0)
        elif level == Level.EPCI:
            place = Place("", code, departement or "", people or 0)
        elif level == Level.DEPARTEMENT:
            place = Place("", "", code, 0)
        else:
            place = Place(code, epci or "", departement or "", people or 0)
        found[page].append(place)
    return found


def in_common(some: Sequence[Place], others: Sequence[Place]) -> InCommon | None:
    """What brings two items nearest by where they are; None where nothing does, or where one says nowhere."""
    for code in ("town", "epci"):
        both = _both(code, some, others)
        if both:
            return InCommon(code, both)
    for level in ("town", "epci"):
        sizes = [
            (one.population, other.population)
            for one in some
            for other in others
            if bool(one.town) == bool(other.town) == (level == "town") and _of_a_size(one.population, other.population)
        ]
        if sizes:
            return InCommon(f"{level}_size", tuple(map(str, sizes[0])))
    both = _both("departement", some, others)
    return InCommon("departement", both) if both else None


def _both(name: str, some: Sequence[Place], others: Sequence[Place]) -> tuple[str, ...]:
    shared = {getattr(place, name) for place in some} & {getattr(place, name) for place in others}
    return tuple(sorted(shared - {""}))


def _of_a_size(one: int, other: int) -> bool:
    return 0 < max(one, other) <= TIMES * min(one, other)
