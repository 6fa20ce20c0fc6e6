"""What the bulk import writes is what the editor would have left, table by table and field by field."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from modelsearch.conf import get_app_config
from wagtail.blocks import StreamValue
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from core.models import (
    KnowledgePage,
    PageDocument,
    PageLink,
    PageOrganisation,
    PagePerson,
    PageTag,
    PageTerritory,
)
from exchange.files import Files
from exchange.importer import Importer, Options
from exchange.readers import Record, read
from resources.models import BibliographyEntry
from search.models import FacetValue, IndexedItem
from tests.exchange.conftest import TEMPLATES, Told, in_json_lines, templates

pytestmark = pytest.mark.django_db

Row: TypeAlias = "dict[str, object]"
PAGE_TEMPLATES = ("experience", "practice_sheet", "recording", "bibliography", "event", "news", "page")
CHILDREN = (PageTag, PageTerritory, PageOrganisation, PagePerson, PageDocument, PageLink, BibliographyEntry)
# What differs from one item to the next, and from one moment to the next.
OWN = {
    "version",
    "id", "pk", "page", "page_id", "page_ptr_id", "knowledgepage_ptr_id", "content_object", "content_object_id",
    "object_id", "path", "url_path", "url", "slug", "external_id", "translation_key", "latest_revision_id",
    "live_revision_id", "revision_id",
    "created_at", "timestamp", "latest_revision_created_at", "first_published_at", "last_published_at", "item_id",
    "content_path_hash", "title_norm", "numchild",
}  # fmt: skip


def twin_of(record: Row) -> Row:
    """The same record under an identifier and an address of its own."""
    twin = {name: value for name, value in record.items() if name != "legacy_url"}
    return {**twin, "external_id": f"jumelle-{record['external_id']}", "slug": f"jumelle-{record.get('slug', 'x')}"}


def made_by_the_editor(path: Path) -> None:
    """Each record of ``path``, read and checked as the import does, then saved as the admin does."""
    importer = Importer([path], Options(), Told())
    importer.prepare()
    importer.intake.sources.files = Files(path.parent)
    for line in read(path):
        assert isinstance(line, Record)
        importer.intake.take(line, "")
    for planned in importer.intake.planned:
        page = planned.new.page
        page.page_links = [
            PageLink(
                target_id=importer.known.pages[link.to].pk, kind=link.kind, note=link.note, sort_order=link.position
            )
            for link in planned.links
        ]
        Page.objects.get(pk=planned.new.parent.pk).specific.add_child(instance=page)
        page.save_revision().publish()


@pytest.fixture(scope="module")
def twins(every_template: Mapping[str, KnowledgePage]) -> list[tuple[KnowledgePage, KnowledgePage]]:
    """Each item of the templates, imported, with the same made by the editor."""
    records = [twin_of(record) for kind in PAGE_TEMPLATES for record in templates(kind) if "parent" not in record]
    path = in_json_lines(TEMPLATES / ".jumelles.jsonl", records)
    try:
        made_by_the_editor(path)
    finally:
        path.unlink()
    twin_pages = {
        page.external_id: page for page in KnowledgePage.objects.filter(external_id__startswith="jumelle-").specific()
    }
    pairs = [(page, twin_pages.get(f"jumelle-{external_id}")) for external_id, page in every_template.items()]
    return [(page, twin) for page, twin in pairs if twin is not None]


def without_its_own(row: Row) -> Row:
    return {name: readable(value) for name, value in row.items() if name not in OWN}


def readable(value: object) -> object:
    """Block ids left out, streams read: what is left is content."""
    if isinstance(value, StreamValue):
        value = value.get_prep_value()
    if isinstance(value, str) and value.startswith("[{") and value.endswith("}]"):
        value = json.loads(value)
    if isinstance(value, list):
        return [readable(item) for item in value]
    return without_its_own(value) if isinstance(value, dict) else value


def rows(model: type[Model], **where: object) -> list[Row]:
    return [without_its_own(row) for row in model.objects.filter(**where).order_by("pk").values()]


def own_fields(page: KnowledgePage) -> Row:
    return without_its_own({field.attname: getattr(page, field.attname) for field in page._meta.concrete_fields})


def full_text(page: KnowledgePage) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT * FROM search_fts WHERE rowid = %s", [page.pk])
        else:
            cursor.execute("SELECT vector::text FROM search_fts WHERE id = %s", [page.pk])
        return cursor.fetchall()


def test_the_item_and_all_that_hangs_on_it_is_the_same(twins: list[tuple[KnowledgePage, KnowledgePage]]) -> None:
    assert len(twins) == 8
    for imported, edited in twins:
        assert own_fields(imported) == own_fields(edited)
        for child in CHILDREN:
            key = "content_object" if child is PageTag else "page"
            assert rows(child, **{key: imported.pk}) == rows(child, **{key: edited.pk}), child
        for name in ("themes", "audiences"):
            assert list(getattr(imported, name).all()) == list(getattr(edited, name).all())


def test_the_revision_holds_the_same_content(twins: list[tuple[KnowledgePage, KnowledgePage]]) -> None:
    for imported, edited in twins:
        found, expected = (rows(Revision, object_id=str(page.pk)) for page in (imported, edited))
        assert found == expected
        assert found[0]["content"].keys() == expected[0]["content"].keys()
        assert imported.live_revision_id == imported.latest_revision_id == imported.revisions.get().pk


def test_the_history_says_created_then_published(twins: list[tuple[KnowledgePage, KnowledgePage]]) -> None:
    for imported, edited in twins:
        assert rows(PageLogEntry, page=imported.pk) == rows(PageLogEntry, page=edited.pk)
        assert [entry["action"] for entry in rows(PageLogEntry, page=imported.pk)] == [
            "wagtail.create",
            "wagtail.publish",
        ]


def test_the_references_are_the_same(twins: list[tuple[KnowledgePage, KnowledgePage]]) -> None:
    def references(page: KnowledgePage) -> list[tuple[object, ...]]:
        names = ("content_type", "base_content_type", "to_content_type", "to_object_id", "model_path")
        return sorted(ReferenceIndex.objects.filter(object_id=str(page.pk)).values_list(*names))

    for imported, edited in twins:
        assert references(imported) == references(edited)


def test_a_rebuild_of_the_references_finds_nothing_to_change(twins: list[tuple[KnowledgePage, KnowledgePage]]) -> None:
    names = ("object_id", "to_content_type", "to_object_id", "model_path", "content_path", "content_path_hash")
    of_pages = ReferenceIndex.objects.filter(base_content_type__model="page")
    before = sorted(map(str, of_pages.values_list(*names)))

    of_pages.delete()
    for page in Page.objects.specific():
        ReferenceIndex.create_or_update_for_object(page)

    assert sorted(map(str, of_pages.values_list(*names))) == before


def test_both_search_indexes_hold_the_same(twins: list[tuple[KnowledgePage, KnowledgePage]]) -> None:
    index_entry = get_app_config().get_model("IndexEntry")
    for imported, edited in twins:
        assert rows(index_entry, object_id=str(imported.pk)) == rows(index_entry, object_id=str(edited.pk))
        assert rows(IndexedItem, pk=imported.pk) == rows(IndexedItem, pk=edited.pk)
        assert rows(FacetValue, item_id=imported.pk) == rows(FacetValue, item_id=edited.pk)
        assert [row[1:] if len(row) > 1 else row for row in full_text(imported)] == [
            row[1:] if len(row) > 1 else row for row in full_text(edited)
        ]


def test_the_tree_has_no_fault(twins: list[tuple[KnowledgePage, KnowledgePage]]) -> None:
    assert Page.find_problems() == ([], [], [], [], [])
    report = io.StringIO()
    call_command("fixtree", interactive=False, stdout=report)
    assert "problem" not in report.getvalue().lower().replace("no problems found", "").replace("for problems", "")
    for imported, _ in twins:
        parent = imported.get_parent()
        assert imported.url_path == f"{parent.url_path}{imported.slug}/"
        assert imported.depth == parent.depth + 1
