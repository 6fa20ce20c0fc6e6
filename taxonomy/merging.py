"""Making two rows one: whatever named the first names the second, in the tables and in every kept revision.

Revisions count because a draft or a scheduled version brings back what it holds when it is published: a tag merged in
the tables alone is lost again by the next older draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.fields.related import ForeignKey, ManyToManyField
from wagtail.models import Revision

Json = dict[str, object] | list[object] | str | int | float | bool | None


@transaction.atomic
def merge(source: models.Model, target: models.Model) -> None:
    """Moves every link from ``source`` to ``target``, then deletes ``source``."""
    rewrite_revisions(type(source), source.pk, target.pk)
    for field in fields_naming(type(source)):
        if isinstance(field, ManyToManyField):
            _move_many_to_many(field, source, target)
        else:
            _move_foreign_key(field, source, target)
    source.delete()


def rewrite_revisions(model: type[models.Model], former: int, new: int | None) -> int:
    """In every revision, ``new`` (or nothing) where a link to ``model`` named ``former``; the number rewritten."""
    names = _names_by_content_type(model)
    changed = []
    for revision in (
        Revision.objects.filter(content_type_id__in=names).only("pk", "content", "content_type_id").iterator()
    ):
        content, differs = _rewritten(revision.content, names[revision.content_type_id], former, new)
        if differs:
            revision.content = content
            changed.append(revision)
    Revision.objects.bulk_update(changed, ["content"], batch_size=100)
    return len(changed)


def fields_naming(model: type[models.Model]) -> list[ForeignKey | ManyToManyField]:
    """Every field of the site that leads to ``model``."""
    fields = (relation.field for relation in model._meta.related_objects)
    return [field for field in fields if isinstance(field, (ForeignKey, ManyToManyField))]


@dataclass(frozen=True, slots=True)
class _Names:
    """Where a revision of one type may name the model: keys that hold lists of ids, keys that hold one id."""

    lists: frozenset[str]
    ones: frozenset[tuple[str, str]]  # (key of the child rows, key in each of them); "" for the item itself


def _names_by_content_type(model: type[models.Model]) -> dict[int, _Names]:
    """For each type that keeps revisions and can name ``model``, where it does."""
    found: dict[int, _Names] = {}
    for holder in apps.get_models():
        lists, ones = set(), set()
        for field in fields_naming(model):
            if isinstance(field, ManyToManyField) and issubclass(holder, field.model):
                lists.add(field.name)
            elif not isinstance(field, ManyToManyField):
                ones |= set(_keys_leading_to(field, holder))
        if lists or ones:
            key = ContentType.objects.get_for_model(holder, for_concrete_model=False).pk
            found[key] = _Names(frozenset(lists), frozenset(ones))
    return found


def _keys_leading_to(field: ForeignKey, holder: type[models.Model]) -> Iterator[tuple[str, str]]:
    if issubclass(holder, field.model):
        yield "", field.name
    for relation in holder._meta.related_objects:
        if relation.related_model is field.model and relation.get_accessor_name():
            yield relation.get_accessor_name(), field.name


def _rewritten(content: dict[str, Json], names: _Names, former: int, new: int | None) -> tuple[dict[str, Json], bool]:
    content, before = dict(content), repr(content)
    for key in names.lists:
        if former in (content.get(key) or []):
            kept = [new if pk == former else pk for pk in content[key]]
            content[key] = [pk for pk in dict.fromkeys(kept) if pk is not None]
    for rows_key, key in names.ones:
        if not rows_key:
            content |= {key: new} if content.get(key) == former else {}
        elif isinstance(content.get(rows_key), list):
            content[rows_key] = _rewritten_rows(content[rows_key], key, former, new)
    return content, repr(content) != before


def _rewritten_rows(rows: list[dict[str, Json]], key: str, former: int, new: int | None) -> list[dict[str, Json]]:
    """Child rows with ``new`` for ``former``; a row that would then say the same twice goes."""
    if all(row.get(key) != former for row in rows):
        return rows
    there = {row.get(key) for row in rows}
    if new is None or new in there:
        return [row for row in rows if row.get(key) != former]
    return [{**row, key: new} if row.get(key) == former else row for row in rows]


def _move_many_to_many(field: ManyToManyField, source: models.Model, target: models.Model) -> None:
    through, here, there = field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()
    rows = through._base_manager.filter(**{there: source.pk})
    already = through._base_manager.filter(**{there: target.pk}).values(here)
    rows.exclude(**{f"{here}__in": already}).update(**{there: target.pk})


def _move_foreign_key(field: ForeignKey, source: models.Model, target: models.Model) -> None:
    rows = field.model._base_manager.filter(**{field.name: source.pk})
    owner = _owner_of_link(field)
    if owner is not None:
        already = field.model._base_manager.filter(**{field.name: target.pk}).values(owner.attname)
        rows.filter(**{f"{owner.attname}__in": already}).delete()
    rows.update(**{field.name: target.pk})


def _owner_of_link(field: ForeignKey) -> ForeignKey | None:
    """The other end of ``field``, where its rows do nothing but link two things: there, twice the same is one."""
    others = [other for other in field.model._meta.concrete_fields if other is not field and not other.primary_key]
    owners = [other for other in others if isinstance(other, ForeignKey)]
    says_more = any(not isinstance(other, (ForeignKey, models.IntegerField)) for other in others)
    return owners[0] if len(owners) == 1 and not says_more else None
