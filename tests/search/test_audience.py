"""What is counted of searches and clicks, what is not, and for how long."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import KnowledgePage
from search import audience, tally
from search.engines.patience import briefly
from search.models import SearchCount
from search.tally import questions
from tests.factories import ExperiencePageFactory, SearchCountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library", "_count_nothing_of_other_tests")]

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
Search = Callable[..., HttpResponse]


@pytest.fixture
def _count_nothing_of_other_tests() -> Iterator[None]:
    questions.forget()
    yield
    questions.forget()


@pytest.fixture
def search(client: Client) -> Search:
    """Searches as somebody does with a browser."""

    def search(text: str, *, address: str = "/recherche/", headers: dict[str, str] | None = None, **more: str):
        response = client.get(address, {"q": text, **more}, headers={"User-Agent": FIREFOX, **(headers or {})})
        assert response.status_code == 200
        return response

    return search


@pytest.fixture
def click(client: Client) -> Callable[..., HttpResponse]:
    """Opens a result as the page's script tells it."""

    def click(headers: dict[str, str] | None = None, **sent: object) -> HttpResponse:
        told = {"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        body = "&".join(f"{name}={value}" for name, value in sent.items())
        response = client.post("/recherche/clic", body, "application/x-www-form-urlencoded", headers=told)
        assert (response.status_code, response.content) == (204, b"")
        assert not response.cookies
        return response

    return click


def counted() -> dict[str, SearchCount]:
    questions.write()
    return {count.question: count for count in SearchCount.objects.all()}


# -- searches ---------------------------------------------------------------------------------------------------------
def test_a_question_is_counted_by_the_day_with_what_it_found(search: Search) -> None:
    total = search("Déchets").context["results"].total
    search("dechets ?")
    search("xylophone")
    counts = counted()
    waste = counts["dechets"]
    assert (waste.searches, waste.results, waste.without_result) == (2, total, 0)
    assert (waste.shown, waste.day) == ("dechets ?", timezone.localdate())
    assert (counts["xylophone"].results, counts["xylophone"].without_result) == (0, 1)


def test_counts_of_several_processes_and_minutes_add_up(search: Search) -> None:
    for _ in range(3):
        search("déchets")
        questions.write()
    assert counted()["dechets"].searches == 3
    assert SearchCount.objects.count() == 1


def test_nothing_of_who_asks_is_in_what_is_kept() -> None:
    names = {field.name for field in SearchCount._meta.get_fields()}
    assert names == {"id", "day", "question", "shown", "searches", "without_result", "results", "clicks", "ranks"}
    assert SearchCount._meta.get_field("day").get_internal_type() == "DateField"


@pytest.mark.parametrize(
    "text",
    ["", "   ", "?!", "anne.martin@example.org", "écrire à anne@ville.fr", "06 12 34 56 78", "06.12.34.56.78",
     "+33 (0)6 12 34 56 78", "1 85 05 78 006 084 36", "12345678901234", "dossier 2024001", "https://exemple.fr/?cle=1"],
)  # fmt: skip
def test_what_is_empty_or_looks_like_somebodys_is_not_kept(search: Search, text: str) -> None:
    search(text)
    assert counted() == {}


@pytest.mark.parametrize("text", ["gup 2014", "38800", "bilan 2019-2020", "loi n° 2014-173", "QN09201M", "12/10/2013"])
def test_years_and_codes_are_nobodys(search: Search, text: str) -> None:
    search(text)
    assert len(counted()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": ""},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0.0.0"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"HX-Preloaded": "true"},
        {"DNT": "1"},
        {"Sec-GPC": "1"},
    ],
    ids=lambda headers: next(f"{name} {value[:20]}" for name, value in headers.items()),
)
def test_robots_prefetching_and_those_who_refuse_to_be_followed_are_not_counted(
    search: Search, headers: dict[str, str]
) -> None:
    search("déchets", headers=headers)
    assert counted() == {}


def test_a_telephone_named_like_a_robot_is_somebodys(search: Search) -> None:
    search("déchets", headers={"User-Agent": "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) Chrome/130 Mobile"})
    assert counted()["dechets"].searches == 1


def test_a_head_request_and_a_colleague_are_not_counted(client: Client, search: Search) -> None:
    client.head("/recherche/?q=dechets", headers={"User-Agent": FIREFOX})
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody who works in the admin"
    search("déchets")
    assert counted() == {}


