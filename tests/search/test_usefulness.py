"""« Cela m'a été utile »: counted once for each reader, without a cookie, an account or an address."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from core.models import KnowledgePage
from search import usefulness
from search.models import UsefulClick, UsefulCount
from search.usefulness import is_fresh, mark_of, most_useful, people
from tests.conftest import visit
from tests.factories import FACTORIES, ExperiencePageFactory, PracticeSheetPageFactory

pytestmark = pytest.mark.django_db
READER = {"HTTP_USER_AGENT": "Mozilla/5.0 Firefox/140.0", "HTTP_SEC_FETCH_SITE": "same-origin"}
Press = Callable[..., HttpResponse]


@pytest.fixture
def page() -> KnowledgePage:
    return ExperiencePageFactory()


@pytest.fixture
def press(client: Client, page: KnowledgePage) -> Press:
    def press(mark: str | None = None, of: KnowledgePage = page, **headers: str) -> HttpResponse:
        sent = {"page": mark_of(of.pk) if mark is None else mark}
        return client.post(f"/utile/{of.pk}", sent, **READER | headers)

    return press


def counted(page: KnowledgePage) -> int:
    return sum(UsefulCount.objects.filter(page=page).values_list("people", flat=True))


def section(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").select_one("#utile")


def set_people(page: KnowledgePage, number: int, days_ago: int = 0) -> None:
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    UsefulCount.objects.create(page=page, day=day, people=number)


# -- saying it --------------------------------------------------------------------------------------------------------
def test_one_click_counts_and_the_same_page_gives_thanks(client: Client, page: KnowledgePage) -> None:
    form = section(client.get(page.url)).form
    sent = {field["name"]: field["value"] for field in form.select("input")}
    response = client.post(form["action"], sent, **READER)
    assert (response.status_code, response["Location"]) == (302, f"{page.url}?utile=merci#utile-dit")
    assert counted(page) == 1
    thanks = section(client.get(response["Location"]))
    assert "Merci" in thanks.select_one("#utile-dit[tabindex='-1'][role=status]").get_text()
    assert thanks.form is None


def test_with_htmx_only_the_button_is_replaced(press: Press, page: KnowledgePage) -> None:
    response = press(HTTP_HX_REQUEST="true")
    assert "Merci" in section(response).get_text()
    assert b"<html" not in response.content
    assert counted(page) == 1


def test_neither_cookie_nor_account_is_asked_for(page: KnowledgePage) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(f"/utile/{page.pk}", {"page": mark_of(page.pk)}, **READER).status_code == 302
    assert not browser.cookies
    assert counted(page) == 1


def test_the_second_click_of_a_reader_does_not_count(press: Press, page: KnowledgePage, client: Client) -> None:
    for _ in range(3):
        assert "merci" in press()["Location"]
    assert counted(page) == 1
    client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    press()
    assert counted(page) == 2


def test_the_second_click_does_not_count_in_another_process_either(press: Press, page: KnowledgePage) -> None:
    press()
    usefulness.cache.clear()  # what another process has of the first one: nothing
    press()
    assert counted(page) == 1


def test_marks_are_forgotten_the_next_day_and_people_stay(press: Press, page: KnowledgePage) -> None:
    press()
    assert usefulness.forget_clicks() == 0
    UsefulClick.objects.update(day=timezone.localdate() - datetime.timedelta(days=1))
    call_command("forget_searches", verbosity=0)
    assert not UsefulClick.objects.exists()
    assert counted(page) == 1


def test_what_is_of_use_to_one_may_be_another_page_too(press: Press, page: KnowledgePage) -> None:
    other = PracticeSheetPageFactory()
    press()
    press(of=other)
    assert (counted(page), counted(other)) == (1, 1)


def test_a_page_left_open_says_it_and_can_be_pressed_again(client: Client, press: Press, page: KnowledgePage) -> None:
    for mark in ("", "2026-01-01:forged", "x" * 3_000, "\x00", mark_of(page.pk + 1)):
        response = press(mark=mark)
        assert "utile=encore" in response["Location"]
    assert counted(page) == 0
    again = section(client.get(response["Location"]))
    assert "ouverte depuis longtemps" in again.get_text()
    press(mark=again.select_one("input")["value"])
    assert counted(page) == 1


def test_a_mark_is_good_until_the_next_day(page: KnowledgePage, monkeypatch: pytest.MonkeyPatch) -> None:
    mark, today = mark_of(page.pk), timezone.localdate()
    for days, good in ((0, True), (1, True), (2, False)):
        later = today + datetime.timedelta(days=days)
        monkeypatch.setattr(usefulness.timezone, "localdate", lambda later=later: later)
        assert is_fresh(page.pk, mark) is good


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_USER_AGENT": "Googlebot/2.1"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_COOKIE": "sessionid=colleague"},
    ],
)
def test_robots_other_sites_and_colleagues_are_not_counted(
    press: Press, page: KnowledgePage, headers: dict[str, str]
) -> None:
    assert press(**headers).status_code == 302
    assert counted(page) == 0


def test_a_flood_stops_counting(press: Press, client: Client, page: KnowledgePage, monkeypatch) -> None:
    monkeypatch.setattr(usefulness, "MOST_A_DAY", 3)
    for number in range(6):
        client.defaults["REMOTE_ADDR"] = f"203.0.113.{number}"
        press()
    assert counted(page) == 3
    monkeypatch.setattr(usefulness, "MOST_FROM_ONE", 2)
    others = ExperiencePageFactory.create_batch(4)
    client.defaults["REMOTE_ADDR"] = "203.0.113.99"
    for other in others:
        press(of=other)
    assert sum(map(counted, others)) == 2


def test_no_address_is_kept(press: Press, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    keep = usefulness.cache.add
    monkeypatch.setattr(usefulness.cache, "add", lambda name, *rest: names.append(name) or keep(name, *rest))
    client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    press()
    assert names
    names.append(UsefulClick.objects.get().mark)
    assert {field.name for field in UsefulClick._meta.get_fields()} == {"id", "mark", "day"}
    assert not [name for name in names if "203.0.113.77" in name]
    assert {field.name for field in UsefulCount._meta.get_fields()} == {"id", "page", "day", "people"}


@pytest.mark.parametrize("hidden", ["draft", "private", "expired"])
def test_what_is_not_public_is_of_use_to_nobody(press: Press, hidden: str) -> None:
    secret = ExperiencePageFactory(**{hidden: True})
    assert press(of=secret).status_code == 404
    assert not UsefulCount.objects.exists()


def test_a_database_that_is_busy_gives_thanks_all_the_same(
    press: Press, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(UsefulCount.objects, "bulk_create", refuse)
    assert "merci" in press()["Location"]
    assert "OperationalError" in caplog.text


def test_reading_the_address_leads_to_the_page(client: Client, page: KnowledgePage) -> None:
    assert client.get(f"/utile/{page.pk}")["Location"] == f"{page.url}#utile-dit"
    assert client.put(f"/utile/{page.pk}").status_code == 405
    assert client.get("/utile/99999999").status_code == 404


# -- showing it -------------------------------------------------------------------------------------------------------
def test_the_number_is_told_from_three_people_on(client: Client, page: KnowledgePage) -> None:
    set_people(page, 2)
    assert "personnes" not in section(client.get(page.url)).get_text()
    set_people(page, 1_000, days_ago=4)
    assert "Utile à 1\xa0002 personnes" in section(client.get(page.url)).get_text()
    assert people(page.pk) == 1_002


@pytest.mark.parametrize("kind", FACTORIES)
def test_every_kind_of_item_has_the_button_for_one_query(kind: str) -> None:
    seen = visit(FACTORIES[kind]().url)
    assert section(seen.response).button.get_text(strip=True) == "Cela m’a été utile"
    assert len([sql for sql in seen.queries if "usefulcount" in sql]) == 1


@pytest.mark.parametrize("said", ["", "merci2", "<script>", "é" * 2_000])
def test_whatever_the_address_says_the_page_is_there(client: Client, page: KnowledgePage, said: str) -> None:
    response = client.get(page.url, {"utile": said})
    assert section(response).form is not None
    assert "<script>alert" not in response.content.decode()


@pytest.mark.usefixtures("wagtails_templates")
def test_editors_read_what_was_of_use_and_to_how_many(page: KnowledgePage, editor, signed_in) -> None:
    hidden = ExperiencePageFactory(draft=True, title="Caché")
    other = PracticeSheetPageFactory(title="La grille")
    set_people(page, 4)
    set_people(page, 5, days_ago=3)
    set_people(other, 2)
    set_people(hidden, 9)
    set_people(other, 90, days_ago=60)
    since = timezone.localdate() - datetime.timedelta(days=30)
    assert [(one.title, one.people) for one in most_useful(since, 10)] == [(page.title, 9), ("La grille", 2)]
    report = BeautifulSoup(signed_in(editor).get("/admin/ce-que-l-on-cherche/").content, "html.parser")
    rows = [row.get_text(" ", strip=True) for row in report.select("section[aria-labelledby=utiles] tbody tr")]
    assert rows == [f"{page.title} 9", "La grille 2"]
