"""What stands around items (where they are filed, who took part, their files), of a whole list in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from core.models import KnowledgePage, PageDocument, PageOrganisation, PagePerson, PageTag, PageTerritory


class Row(NamedTuple):
    """One thing beside an item. What ``more`` holds depends on ``relation``, see ``_RELATIONS``; "" for nothing."""

    relation: str
    item: int
    position: int
    code: str
    name: str
    more: tuple[str, ...]


_MOST_COLUMNS = 6
# Relation → its table, the column of the item, that of the order ("" = by name), then code, name and the rest.
_RELATIONS: dict[str, tuple[QuerySet, str, str, tuple[str, ...]]] = {
    "themes": (KnowledgePage.themes.through.objects, "knowledgepage", "", ("theme__slug", "theme__name")),
    "audiences": (KnowledgePage.audiences.through.objects, "knowledgepage", "", ("audience__slug", "audience__name")),
    "tags": (PageTag.objects, "content_object", "", ("tag__slug", "tag__name")),
    "territories": (
        PageTerritory.objects, "page", "sort_order",
        ("territory__code", "territory__name", "territory__level", "territory__commune__name", "territory__latitude",
         "territory__longitude"),
    ),
    "organisations": (
        PageOrganisation.objects, "page", "sort_order",
        ("organisation__slug", "organisation__name", "role", "note"),
    ),
    "people": (
        PagePerson.objects, "page", "sort_order",
        ("person__slug", "person__name", "role", "function", "person__function"),
    ),
    "documents": (
        PageDocument.objects, "page", "sort_order",
        ("document__pk", "document__title", "document__file", "document__file_size"),
    ),
}  # fmt: skip


def around(ids: Collection[int]) -> dict[tuple[str, int], list[Row]]:
    """(relation, item) → its rows, in order; nothing where there are none."""
    found: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in _rows(ids):
        found[row.relation, row.item].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.position, row.name))
    return found


def _rows(ids: Collection[int]) -> Iterable[Row]:
    first, *others = (
        _columns(relation, manager.filter(**{f"{item}__in": ids}), item, position, columns)
        for relation, (manager, item, position, columns) in _RELATIONS.items()
    )
    for relation, item, position, code, name, *more in first.union(*others, all=True):
        yield Row(relation, item, position or 0, code, name, tuple(text or "" for text in more))


def _columns(relation: str, rows: QuerySet, item: str, position: str, columns: tuple[str, ...]) -> QuerySet:
    empty = [Value("", output_field=TextField())] * (_MOST_COLUMNS - len(columns))
    texts = [Cast(F(name), TextField()) for name in columns]
    return rows.order_by().values_list(
        Value(relation, output_field=TextField()), item, F(position) if position else Value(0), *texts, *empty
    )