def test_refining_a_question_does_not_ask_it_again(search: Search) -> None:
    search("déchets")
    here = "http://testserver/recherche/?q=d%C3%A9chets"
    search("déchets", kind="experience", headers={"Referer": here})
    search("déchets", sort="-date", headers={"HX-Current-URL": here, "HX-Request": "true"})
    search("déchets", page="2")
    assert counted()["dechets"].searches == 1


def test_another_question_asked_from_there_and_the_same_from_elsewhere_are_counted(search: Search) -> None:
    search("jardin", headers={"Referer": "http://testserver/recherche/?q=d%C3%A9chets"})
    search("déchets", headers={"Referer": "https://elsewhere.example.org/?q=dechets"})
    search("tours", headers={"Referer": "http://[not an address?q=tours"})
    assert set(counted()) == {"jardin", "dechets", "tours"}


def test_a_question_asked_among_filters_does_not_say_what_it_finds_without_them(search: Search) -> None:
    search("déchets", kind="event")
    waste = counted()["dechets"]
    assert (waste.searches, waste.results, waste.without_result) == (1, None, 0)


def test_lists_are_not_counted_as_the_search(search: Search) -> None:
    search("déchets", address="/experiences/")
    assert counted() == {}


@pytest.mark.parametrize(
    "text", ["x" * 5_000, "\x00déchets\x00", "'; DROP TABLE x; --", '"', "\u202edéchets", "é" * 300]
)
def test_whatever_is_typed_is_counted_or_left_out_quietly(search: Search, text: str) -> None:
    search(text)
    for count in counted().values():
        assert len(count.question) <= 100
        assert len(count.shown) <= 100
        assert count.shown.isprintable()


# -- writing ----------------------------------------------------------------------------------------------------------
def test_a_search_writes_nothing_and_asks_no_more_queries_than_before(
    client: Client, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    with CaptureQueriesContext(connection) as uncounted:
        client.get("/recherche/?q=jardin")
    with CaptureQueriesContext(connection) as queries:
        search("jardin")
    assert not [query["sql"] for query in queries if "search_searchcount" in query["sql"]]
    assert len(queries) <= len(uncounted)
    assert not SearchCount.objects.exists()


def test_counts_are_written_by_a_request_that_ends_a_minute_later(
    client: Client, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    search("jardin")
    monkeypatch.setattr(questions, "begun", questions.begun - settings.SEARCH_COUNTS_EVERY)
    client.get("/sante/")
    assert SearchCount.objects.get().question == "jardin"


def test_a_flood_of_questions_fills_neither_memory_nor_the_database(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "full", 10_000)
    monkeypatch.setattr(tally, "MOST_KEPT", 5)
    for number in range(12):
        search(f"question {number}")
    assert len(counted()) == 5
    monkeypatch.setattr(tally, "MOST_A_DAY", 5)
    search("une question de trop")
    search("question 0")
    counts = counted()
    assert len(counts) == 5
    assert counts["question 0"].searches == 2, "what was known is still counted"


def test_a_database_that_refuses_costs_neither_the_page_nor_the_counts(
    search: Search, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: object) -> None:
        raise OperationalError("database is locked while writing « jardin secret »")

    search("jardin secret")
    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(questions, "store", refuse)
        questions.write()
    assert "OperationalError" in caplog.text
    assert "jardin" not in caplog.text
    search("jardin secret")
    assert counted()["jardin secret"].searches == 2


def test_a_write_that_may_wait_gives_up_soon_and_the_usual_patience_comes_back() -> None:
    ask = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"

    def patience() -> str:
        with connection.cursor() as cursor:
            cursor.execute(ask)
            return str(cursor.fetchone()[0])

    usual = patience()
    with briefly(0.2):
        assert patience() in ("200", "200ms")
    assert patience() == usual


# -- clicks -----------------------------------------------------------------------------------------------------------
def test_the_results_of_a_search_say_what_a_click_tells(search: Search, library: dict[str, KnowledgePage]) -> None:
    page = search("encombrants").content.decode()
    assert 'data-clicks="/recherche/clic"' in page
    assert f'data-item="{library["bulky"].pk}"' in page
    elsewhere = search("encombrants", address="/fiches/").content.decode()
    assert "data-clicks" not in elsewhere
    assert "data-item" not in elsewhere


def test_a_click_is_counted_with_its_rank(search: Search, click: Search, library: dict[str, KnowledgePage]) -> None:
    search("déchets")
    click(q="D%C3%A9chets", item=library["waste"].pk, rank=1)
    click(q="dechets", item=library["reduction"].pk, rank=4)
    waste = counted()["dechets"]
    assert (waste.searches, waste.clicks, waste.ranks) == (1, 2, 5)


def test_a_click_on_what_nobody_searched_or_nobody_may_see_is_nobodys(search: Search, click: Search) -> None:
    hidden = ExperiencePageFactory(live=False)
    search("déchets")
    click(q="dechets", item=hidden.pk, rank=1)
    click(q="dechets", item=999_999_999, rank=1)
    click(q="autre+chose", item=hidden.pk, rank=1)
    counts = counted()
    assert set(counts) == {"dechets"}
    assert counts["dechets"].clicks == 0


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        ({"q": "dechets", "item": "x", "rank": "1"}, {}),
        ({"q": "dechets", "item": "", "rank": "1"}, {}),
        ({"q": "dechets", "item": "-3", "rank": "1"}, {}),
        ({"q": "dechets", "item": "9" * 40, "rank": "1"}, {}),
        ({"q": "dechets", "rank": "1"}, {}),
        ({"q": "", "item": "ITEM", "rank": "1"}, {}),
        ({"q": "dechets", "item": "ITEM", "rank": "0"}, {}),
        ({"q": "dechets", "item": "ITEM", "rank": "١"}, {}),
        ({"q": "dechets", "item": "ITEM", "rank": "1", "more": "x" * 3_000}, {}),
        ({"q": "dechets", "item": "ITEM", "rank": "1"}, {"Sec-Fetch-Site": "cross-site"}),
        ({"q": "dechets", "item": "ITEM", "rank": "1"}, {"DNT": "1"}),
        ({"q": "dechets", "item": "ITEM", "rank": "1"}, {"Sec-GPC": "1"}),
        ({"q": "dechets", "item": "ITEM", "rank": "1"}, {"User-Agent": "python-requests/2"}),
    ],
)
def test_anything_else_is_left_out_without_a_word(
    search: Search, click: Search, library: dict[str, KnowledgePage], sent: dict[str, str], headers: dict[str, str]
) -> None:
    search("déchets")
    item = str(library["waste"].pk)
    click(headers, **{name: value.replace("ITEM", item) for name, value in sent.items()})
    assert counted()["dechets"].clicks == 0


