"""A batch of new items, written as the editor would have left them: place in the tree, content, revision, history,
references, both search indexes."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from modelsearch.backends import get_search_backends_with_name
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend
from wagtail.signals import page_published, published

from core import caching
from core.models import KnowledgePage

from . import rows, tree
from .contents import content_of


@dataclass(slots=True)
class NewPage:
    """An item built from a record and found good: its children in memory, its slug chosen, nothing saved."""

    page: KnowledgePage
    parent: Page
    revision: Revision | None = field(default=None)


def add(items: Sequence[NewPage], *, publish: bool, before: Callable[[], None]) -> None:
    """Inside a transaction. ``before`` is called once the items have their ids, before anything is written."""
    if not items:
        return
    now = timezone.now()
    _place(items)
    by_model: dict[type[KnowledgePage], list[NewPage]] = defaultdict(list)
    for item in items:
        by_model[type(item.page)].append(item)
    for page, pk in zip((item.page for item in items), rows.reserve_ids(Page, len(items)), strict=True):
        _set_id(page, pk)
        page.live = publish
        page.draft_title = page.title
        page.translation_key = page.translation_key or uuid.uuid4()
        page.content_type = ContentType.objects.get_for_model(page)
    before()
    children = _number_children(items)
    _prepare_revisions(items, now, publish=publish)
    for model, ones in by_model.items():
        rows.insert_chain([item.page for item in ones])
        _insert_many_to_many(model, [item.page for item in ones])
    for things in children.values():
        rows.insert(things)
    rows.insert([item.revision for item in items if item.revision])
    _log(items, now, publish=publish)
    _index(by_model, publish=publish)
    if publish:
        for item in items:
            page_published.send(sender=type(item.page), instance=item.page, revision=item.revision)
            published.send(sender=type(item.page), instance=item.page, revision=item.revision)


def _set_id(page: KnowledgePage, pk: int) -> None:
    page.id = pk
    for model in (type(page), *page._meta.get_parent_list()):
        for link in model._meta.parents.values():
            setattr(page, link.attname, pk)


def _place(items: Sequence[NewPage]) -> None:
    by_parent: dict[int, list[NewPage]] = defaultdict(list)
    for item in items:
        by_parent[item.parent.pk].append(item)
    for ones in by_parent.values():
        tree.place([item.page for item in ones], ones[0].parent)


@cache
def _child_relations(model: type[KnowledgePage]) -> tuple[tuple[str, str], ...]:
    """(name of the relation, column of the child that holds the page's id)"""
    return tuple((relation.get_accessor_name(), relation.field.attname) for relation in get_all_child_relations(model))


def _number_children(items: Iterable[NewPage]) -> dict[type[Model], list[Model]]:
    """The children of all these pages by table, each with its id and its page's."""
    children: dict[type[Model], list[Model]] = defaultdict(list)
    for item in items:
        for name, column in _child_relations(type(item.page)):
            manager = getattr(item.page, name)
            if not manager.is_deferring:
                setattr(item.page, name, [])  # none: held in memory, so that reading it asks the database nothing
                continue
            for child in manager.all():
                setattr(child, column, item.page.pk)
                children[type(child)].append(child)
    for things in children.values():
        rows.number(things)
    return children


def _prepare_revisions(items: Sequence[NewPage], now: datetime.datetime, *, publish: bool) -> None:
    page_type = ContentType.objects.get_for_model(Page)
    ids = rows.reserve_ids(Revision, len(items))
    for item, pk in zip(items, ids, strict=True):
        page = item.page
        item.revision = Revision(
            pk=pk, content_type=page.content_type, base_content_type=page_type, object_id=str(page.pk), created_at=now,
            content=content_of(page), object_str=str(page),
        )  # fmt: skip
        page.latest_revision = item.revision
        page.latest_revision_created_at = now
        page.has_unpublished_changes = not publish
        if publish:
            page.live_revision = item.revision
            page.first_published_at = page.last_published_at = now


def _insert_many_to_many(model: type[KnowledgePage], pages: Sequence[KnowledgePage]) -> None:
    for relation in get_all_child_m2m_relations(model):
        pairs = [(page.pk, thing.pk) for page in pages for thing in getattr(page, relation.name).all()]
        rows.insert_pairs(
            relation.remote_field.through, (relation.m2m_column_name(), relation.m2m_reverse_name()), pairs
        )


def _log(items: Sequence[NewPage], now: datetime.datetime, *, publish: bool) -> None:
    entries = []
    for item in items:
        told = {"page": item.page, "content_type": item.page.content_type, "label": item.page.get_admin_display_title()}
        entries.append(PageLogEntry(action="wagtail.create", timestamp=now, content_changed=True, **told))
        if publish:
            entries.append(
                PageLogEntry(
                    action="wagtail.publish", timestamp=now, content_changed=True, revision=item.revision, **told
                )
            )
    rows.insert(entries)


def _index(by_model: dict[type[KnowledgePage], list[NewPage]], *, publish: bool) -> None:
    references = []
    for model, items in by_model.items():
        pages = [item.page for item in items]
        for page in pages:
            references += references_of(page)
        for _, backend in get_search_backends_with_name(with_auto_update=True):
            backend.add_bulk(model, pages)
        if publish:
            with caching.asked_once():
                get_search_backend("public").add_bulk(model, pages)
    rows.insert(references)


def references_of(page: KnowledgePage) -> list[ReferenceIndex]:
    """The rows of Wagtail's reference index for a new page: what it uses, and where.

    What a child uses is recorded under the class that the child belongs to, as saving it alone would.
    """
    base = ContentType.objects.get_for_model(Page).pk
    owners = _owners(type(page))
    return [
        ReferenceIndex(
            content_type_id=owners.get(model_path.partition(".")[0], page.content_type_id),
            base_content_type_id=base,
            object_id=str(page.pk),
            to_content_type_id=to_type,
            to_object_id=to_id,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for to_type, to_id, model_path, content_path in set(ReferenceIndex._extract_references_from_object(page))
    ]


@cache
def _owners(model: type[KnowledgePage]) -> dict[str, int]:
    """Child relation → content type of the class that declares it."""
    return {
        relation.get_accessor_name(): ContentType.objects.get_for_model(relation.model).pk
        for relation in get_all_child_relations(model)
    }
