"""The référentiel of territories in memory, each with the wider ones it stands in."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify

from exchange.given import Given
from exchange.problems import Unusable, quoted
from french.folding import fold
from taxonomy.models import Territory

from .names import Names

LEVELS = dict(Territory.Level.choices)
WIDER = ("commune", "epci", "departement", "region")


def load() -> Iterable[Territory]:
    places = {place.pk: place for place in Territory.objects.all()}
    # Tied together once here, so that nobody asks the database for them one by one.
    for field in (Territory._meta.get_field(name) for name in WIDER):
        for place in places.values():
            field.set_cached_value(place, places.get(getattr(place, field.attname)))
    return places.values()


def names_of(place: Territory) -> tuple[str, ...]:
    return place.name, place.label


def names() -> Names[Territory]:
    return Names(
        load,
        missing="aucun territoire ne porte le code ou le nom",
        keys=lambda place: (place.code,),
        names=names_of,
        describe=lambda place: f"{place.code} ({LEVELS[place.level]}, {place.label})",
    )


def quartier(given: Given, territories: Names[Territory]) -> Territory | None:
    """The quartier that ``given`` describes, existing or new (unsaved); None where it describes none."""
    name, code = given.line("name", required=True), given.line("qpv")
    commune = given.attempt("commune", lambda: _commune(given.line("commune", required=True), territories), None)
    if not name or commune is None:
        return None
    known = territories.with_key(code) if code else None
    if known is not None:
        return known
    for place in territories.called(name):
        if place.commune_id == commune.pk and place.level == Territory.Level.QUARTIER:
            return place
    return Territory(
        level=Territory.Level.QUARTIER, name=name, folded=fold(name), commune=commune, is_priority=bool(code),
        epci=commune.epci, departement=commune.departement, region=commune.region,
        code=code or _free_code(commune, name, territories),
    )  # fmt: skip


def _commune(text: str, territories: Names[Territory]) -> Territory | None:
    if not text:
        return None
    place = territories.find(text)
    if place.level != Territory.Level.COMMUNE:
        raise Unusable(f"{quoted(text)} n’est pas une commune : donnez le code INSEE de la commune du quartier.")
    return place


def _free_code(commune: Territory, name: str, territories: Names[Territory]) -> str:
    base = f"Q{commune.code}-{slugify(name)}"[:20]
    code, number = base, 2
    while territories.with_key(code) is not None:
        suffix = f"-{number}"
        code, number = base[: 20 - len(suffix)] + suffix, number + 1
    return code
