"""Where territories are: the départements of some, and the communes and quartiers of those with their coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from core.caching import kept_by_id, kept_until_content_changes
from taxonomy.models import Territory, territory_label

POINTS = (Territory.Level.COMMUNE, Territory.Level.ARRONDISSEMENT, Territory.Level.QUARTIER)
MOST_KEPT = 5_000  # territories, some 200 bytes each


@dataclass(frozen=True, slots=True)
class Place:
    """``departement``: its code, "" where it lies in none or in several."""

    code: str
    label: str
    departement: str
    latitude: float | None
    longitude: float | None


@kept_until_content_changes
def departements_of(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of the départements in which these territories lie, in order; those of a région are all its own."""
    level = Territory.Level
    chosen = Territory.objects.filter(code__in=codes)
    themselves = chosen.filter(level=level.DEPARTEMENT).values("pk")
    around = chosen.filter(departement__isnull=False).values("departement")
    of_regions = Q(region__in=chosen.filter(level=level.REGION).values("pk"))
    # An intercommunalité may reach over several.
    of_communes = Territory.objects.filter(epci__in=chosen.filter(level=level.EPCI).values("pk"), level=level.COMMUNE)
    wanted = Q(pk__in=themselves) | Q(pk__in=around) | of_regions | Q(pk__in=of_communes.values("departement"))
    found = Territory.objects.filter(wanted, level=level.DEPARTEMENT).order_by("code")
    return tuple(found.values_list("code", flat=True))


@kept_until_content_changes
def places_of(departements: tuple[str, ...]) -> Sequence[Place]:
    """The communes, arrondissements and quartiers of these départements."""
    rows = Territory.objects.filter(departement__code__in=departements, level__in=POINTS).values_list(
        "code",
        "level",
        "name",
        "commune__name",
        "departement__code",
        "latitude",
        "longitude",
    )
    return [
        Place(code, territory_label(level, code, name, commune or ""), departement, latitude, longitude)
        for code, level, name, commune, departement, latitude, longitude in rows.order_by("code")
    ]


@kept_by_id(MOST_KEPT)
def places_with(ids: Sequence[int]) -> dict[int, Place]:
    """Those of the territories of these ids; a quartier without coordinates has those of its commune."""
    territories = Territory.objects.filter(pk__in=ids).select_related("commune", "departement")
    return {territory.pk: _place_of(territory) for territory in territories}


def _place_of(territory: Territory) -> Place:
    commune = territory.commune
    located = territory if territory.latitude is not None or commune is None else commune
    departement = territory.departement.code if territory.departement else ""
    return Place(territory.code, territory.label, departement, located.latitude, located.longitude)