def test_a_click_is_told_by_a_form_of_this_site_and_by_nothing_else(
    client: Client, search: Search, library: dict[str, KnowledgePage]
) -> None:
    search("déchets")
    sent = {"q": "dechets", "item": library["waste"].pk, "rank": 1}
    for headers in ({}, {"Origin": "https://elsewhere.example.org"}, {"Origin": "null"}):
        body = "&".join(f"{name}={value}" for name, value in sent.items())
        told = {"User-Agent": FIREFOX, **headers}
        client.post("/recherche/clic", body, "application/x-www-form-urlencoded", headers=told)
    client.post("/recherche/clic", sent, headers={"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin"})
    client.post("/recherche/clic", sent, "application/json", headers={"Sec-Fetch-Site": "same-origin"})
    assert counted()["dechets"].clicks == 0
    assert client.get("/recherche/clic").status_code == 405


def test_a_browser_that_says_only_its_origin_is_believed(
    client: Client, search: Search, library: dict[str, KnowledgePage]
) -> None:
    search("déchets")
    told = {"User-Agent": FIREFOX, "Origin": "http://testserver"}
    body = f"q=dechets&rank=1&item={library['waste'].pk}"
    strict = Client(enforce_csrf_checks=True)
    strict.post("/recherche/clic", body, "application/x-www-form-urlencoded", headers=told)
    assert counted()["dechets"].clicks == 1


def test_a_question_too_long_to_be_one_is_read_in_no_time() -> None:
    request = RequestFactory().get("/", headers={"Referer": "http://testserver/?q=" + "1 " * 3_000})
    assert audience._question_before(request) == ""


# -- forgetting -------------------------------------------------------------------------------------------------------
def test_what_was_asked_once_is_forgotten_after_thirty_days_and_all_after_twenty_five_months() -> None:
    SearchCountFactory(question="vieille", days_ago=800, searches=9)
    SearchCountFactory(question="une seule fois", days_ago=31)
    SearchCountFactory(question="recente", days_ago=29)
    SearchCountFactory(question="souvent", days_ago=400, searches=2)
    SearchCountFactory(question="deux jours", days_ago=60)
    SearchCountFactory(question="deux jours", days_ago=40)
    call_command("forget_searches", verbosity=0)
    assert set(SearchCount.objects.values_list("question", flat=True)) == {"recente", "souvent", "deux jours"}
