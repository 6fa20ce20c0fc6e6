"""Everything that an item's page shows around its own fields (themes, places, actors, documents), in one query.

The statement is the union of seven querysets, compiled once a process: asked one by one they would cost more than the
rest of the page, most of it in building SQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from taxonomy.models import Audience, Theme

if TYPE_CHECKING:
    from .models import KnowledgePage

_ANY_PAGE = -4_242_424_242  # stands for the page's id in the compiled statement


class Row(NamedTuple):
    """One thing beside an item. What ``code``, ``more`` and ``note`` hold depends on ``relation``."""

    relation: str  # themes, audiences, tags, territories, organisations, people, documents
    position: int
    name: str
    slug: str
    code: str
    more: str
    note: str
    owner: str = ""


def surroundings(page: KnowledgePage) -> dict[str, list[Row]]:
    """Relation → its rows, in order. A draft being previewed has them in memory, not in the database."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _in_memory(page) if is_being_edited(page) else _stored(page.pk):
        found[row.relation].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.position, row.name))
    return found


def is_being_edited(page: KnowledgePage) -> bool:
    return page.pk is None or bool(getattr(page, "_cluster_related_objects", None))


def _stored(pk: int) -> Iterator[Row]:
    sql, parameters = _statement()
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk if value == _ANY_PAGE else value for value in parameters])
        for relation, position, *texts in cursor.fetchall():
            yield Row(relation, position or 0, *(text or "" for text in texts))


@cache
def _statement() -> tuple[str, tuple[object, ...]]:
    from .models import PageDocument, PageOrganisation, PagePerson, PageTerritory, Tag

    page = {"page": _ANY_PAGE}
    first, *others = (
        _columns("themes", Theme.objects.filter(pages=_ANY_PAGE), None, "name", "slug"),
        _columns("audiences", Audience.objects.filter(pages=_ANY_PAGE), None, "name", "slug"),
        _columns("tags", Tag.objects.filter(tagged_pages__content_object=_ANY_PAGE), None, "name", "slug"),
        _columns(
            "territories", PageTerritory.objects.filter(**page), "sort_order",
            "territory__name", "territory__code", "territory__level", "territory__commune__name",
        ),
        _columns(
            "organisations", PageOrganisation.objects.filter(**page), "sort_order",
            "organisation__name", "organisation__slug", "role", "note",
        ),
        _columns(
            "people", PagePerson.objects.filter(**page), "sort_order",
            "person__name", "person__slug", "role", "person__function", "function",
            "person__organisation__name",
        ),
        _columns(
            "documents", PageDocument.objects.filter(**page), "sort_order",
            "document__title", "document__pk", "document__file", "document__file_size",
        ),
    )  # fmt: skip
    return first.union(*others, all=True).query.sql_with_params()


def _columns(relation: str, rows: QuerySet, position: str | None, *names: str) -> QuerySet:
    """``rows`` as the columns of ``Row``."""
    empty = Value("", output_field=TextField())
    texts = [Cast(F(name), TextField()) for name in names] + [empty] * (6 - len(names))
    return rows.order_by().values_list(
        Value(relation, output_field=TextField()), F(position) if position else Value(0), *texts
    )


def _in_memory(page: KnowledgePage) -> Iterator[Row]:
    for relation, manager in {"themes": page.themes, "audiences": page.audiences, "tags": page.tags}.items():
        for label in manager.all():
            yield Row(relation, 0, label.name, label.slug, "", "", "")
    for link in page.page_territories.all():
        place = link.territory
        commune = place.commune.name if place.commune else ""
        yield Row("territories", link.sort_order or 0, place.name, place.code, place.level, commune, "")
    for link in page.page_organisations.all():
        body = link.organisation
        yield Row("organisations", link.sort_order or 0, body.name, body.slug, link.role, link.note, "")
    for link in page.page_people.all():
        who = link.person
        owner = who.organisation.name if who.organisation else ""
        yield Row("people", link.sort_order or 0, who.name, who.slug, link.role, who.function, link.function, owner)
    for link in page.page_documents.all():
        file = link.document
        size = str(file.file_size or "")
        yield Row("documents", link.sort_order or 0, file.title, str(file.pk), file.file.name, size, "")
