"""Items as the API says them, read a list at a time: as many queries for two hundred as for one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse

from core.items import LICENCE_URLS
from core.models import KnowledgePage, PageOrganisation, PagePerson
from core.routing import url_of
from core.visibility import visible_q
from search.models import FacetValue, IndexedItem
from search.registry import facets, kinds
from taxonomy.models import Territory, territory_label

from .around import Row, around
from .kinds.terms import labelled
from .texts import Writer

Said = dict[str, object]  # what becomes JSON
COLUMNS = (
    "pk", "kind", "title", "summary", "sort_date", "version", "page__url_path", "page__licence",
    "page__first_published_at",
)  # fmt: skip
_LICENCES = dict(KnowledgePage.Licence.choices)
_LEVELS = dict(Territory.Level.choices)
_ROLES = dict(PageOrganisation.Role.choices)
_PARTS = dict(PagePerson.Role.choices)


def items(ids: Sequence[int], writer: Writer) -> list[Said]:
    """These items, in this order, those that the public may see."""
    # The index follows what is public; asking the pages again makes a leak impossible even if it lagged.
    visible = IndexedItem.objects.filter(visible_q("page__"), pk__in=ids)
    found = {row["pk"]: row for row in visible.values(*COLUMNS)}
    beside = around(found)
    classification = _classification({pk: row["kind"] for pk, row in found.items()})
    return [
        {
            **_own(found[pk], writer),
            **{name: [say(row, writer) for row in beside[name, pk]] for name, say in BESIDE.items()},
            "classification": classification[pk],
        }
        for pk in ids
        if pk in found
    ]


def api_url(pk: int, writer: Writer) -> str:
    return f"{writer.base}{reverse('api-1:read_item', args=[pk])}"


def moment(version: int) -> datetime.datetime:
    """When the index was last written of an item, from the version it then gave it (see ``IndexedItem``)."""
    return datetime.datetime.fromtimestamp(version / 1_000_000, datetime.UTC)


def _own(row: Said, writer: Writer) -> Said:
    kind = kinds().get(str(row["kind"]))
    return {
        "id": row["pk"],
        "kind": row["kind"],
        "kind_label": kind.label if kind else row["kind"],
        "title": row["title"],
        "summary": row["summary"],
        "url": writer.absolute(url_of(str(row["page__url_path"]))),
        "api_url": api_url(int(str(row["pk"])), writer),
        "date": row["sort_date"] or None,
        "published_at": row["page__first_published_at"],
        "modified_at": moment(int(str(row["version"]))),
        "licence": licence(str(row["page__licence"])),
    }


def licence(code: str) -> Said:
    return {"code": code, "label": _LICENCES.get(code, code), "url": LICENCE_URLS.get(code)}


def _filed(row: Row, writer: Writer) -> Said:
    return {"code": row.code, "name": row.name}


def _place(row: Row, writer: Writer) -> Said:
    level, commune, *degrees = row.more
    latitude, longitude = (float(text) if text else None for text in degrees)
    return place(row.code, row.name, level, commune, latitude, longitude)


def place(
    code: str, name: str, level: str, commune: str | None, latitude: float | None, longitude: float | None
) -> Said:
    return {
        "code": code,
        "name": name,
        "label": territory_label(level, code, name, commune or ""),
        "level": labelled(level, _LEVELS),
        "latitude": latitude,
        "longitude": longitude,
    }


def _organisation(row: Row, writer: Writer) -> Said:
    role, note, *_ = row.more
    return {
        "code": row.code,
        "name": row.name,
        "role": labelled(role, _ROLES),
        "note": note,
        "url": f"{writer.base}{reverse('organisation', args=[row.code])}",
    }


def _person(row: Row, writer: Writer) -> Said:
    role, function, usual, *_ = row.more
    return {
        "code": row.code,
        "name": row.name,
        "role": labelled(role, _PARTS),
        "function": function or usual,
        "url": f"{writer.base}{reverse('person', args=[row.code])}",
    }


def _document(row: Row, writer: Writer) -> Said:
    file, size, *_ = row.more
    name = file.rsplit("/", 1)[-1]
    return {
        "title": row.name,
        "url": f"{writer.base}{reverse('wagtaildocs_serve', args=[row.code, name])}",
        "extension": name.rpartition(".")[2].lower(),
        "size": int(size) if size else None,
    }


BESIDE: Mapping[str, Callable[[Row, Writer], Said]] = {
    "themes": _filed,
    "territories": _place,
    "audiences": _filed,
    "tags": _filed,
    "organisations": _organisation,
    "people": _person,
    "documents": _document,
}


def _classification(kind_of: dict[int, str]) -> dict[int, dict[str, list[Said]]]:
    """Of each item, the facets of its kind: all of them, with the values it has."""
    own = {code: tuple(kind.facets) for code, kind in kinds().items()}
    labels = {
        name: facet.choices() for name, facet in facets().items() if facet.choices and name in {*sum(own.values(), ())}
    }
    found: dict[int, dict[str, list[Said]]] = {
        pk: {name: [] for name in own.get(kind, ())} for pk, kind in kind_of.items()
    }
    rows = FacetValue.objects.filter(item__in=kind_of, facet__in=labels).order_by("facet", "value")
    for pk, facet, value in rows.values_list("item_id", "facet", "value"):
        if facet in found[pk]:
            found[pk][facet].append({"code": value, "label": str(labels[facet].get(value, value))})
    return found
