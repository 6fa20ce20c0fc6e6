"""From one visibility to another, and the rule itself. What hidden items show to whom: test_leaks.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from core.models import KnowledgePage, PageDocument
from core.visibility import restricted_paths
from directory.models import User
from home.models import NewsIndexPage, StandardPage
from search.models import IndexedItem
from tests.conftest import read_whole
from tests.factories import (
    PASSWORD,
    DocumentFactory,
    ExperiencePageFactory,
    NewsPageFactory,
    StandardPageFactory,
    ThemeFactory,
    in_days,
)

pytestmark = pytest.mark.django_db

WORD = "canarilopède"


@pytest.fixture
def found(client: Client) -> Callable[[], bool]:
    """Whether the public search finds something that holds the word."""
    return lambda: bool(client.get(f"/recherche/?q={WORD}").context["results"].hits)


def test_an_expired_page_is_gone_before_the_scheduler_runs(client: Client, found: Callable[[], bool]) -> None:
    page = NewsPageFactory(title=WORD, expired=True)
    assert page.live
    assert client.get(page.url).status_code == 404
    assert not found()


def test_what_is_kept_in_memory_does_not_outlive_the_expiry_of_what_it_shows(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    StandardPageFactory(title=WORD, expire_at=in_days(1), themes=[ThemeFactory()])
    addresses = [reverse("site_map"), reverse("theme_list")]
    before = [client.get(address).content for address in addresses]
    assert WORD in before[0].decode()
    # The days pass, and nothing is saved.
    later = in_days(2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    after = [client.get(address).content for address in addresses]
    assert WORD not in after[0].decode()
    assert after[1] != before[1]


def test_a_page_found_today_is_lost_as_soon_as_it_is_unpublished(found: Callable[[], bool]) -> None:
    page = ExperiencePageFactory(title=WORD)
    assert found()
    page.unpublish()
    assert not found()


def test_a_draft_is_found_as_soon_as_it_is_published(
    found: Callable[[], bool], publish: Callable[[Page], Page]
) -> None:
    page = ExperiencePageFactory(title=WORD, draft=True)
    assert not found()
    publish(page)
    assert found()


def test_the_draft_of_a_published_page_is_not_shown(client: Client, found: Callable[[], bool]) -> None:
    page = ExperiencePageFactory(title="Titre publié")
    page.title, page.summary = WORD, WORD
    page.save_revision()
    assert not found()
    assert WORD not in client.get(page.url).content.decode()
    assert WORD not in client.get("/experiences/").content.decode()


def test_closing_a_section_hides_what_it_holds_and_opening_it_shows_it_again(found: Callable[[], bool]) -> None:
    section = StandardPageFactory()
    NewsPageFactory(title=WORD, parent=section)
    assert found()
    restriction = PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert not found()
    restriction.delete()
    assert found()


def test_moving_an_item_out_of_a_private_section_shows_it(found: Callable[[], bool]) -> None:
    section = StandardPageFactory(private=True)
    page = NewsPageFactory(title=WORD, parent=section)
    assert not found()
    page.move(NewsIndexPage.objects.get(), pos="last-child")
    assert found()


def test_moving_a_section_into_a_private_one_hides_all_that_stands_under_it(found: Callable[[], bool]) -> None:
    section = StandardPageFactory(private=True)
    moved = StandardPageFactory()
    NewsPageFactory(title=WORD, parent=StandardPageFactory(parent=moved))
    assert found()
    Page.objects.get(pk=moved.pk).move(Page.objects.get(pk=section.pk), pos="last-child")
    assert not found()


def test_a_deleted_item_is_found_no_more(found: Callable[[], bool]) -> None:
    page = NewsPageFactory(title=WORD)
    assert found()
    Page.objects.get(pk=page.pk).specific.delete()
    assert not found()


def test_deleting_a_section_takes_what_it_holds_out_of_search(found: Callable[[], bool]) -> None:
    section = StandardPageFactory()
    NewsPageFactory(title=WORD, parent=section)
    Page.objects.get(pk=section.pk).delete()
    assert not found()
    assert not IndexedItem.objects.filter(title=WORD).exists()


def test_a_private_list_hides_all_its_items(client: Client, found: Callable[[], bool]) -> None:
    page = NewsPageFactory(title=WORD)
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert not found()
    assert client.get(page.url).status_code == 302
    assert client.get(page.get_parent().url).status_code == 302
    assert WORD not in client.get("/").content.decode()


def test_the_password_opens_the_page_and_only_the_page(client: Client, found: Callable[[], bool]) -> None:
    page = NewsPageFactory(title=WORD, behind_password=True)
    form = client.get(page.url)
    typed = {"return_url": page.url}
    refused = client.post(form.context["action_url"], typed | {"password": "une erreur"})
    assert refused.status_code == 200
    assert WORD not in refused.content.decode()
    opened = client.post(form.context["action_url"], typed | {"password": "sésame"}, follow=True)
    assert WORD in opened.content.decode()
    assert not found()


@pytest.mark.usefixtures("wagtails_templates")
def test_a_private_page_sends_to_a_login_page_in_french(client: Client, editor: User) -> None:
    page = NewsPageFactory(title=WORD, private=True)
    login = client.get(page.url, follow=True)
    assert login.status_code == 200
    assert "Centre de ressources GUSP" in login.content.decode()
    assert "Connexion" in login.content.decode()
    typed = {"username": editor.username, "password": PASSWORD, "next": page.url}
    opened = client.post(login.request["PATH_INFO"], typed, follow=True)
    assert WORD in opened.content.decode()


@pytest.mark.parametrize("trait", ["draft", "expired"])
def test_a_hidden_parent_is_not_named_in_the_breadcrumb_of_its_children(client: Client, trait: str) -> None:
    parent = StandardPageFactory(title=WORD, **{trait: True})
    child = StandardPageFactory(title="Page publique", parent=parent)
    response = client.get(child.url)
    assert response.status_code == 200
    assert WORD not in response.content.decode()


def test_a_file_that_only_a_draft_shows_is_for_editors(
    client: Client, editor: User, signed_in: Callable[[User | None], Client]
) -> None:
    page = NewsPageFactory()
    document = DocumentFactory(title=WORD)
    page.page_documents = [PageDocument(document=document)]
    page.save_revision()
    assert client.get(document.url).status_code == 404
    shown = signed_in(editor).get(document.url)
    read_whole(shown)
    assert shown.status_code == 200
    page.get_latest_revision().publish()
    published = client.get(document.url)
    read_whole(published)
    assert published.status_code == 200


def test_a_page_left_out_of_search_is_read_but_not_found(client: Client, found: Callable[[], bool]) -> None:
    page = StandardPageFactory(title=WORD, unlisted=True)
    assert client.get(page.url).status_code == 200
    assert not found()
    assert WORD in client.get(reverse("site_map")).content.decode()


def test_a_page_taken_out_of_search_is_found_no_more(
    found: Callable[[], bool], publish: Callable[[Page], Page]
) -> None:
    page = StandardPageFactory(title=WORD)
    assert found()
    page.in_search = False
    publish(page)
    assert not found()


def test_the_legal_pages_are_not_proposed_by_search(client: Client) -> None:
    assert StandardPage.objects.filter(in_search=False).count() == 3
    assert client.get("/recherche/?q=mentions+légales").context["results"].total == 0


def test_an_alias_of_a_public_page_shows_what_the_page_does(client: Client) -> None:
    page = NewsPageFactory(title=WORD)
    alias = page.create_alias(parent=StandardPageFactory(), update_slug="copie")
    assert client.get(alias.url).status_code == 200


def test_an_alias_of_a_page_that_became_private_shows_nothing_of_it(client: Client, found: Callable[[], bool]) -> None:
    page = NewsPageFactory(title=WORD)
    alias = page.create_alias(parent=StandardPageFactory(), update_slug="copie")
    assert found()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert not found()
    assert client.get(alias.url).status_code == 302


def test_restrictions_that_are_known_cost_no_query_a_second_time(django_assert_num_queries) -> None:
    StandardPageFactory(private=True)
    assert len(restricted_paths()) == 1
    with django_assert_num_queries(1):  # the generation
        restricted_paths()


def test_a_query_of_visible_pages_asks_one_query(django_assert_num_queries) -> None:
    NewsPageFactory()
    NewsPageFactory(private=True)
    restricted_paths()
    with django_assert_num_queries(2):  # the generation, then the pages
        assert KnowledgePage.objects.visible().filter(title__startswith="Actualité").count() == 1
