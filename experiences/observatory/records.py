"""Practices as data: what their files (CSV, JSON, GeoJSON) say of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from core.items import LICENCE_URLS
from core.models import KnowledgePage, PageOrganisation, PageTerritory
from core.routing import url_of
from core.visibility import visible_q
from experiences.mapping.places import Place, places_with
from experiences.search_kinds import VOCABULARIES
from search.models import FacetValue, IndexedItem

BATCH = 500  # practices that are read together
# Of an item, only what a record says: whole items would take most of the time of a file.
COLUMNS = ("pk", "title", "summary", "sort_date", "card", "page__url_path", "page__last_published_at", "page__licence")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value of a fixed list, as the address of a filter says it and as it is shown."""

    code: str
    label: str

    @classmethod
    def each(cls, choices: type[TextChoices]) -> dict[str, Labelled]:
        """Code → value, in the order of the list."""
        return {code: cls(code, str(label)) for code, label in choices.choices}


LICENCES = Labelled.each(KnowledgePage.Licence)
VALUES = {name: Labelled.each(choices) for name, (_, choices) in VOCABULARIES.items()}


@dataclass(frozen=True, slots=True)
class Record:
    """One practice. ``date``: ISO, to its precision; ``updated``: an ISO moment; ``filed``: vocabulary → its values."""

    id: int
    title: str
    summary: str
    url: str
    date: str
    updated: str
    licence: Labelled
    licence_url: str
    themes: Sequence[str]
    places: Sequence[Place]
    organisations: Sequence[str]
    filed: Mapping[str, Sequence[Labelled]]


def records_of(ids: Sequence[int], base: str) -> Iterator[Record]:
    """The practices of these ids that the public may see, in their order; ``base``: the site's address, without final
    slash."""
    for start in range(0, len(ids), BATCH):
        yield from _records(ids[start : start + BATCH], base)


def _records(ids: Sequence[int], base: str) -> Iterator[Record]:
    filed, places, organisations = _filed(ids), _places(ids), _organisations(ids)
    items = IndexedItem.objects.filter(visible_q("page__"), pk__in=ids).values_list(*COLUMNS)
    rows = {row[0]: row for row in items}
    for pk, title, summary, date, card, path, updated, licence in (rows[pk] for pk in ids if pk in rows):
        yield Record(
            id=pk,
            title=title,
            summary=summary,
            url=f"{base}{url_of(path)}",
            date=date,
            updated=updated.isoformat() if updated else "",
            licence=LICENCES[licence],
            licence_url=LICENCE_URLS.get(licence, ""),
            themes=[theme["name"] for theme in card.get("themes", [])],
            places=places[pk],
            organisations=organisations[pk],
            filed=filed[pk],
        )


def _filed(ids: Sequence[int]) -> Mapping[int, Mapping[str, list[Labelled]]]:
    """Item → vocabulary → its values, in the order of the vocabulary."""
    codes: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = FacetValue.objects.filter(item__in=ids, facet__in=VOCABULARIES).values_list("item", "facet", "value")
    for item, facet, code in rows:
        codes[item].add((facet, code))
    return {
        item: {
            name: [value for code, value in values.items() if (name, code) in codes[item]]
            for name, values in VALUES.items()
        }
        for item in ids
    }


def _places(ids: Sequence[int]) -> Mapping[int, list[Place]]:
    places: dict[int, list[Place]] = defaultdict(list)
    links = list(
        PageTerritory.objects.filter(page__in=ids).order_by("sort_order", "pk").values_list("page", "territory")
    )
    known = places_with(sorted({territory for _, territory in links}))
    for page, territory in links:
        if territory in known:  # not deleted meanwhile
            places[page].append(known[territory])
    return places


def _organisations(ids: Sequence[int]) -> Mapping[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    rows = PageOrganisation.objects.filter(page__in=ids).order_by("sort_order", "pk")
    for page, name in rows.values_list("page", "organisation__name"):
        names[page].append(name)
    return names
