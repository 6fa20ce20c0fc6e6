"""Practices as data: what their files (CSV, JSON, GeoJSON) say of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.items import LICENCE_URLS
from core.models import KnowledgePage, PageOrganisation, PageTerritory
from core.routing import url_of
from experiences.mapping.places import Place, place_from
from experiences.search_kinds import VOCABULARIES
from search.hits import visible_items
from search.models import FacetValue, IndexedItem

BATCH = 500  # practices that are read together


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value of a fixed list, as the address of a filter says it and as it is shown."""

    code: str
    label: str


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
        batch = ids[start : start + BATCH]
        filed, places, organisations = _filed(batch), _places(batch), _organisations(batch)
        for item in visible_items(batch):
            yield _record(item, base, filed.get(item.pk, {}), places[item.pk], organisations[item.pk])


def _record(
    item: IndexedItem,
    base: str,
    filed: Mapping[str, Sequence[Labelled]],
    places: Sequence[Place],
    organisations: Sequence[str],
) -> Record:
    page = item.page
    return Record(
        id=item.pk,
        title=item.title,
        summary=item.summary,
        url=f"{base}{url_of(page.url_path)}",
        date=item.sort_date,
        updated=page.last_published_at.isoformat() if page.last_published_at else "",
        licence=Labelled(page.licence, KnowledgePage.Licence(page.licence).label),
        licence_url=LICENCE_URLS.get(page.licence, ""),
        themes=[theme["name"] for theme in item.card.get("themes", [])],
        places=places,
        organisations=organisations,
        filed={name: filed.get(name, []) for name in VOCABULARIES},
    )


def _filed(ids: Sequence[int]) -> Mapping[int, dict[str, list[Labelled]]]:
    """Item → vocabulary → its values, in the order of the vocabulary."""
    codes: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = FacetValue.objects.filter(item__in=ids, facet__in=VOCABULARIES).values_list("item", "facet", "value")
    for item, facet, value in rows:
        codes[item].add((facet, value))
    return {
        item: {
            name: [Labelled(code, str(label)) for code, label in choices.choices if (name, code) in of_item]
            for name, (_, choices) in VOCABULARIES.items()
        }
        for item, of_item in codes.items()
    }


def _places(ids: Sequence[int]) -> Mapping[int, list[Place]]:
    places: dict[int, list[Place]] = defaultdict(list)
    links = PageTerritory.objects.filter(page__in=ids).order_by("sort_order", "pk")
    for link in links.select_related("territory__commune", "territory__departement"):
        places[link.page_id].append(place_from(link.territory))
    return places


def _organisations(ids: Sequence[int]) -> Mapping[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    rows = PageOrganisation.objects.filter(page__in=ids).order_by("sort_order", "pk")
    for page, name in rows.values_list("page", "organisation__name"):
        names[page].append(name)
    return names
