"""Items as the API says them, read a list at a time: as many queries for two hundred as for one."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from django.urls import reverse

from core.items import LICENCE_URLS
from core.models import KnowledgePage, PageOrganisation, PagePerson, PageTag, PageTerritory, PortalImage
from core.pictures import card_pictures
from core.routing import url_of
from core.visibility import visible_q
from search.models import FacetValue, IndexedItem
from search.registry import facets, kinds
from taxonomy.models import Territory, territory_label

from .kinds.terms import labelled
from .texts import Writer

Said = dict[str, object]  # what becomes JSON
ByItem = dict[int, list[Said]]
COLUMNS = (
    "pk", "kind", "title", "summary", "sort_date", "version", "page__url_path", "page__licence",
    "page__first_published_at", "page__featured_image",
)  # fmt: skip
_LICENCES = dict(KnowledgePage.Licence.choices)


def items(ids: Sequence[int], writer: Writer) -> list[Said]:
    """These items, in this order, those that the public may see."""
    # The index follows what is public; asking the pages again makes a leak impossible even if it lagged.
    visible = IndexedItem.objects.filter(visible_q("page__"), pk__in=ids)
    found = {row["pk"]: row for row in visible.values(*COLUMNS)}
    around = {
        "themes": _filed(KnowledgePage.themes.through, "knowledgepage_id", "theme", found),
        "audiences": _filed(KnowledgePage.audiences.through, "knowledgepage_id", "audience", found),
        "tags": _filed(PageTag, "content_object_id", "tag", found),
        "territories": _places(found),
        "organisations": _organisations(found, writer),
        "people": _people(found, writer),
    }
    classification = _classification({pk: row["kind"] for pk, row in found.items()})
    images = _images({row["page__featured_image"] for row in found.values()} - {None}, writer)
    return [
        {
            **_own(found[pk], writer),
            **{name: by_item[pk] for name, by_item in around.items()},
            "classification": classification[pk],
            "image": images.get(found[pk]["page__featured_image"]),
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


def _grouped(rows: Iterable[Sequence[object]], say: Callable[..., Said]) -> ByItem:
    """``rows``: an item's id, then what ``say`` takes."""
    by_item: ByItem = defaultdict(list)
    for pk, *rest in rows:
        by_item[pk].append(say(*rest))
    return by_item


def _filed(through: type, item: str, label: str, ids: Iterable[int]) -> ByItem:
    rows = through.objects.filter(**{f"{item}__in": ids}).order_by(f"{label}__name")
    return _grouped(
        rows.values_list(item, f"{label}__slug", f"{label}__name"), lambda slug, name: {"code": slug, "name": name}
    )


def _places(ids: Iterable[int]) -> ByItem:
    columns = ("code", "name", "level", "commune__name", "latitude", "longitude")
    rows = PageTerritory.objects.filter(page__in=ids).order_by("sort_order", "pk")
    return _grouped(rows.values_list("page_id", *(f"territory__{name}" for name in columns)), place)


def place(
    code: str, name: str, level: str, commune: str | None, latitude: float | None, longitude: float | None
) -> Said:
    return {
        "code": code,
        "name": name,
        "label": territory_label(level, code, name, commune or ""),
        "level": labelled(level, dict(Territory.Level.choices)),
        "latitude": latitude,
        "longitude": longitude,
    }


def _organisations(ids: Iterable[int], writer: Writer) -> ByItem:
    rows = PageOrganisation.objects.filter(page__in=ids).order_by("sort_order", "pk")
    columns = ("page_id", "organisation__slug", "organisation__name", "role", "note")
    say = partial(_actor, writer, "organisation", dict(PageOrganisation.Role.choices), "note")
    return _grouped(rows.values_list(*columns), say)


def _people(ids: Iterable[int], writer: Writer) -> ByItem:
    rows = PagePerson.objects.filter(page__in=ids).order_by("sort_order", "pk")
    columns = ("page_id", "person__slug", "person__name", "role", "function", "person__function")
    say = partial(_actor, writer, "person", dict(PagePerson.Role.choices), "function")
    return _grouped(rows.values_list(*columns), say)


def _actor(
    writer: Writer, view: str, roles: dict[str, str], said_as: str, slug: str, name: str, role: str, *told: str
) -> Said:
    """``told``: what is said of them as ``said_as``; the first that says something."""
    return {
        "code": slug,
        "name": name,
        "role": labelled(role, roles),
        said_as: next(filter(None, told), ""),
        "url": f"{writer.base}{reverse(view, args=[slug])}",
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


def _images(ids: set[int], writer: Writer) -> dict[int, Said]:
    pictures = card_pictures(ids)
    told = PortalImage.objects.filter(pk__in=pictures).values_list("pk", "description", "title", "credit")
    return {
        pk: {
            "url": writer.absolute(pictures[pk].src),
            "width": int(pictures[pk].width),
            "height": int(pictures[pk].height),
            "alt": description or title,
            "credit": credit,
        }
        for pk, description, title, credit in told
    }
