"""Pages kept for visitors: the same as if they had been made anew, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from wagtail.models import Page, PageViewRestriction

from core import kept_pages
from experiences.views import observatory
from search.interface import Query
from search.results import Results
from tests.factories import ExperiencePageFactory, UserFactory
from tests.factories.items import in_days

pytestmark = pytest.mark.django_db
ADDRESS = "/observatoire/?q=compost"


@pytest.fixture(autouse=True)
def _keeping(settings: Settings) -> Iterator[None]:
    settings.KEEP_PAGES = True
    kept_pages.forget_pages()
    yield
    kept_pages.forget_pages()


def text(client: Client, address: str = ADDRESS, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


def test_an_address_asked_again_is_the_same_page_for_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ExperiencePageFactory(title="Au Luth")
    client.get("/observatoire/")  # the very first of a process may still write
    first = client.get("/observatoire/")
    with django_assert_num_queries(1):  # the state of the content
        again = client.get("/observatoire/")
    assert again.content == first.content
    assert "Au Luth" in again.content.decode()
    assert dict(again.headers) == dict(first.headers)


def test_what_is_published_shows_at_once(client: Client, publish: Callable[[Page], Page]) -> None:
    page = ExperiencePageFactory(title="Le compost du Luth")
    assert "du Luth" in text(client)
    page.title = "Le compost des Minguettes"
    publish(page)
    assert "des Minguettes" in text(client)


def test_what_is_hidden_is_gone_at_once(client: Client) -> None:
    page = ExperiencePageFactory(title="Le compost du Luth")
    assert "du Luth" in text(client)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "du Luth" not in text(client)


def test_what_expires_is_gone_that_minute(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ExperiencePageFactory(title="Le compost du Luth", expire_at=in_days(0.01))
    assert "du Luth" in text(client)
    later = in_days(0.02)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "du Luth" not in text(client)


@pytest.mark.ignore_template_errors  # the bar is Wagtail’s
def test_who_carries_a_cookie_has_a_page_of_their_own(client: Client) -> None:
    editor = Client()
    editor.force_login(UserFactory(is_superuser=True))
    assert "wagtail-userbar" not in text(client)
    assert "wagtail-userbar" in text(editor)
    assert "wagtail-userbar" not in text(client)


def test_each_host_has_its_own(client: Client) -> None:
    ExperiencePageFactory(title="Le compost du Luth")
    assert "http://testserver/" in text(client)
    assert "http://autre.example/" in text(client, host="autre.example")
    assert "http://autre.example/" not in text(client)


def test_only_so_many_pages_are_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pages, "MOST_PAGES", 3)
    for number in range(5):
        client.get(f"/observatoire/?year={2000 + number}")
    assert len(kept_pages._pages) == 3


def test_the_answer_of_a_makeshift_engine_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ExperiencePageFactory(title="Le compost du Luth")
    find = observatory.find

    def found(query: Query, *others: object) -> Results:
        results = find(query, *others)
        results.makeshift = True
        return results

    with monkeypatch.context() as away:
        away.setattr(observatory, "find", found)
        assert "momentanément indisponible" in text(client)
    assert "momentanément indisponible" not in text(client)
