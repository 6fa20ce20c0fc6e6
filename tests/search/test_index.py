"""The index is the same whether it was written item by item or rebuilt, and the admin's search forgives signs."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from core.models import KnowledgePage, Tag
from home.models import NewsIndexPage
from search.backends.admin import AdminSearchBackend
from search.engines import writing
from search.models import FacetValue, IndexedItem
from search.results import Results
from taxonomy.models import Theme
from tests.factories import (
    FACTORIES,
    AudienceFactory,
    ExperiencePageFactory,
    NewsPageFactory,
    StandardPageFactory,
    ThemeFactory,
)
from tests.search.test_hostile_questions import HOSTILE

pytestmark = pytest.mark.django_db

Row = tuple[object, ...]


def index_as_it_stands() -> dict[str, list[Row]]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            columns = [f"{field}{end}" for field in ("title", "summary", "filing", "body") for end in ("", "_stems")]
            cursor.execute(f"SELECT rowid, {', '.join(columns)}, loose FROM search_fts ORDER BY rowid")
        else:
            cursor.execute("SELECT id, CAST(vector AS text) FROM search_fts ORDER BY id")
        words = cursor.fetchall()
    fields = [field.attname for field in IndexedItem._meta.concrete_fields if field.name != "version"]
    return {
        "items": list(IndexedItem.objects.order_by("pk").values_list(*fields)),
        "facets": sorted(FacetValue.objects.values_list("item_id", "facet", "value")),
        "words": words,
    }


def rebuild() -> None:
    call_command("wagtail_update_index", backend_name="public", stdout=io.StringIO())


@pytest.fixture(scope="module")
def content(kept_for_the_module: None) -> None:
    theme = ThemeFactory(name="Déchets", aliases=["Ordures"])
    for factory in FACTORIES.values():
        factory(with_everything=True, themes=[theme])
        factory()
    for trait in ("draft", "expired", "private", "scheduled"):
        NewsPageFactory(title="Caché", slug=trait, **{trait: True})
    StandardPageFactory(unlisted=True)
    moved = NewsPageFactory(title="Déplacée")
    moved.move(Page.objects.get(pk=StandardPageFactory().pk), pos="last-child")
    theme.name = "Ordures et déchets"
    theme.save()
    passing = ThemeFactory(name="Thème d’un jour")
    audience = AudienceFactory(name="Gardiens")
    ExperiencePageFactory(themes=[theme, passing], audiences=[audience], tags=["mot d’un jour"])
    passing.delete()
    Tag.objects.get(name="mot d’un jour").delete()
    audience.slug = "gardiennes-et-gardiens"
    audience.save()
    renamed = ExperiencePageFactory(title="Titre ancien")
    renamed.title, renamed.slug = "Titre neuf", "titre-neuf"
    renamed.save_revision().publish()
    section = StandardPageFactory(title="Section")
    NewsPageFactory(title="Sous la section", parent=section)
    section.refresh_from_db()
    section.slug = "autre-adresse"
    section.save_revision().publish()


def test_a_rebuilt_index_equals_the_one_written_change_by_change(content: None) -> None:
    written = index_as_it_stands()
    assert len(written["items"]) > 15
    rebuild()
    rebuilt = index_as_it_stands()
    for part in ("items", "facets", "words"):
        assert rebuilt[part] == written[part], part


def test_a_rebuild_restores_what_was_lost(content: None) -> None:
    before = index_as_it_stands()
    writing.clear()
    assert not IndexedItem.objects.exists()
    rebuild()
    assert index_as_it_stands() == before


def test_indexing_twice_changes_nothing(content: None) -> None:
    before = index_as_it_stands()
    for page in KnowledgePage.objects.visible().specific():
        get_search_backend("public").add(page)
    assert index_as_it_stands() == before


def test_the_index_holds_what_is_public_and_proposed_and_nothing_else(content: None) -> None:
    proposed = {page.pk for page in KnowledgePage.objects.visible().specific() if getattr(page, "in_search", True)}
    assert set(IndexedItem.objects.values_list("pk", flat=True)) == proposed


def test_the_address_that_lists_give_is_the_one_that_answers(content: None, client: Client) -> None:
    news = NewsIndexPage.objects.get()
    news.slug = "nouvelles"
    news.save_revision().publish()
    urls = [hit.url for hit in client.get("/recherche/").context["results"].hits]
    assert any(url.startswith("/nouvelles/") for url in urls)
    assert any(url.startswith("/autre-adresse/") for url in urls)
    for url in urls:
        assert client.get(url).status_code == 200, url


def test_saving_a_page_writes_its_entry_once() -> None:
    page = ExperiencePageFactory(filed=True)
    page.save_revision().publish()
    assert IndexedItem.objects.filter(pk=page.pk).count() == 1
    assert FacetValue.objects.filter(item=page.pk, facet="kind").count() == 1


# -- the admin's own search -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_search_of_the_admin_answers_whatever_is_typed(text: str) -> None:
    if "\x00" in text and connection.vendor == "postgresql":
        text = text.replace("\x00", "")  # the admin's form refuses it before any search
    ExperiencePageFactory(title="Un jardin partagé")
    backend = get_search_backend("default")
    assert isinstance(backend, AdminSearchBackend)
    for words in (text, f"jardin {text}"):
        list(backend.search(words, Page)[:10])
        list(backend.autocomplete(words, Page)[:10])


def test_the_search_of_the_admin_finds_drafts(ask: Callable[..., Results]) -> None:
    page = ExperiencePageFactory(title="Un jardin partagé", draft=True)
    assert [found.pk for found in get_search_backend("default").search("jardin", Page)] == [page.pk]
    assert ask("jardin").total == 0


def test_a_theme_is_found_by_the_beginning_of_its_name() -> None:
    theme = ThemeFactory(name="Encombrants")
    assert list(get_search_backend("default").autocomplete("encom", Theme)) == [theme]


def test_a_body_is_kept_as_it_reads_without_its_settings() -> None:
    cells = {"data": [["Qui", "Quoi"], ["Le bailleur", None]], "cell": [], "first_row_is_table_header": True}
    page = ExperiencePageFactory(
        body=[
            ("heading", {"text": "Le récit", "level": "h2"}),
            ("callout", {"kind": "attention", "title": "Prudence", "text": "<p>Le <b>sol</b> glisse.</p>"}),
            ("accordion", [{"question": "Et après ?", "answer": "<p>On balaie.</p>"}]),
            ("link_button", {"label": "Lire la charte", "url": "https://exemple.fr/charte"}),
            ("table", cells),
        ]
    )
    text = IndexedItem.objects.get(pk=page.pk).text
    wanted = "Le récit Prudence Le sol glisse. Et après ? On balaie. Lire la charte Qui Quoi Le bailleur"
    assert text.startswith(wanted), text
