"""The files of the observatoire, written as they are sent: all the practices of a result, however many."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from core.exports import spreadsheet_lines
from experiences.mapping.places import Place
from experiences.observatory.records import Record
from experiences.search_kinds import VOCABULARIES

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says of itself. ``address``: of the page that shows the same, absolute; ``total``: of practices."""

    name: str
    address: str
    total: int


def as_csv(records: Iterator[Record], source: Source) -> Iterator[str]:
    header = ("Identifiant", "Titre", "Résumé", "Date", "Territoires", "Organisations", "Thèmes",
              *(label for label, _ in VOCABULARIES.values()), "Licence", "Mise à jour", "Adresse")  # fmt: skip
    return spreadsheet_lines(header, map(_row, records))


def as_json(records: Iterator[Record], source: Source) -> Iterator[str]:
    """An object: ``source``, ``address``, ``count`` and ``practices``."""
    return _within(_described(source), "practices", map(_object, records))


def as_geojson(records: Iterator[Record], source: Source) -> Iterator[str]:
    """A FeatureCollection (RFC 7946), one feature a practice; its geometry is null where no place has coordinates."""
    return _within({"type": "FeatureCollection", **_described(source)}, "features", map(_feature, records))


FILES: Mapping[str, tuple[str, Callable[[Iterator[Record], Source], Iterator[str]]]] = {
    "csv": ("text/csv", as_csv),
    "json": ("application/json", as_json),
    "geojson": ("application/geo+json", as_geojson),
}


def _row(record: Record) -> list[object]:
    several = ([place.label for place in record.places], record.organisations, record.themes)
    filed = ([value.label for value in record.filed[name]] for name in VOCABULARIES)
    return [
        record.id, record.title, record.summary, record.date, *map(" | ".join, several), *map(" | ".join, filed),
        record.licence.label, record.updated, record.url,
    ]  # fmt: skip


def _object(record: Record) -> Json:
    return {
        **_common(record),
        "places": [
            {"code": place.code, "name": place.label, "latitude": place.latitude, "longitude": place.longitude}
            for place in record.places
        ],
    }


def _feature(record: Record) -> Json:
    properties = {**_common(record), "places": [place.label for place in record.places]}
    return {"type": "Feature", "id": record.id, "geometry": _geometry(record), "properties": properties}


def _common(record: Record) -> Json:
    """What both forms of JSON say; a vocabulary of which a practice may have several values is a list."""
    return {
        "id": record.id,
        "title": record.title,
        "summary": record.summary,
        "url": record.url,
        "date": record.date,
        "updated": record.updated,
        "licence": {"code": record.licence.code, "label": record.licence.label, "url": record.licence_url},
        "themes": list(record.themes),
        "organisations": list(record.organisations),
        **{name: [{"code": value.code, "label": value.label} for value in record.filed[name]] for name in VOCABULARIES},
    }


def _geometry(record: Record) -> Json | None:
    points = list(dict.fromkeys(point for place in record.places if (point := _coordinates(place))))
    if not points:
        return None
    return (
        {"type": "Point", "coordinates": points[0]}
        if len(points) == 1
        else {
            "type": "MultiPoint",
            "coordinates": points,
        }
    )


def _coordinates(place: Place) -> tuple[float, float] | None:
    """Longitude first, as GeoJSON wants."""
    if place.latitude is None or place.longitude is None:
        return None
    return place.longitude, place.latitude


def _described(source: Source) -> Json:
    return {"source": source.name, "address": source.address, "count": source.total}


def _within(described: Json, name: str, objects: Iterator[Json]) -> Iterator[str]:
    """One JSON object: what is ``described``, then the list ``name``, an object a line."""
    yield json.dumps(described, ensure_ascii=False)[:-1] + f', "{name}": ['
    before = "\n"
    for one in objects:
        yield before + json.dumps(one, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"
