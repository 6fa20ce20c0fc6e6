"""The référentiel of territories in memory: 36,000 rows, made into objects only where a record names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from django.utils.text import slugify

from exchange.given import Given
from exchange.problems import Unusable, quoted, suggestion
from french.folding import fold
from taxonomy.models import Territory

LEVELS = dict(Territory.Level.choices)
FIELDS = [field.attname for field in Territory._meta.concrete_fields]
PK, CODE, FOLDED = FIELDS.index("id"), FIELDS.index("code"), FIELDS.index("folded")
WIDER = [Territory._meta.get_field(name) for name in ("commune", "epci", "departement", "region")]
MOST_NAMED = 6
_WITH_DEPARTEMENT = re.compile(r"(?P<name>.+?)\s*\((?P<departement>\d[\dAB]\d?)\)")
_WITH_COMMUNE = re.compile(r"(?P<name>.+?),\s*(?P<commune>[^,]+)")


class Territories:
    """Found by code, by name, or by name and what tells it from its namesakes: « Saint-Denis (93) »."""

    def __init__(self) -> None:
        self._objects: dict[int, Territory] = {}

    @cached_property
    def _rows(self) -> dict[int, tuple]:
        return {row[PK]: row for row in Territory.objects.order_by().values_list(*FIELDS)}

    @cached_property
    def _by_code(self) -> dict[str, int]:
        return {row[CODE]: pk for pk, row in self._rows.items()}

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for pk, row in self._rows.items():
            found[row[FOLDED]].append(pk)
        return found

    def with_key(self, code: str) -> Territory | None:
        pk = self._by_code.get(code)
        return self._object(pk) if pk is not None else None

    def called(self, name: str) -> list[Territory]:
        return [self._object(pk) for pk in self._by_name.get(fold(name), ())]

    def find(self, text: str) -> Territory:
        found = self.with_key(text)
        if found is not None:
            return found
        namesakes = list(self._meant_by(text))
        if len(namesakes) == 1:
            return namesakes[0]
        if namesakes:
            some = " ; ".join(map(_described, namesakes[:MOST_NAMED]))
            more = " ; …" if len(namesakes) > MOST_NAMED else ""
            raise Unusable(f"{quoted(text)} peut désigner plusieurs territoires : {some}{more}. Donnez le code.")
        hint = suggestion(text, (self._rows[pks[0]][FIELDS.index("name")] for pks in self._by_name.values() if pks))
        raise Unusable(f"aucun territoire ne porte le code ou le nom {quoted(text)}.{hint}")

    def add(self, place: Territory) -> None:
        self._rows[place.pk] = tuple(getattr(place, name) for name in FIELDS)
        self._by_code[place.code] = place.pk
        self._by_name[place.folded].append(place.pk)
        self._objects[place.pk] = place

    def remove(self, place: Territory) -> None:
        self._rows.pop(place.pk, None)
        self._by_code.pop(place.code, None)
        self._by_name[place.folded] = [pk for pk in self._by_name[place.folded] if pk != place.pk]
        self._objects.pop(place.pk, None)

    def _meant_by(self, text: str) -> Iterator[Territory]:
        plain = self.called(text)
        if plain:
            yield from plain
        elif match := _WITH_DEPARTEMENT.fullmatch(text):
            yield from (place for place in self.called(match["name"]) if place.code.startswith(match["departement"]))
        elif match := _WITH_COMMUNE.fullmatch(text):
            commune = fold(match["commune"])
            for place in self.called(match["name"]):
                if place.commune is not None and place.commune.folded == commune:
                    yield place

    def _object(self, pk: int) -> Territory:
        """The territory itself, holding the wider ones it stands in: reading them asks the database nothing."""
        place = self._objects.get(pk)
        if place is None:
            place = self._objects[pk] = Territory.from_db("default", FIELDS, self._rows[pk])
            for field in WIDER:
                wider = getattr(place, field.attname)
                field.set_cached_value(place, self._object(wider) if wider is not None else None)
        return place


def quartier(given: Given, territories: Territories) -> Territory | None:
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
        level=Territory.Level.QUARTIER,
        name=name,
        folded=fold(name),
        commune=commune,
        is_priority=bool(code),
        epci=commune.epci,
        departement=commune.departement,
        region=commune.region,
        code=code or _free_code(commune, name, territories),
    )


def _commune(text: str, territories: Territories) -> Territory | None:
    if not text:
        return None
    place = territories.find(text)
    if place.level != Territory.Level.COMMUNE:
        raise Unusable(f"{quoted(text)} n’est pas une commune : donnez le code INSEE de la commune du quartier.")
    return place


def _described(place: Territory) -> str:
    return f"{place.code} ({LEVELS[place.level]}, {place.label})"


def _free_code(commune: Territory, name: str, territories: Territories) -> str:
    base = f"Q{commune.code}-{slugify(name)}"[:20]
    code, number = base, 2
    while territories.with_key(code) is not None:
        suffix = f"-{number}"
        code, number = base[: 20 - len(suffix)] + suffix, number + 1
    return code
