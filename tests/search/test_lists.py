"""Lists: their order, their pages, their addresses, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from core.models import KnowledgePage
from search.interface import PER_PAGE
from search.results import Results
from tests.factories import (
    ExperiencePageFactory,
    NewsPageFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

Ask = Callable[..., Results]
HTMX = {"HX-Request": "true", "HX-Target": "resultats"}


@pytest.fixture(scope="module")
def many(kept_for_the_module: None) -> list[KnowledgePage]:
    """Three pages of results, many of the same date, with the same words."""
    theme = ThemeFactory(name="Compost")
    return [
        ExperiencePageFactory(
            title=f"Composter {number % 7}", slug=f"c{number}", published_on=f"20{10 + number % 3}", themes=[theme]
        )
        for number in range(2 * PER_PAGE + 5)
    ]


def test_an_unknown_order_is_the_usual_one(ask: Ask, many: list[KnowledgePage]) -> None:
    assert [hit.id for hit in ask(sort="n'importe quoi").hits] == [hit.id for hit in ask().hits]


# -- pages ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("asked", [{}, {"q": "composter"}, {"sort": "title"}, {"sort": "date"}, {"theme": "compost"}])
def test_pages_follow_one_another_without_a_gap_or_a_repetition(
    client: Client, many: list[KnowledgePage], asked: dict[str, str]
) -> None:
    seen, url = [], f"/recherche/?{'&'.join(f'{name}={value}' for name, value in asked.items())}"
    while url:
        results = client.get(url).context["results"]
        assert results.total == len(many)
        assert (results.start, results.end) == (len(seen) + 1, len(seen) + len(results.hits))
        seen += [hit.id for hit in results.hits]
        url = results.next_url
    assert sorted(seen) == sorted(page.pk for page in many)


def test_the_last_page_leads_back_to_the_first(client: Client, many: list[KnowledgePage]) -> None:
    last = client.get("/recherche/?page=3").context["results"]
    assert (last.page, last.pages, last.next_url) == (3, 3, "")
    middle = client.get(last.previous_url).context["results"]
    first = client.get(middle.previous_url).context["results"]
    assert (first.page, first.previous_url) == (1, "")
    assert "page=" not in middle.previous_url


def test_a_page_beyond_the_end_says_that_there_is_nothing_there_and_how_to_go_back(
    client: Client, many: list[KnowledgePage]
) -> None:
    response = client.get("/recherche/?page=99")
    assert response.status_code == 200
    results = response.context["results"]
    assert (results.total, results.hits) == (len(many), [])
    links = [link["href"] for link in BeautifulSoup(response.content, "html.parser").find(id="resultats")("a")]
    assert any(client.get(link).context["results"].hits for link in links if link.startswith(("/recherche/", "?")))


# -- addresses --------------------------------------------------------------------------------------------------------
def state(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


ASKED = {"q": ["composter"], "theme": ["compost"], "year": ["2010", "2011", "2012"], "sort": ["title"]}


def test_the_links_to_other_pages_keep_the_question_the_filters_and_the_order(
    client: Client, many: list[KnowledgePage]
) -> None:
    results = client.get("/recherche/", ASKED | {"page": "2"}).context["results"]
    assert state(results.next_url) == ASKED | {"page": ["3"]}
    assert state(results.previous_url) == ASKED
    for link in results.page_links:
        assert state(link.url) == ASKED | ({} if link.number == 1 else {"page": [str(link.number)]})


def test_each_chip_takes_away_its_own_criterion_and_no_other(client: Client, many: list[KnowledgePage]) -> None:
    results = client.get("/recherche/", ASKED | {"page": "2"}).context["results"]
    without = {chip.label: state(chip.remove_url) for chip in results.chips}
    assert without == {
        "« composter »": {name: values for name, values in ASKED.items() if name != "q"},
        "Compost": {name: values for name, values in ASKED.items() if name != "theme"},
        "2010": ASKED | {"year": ["2011", "2012"]},
        "2011": ASKED | {"year": ["2010", "2012"]},
        "2012": ASKED | {"year": ["2010", "2011"]},
    }
    assert state(results.clear_url) == {}


def test_a_choice_adds_to_what_is_chosen_and_goes_back_to_the_first_page(
    client: Client, many: list[KnowledgePage]
) -> None:
    results = client.get("/recherche/", {"q": "composter", "year": "2010", "sort": "title", "page": "2"}).context[
        "results"
    ]
    year = next(facet for facet in results.facets if facet.name == "year")
    chosen = {choice.value: state(choice.url) for choice in year.choices}
    assert chosen["2011"] == {"q": ["composter"], "year": ["2010", "2011"], "sort": ["title"]}
    assert chosen["2010"] == {"q": ["composter"], "sort": ["title"]}


def test_the_form_carries_what_is_chosen_without_javascript(client: Client, many: list[KnowledgePage]) -> None:
    page = BeautifulSoup(client.get("/recherche/", ASKED).content, "html.parser")
    form = page.find("form", id="filtres")
    sent: dict[str, list[str]] = {}
    for field in form("input"):
        sent.setdefault(field["name"], []).append(field.get("value", ""))
    for field in form("select"):
        sent[field["name"]] = [option["value"] for option in field.select("option[selected]")]
    assert form["method"] == "get"
    assert {name: sorted(values) for name, values in sent.items()} == ASKED


def test_the_address_alone_gives_the_same_page_again(client: Client, many: list[KnowledgePage]) -> None:
    first = client.get("/recherche/", ASKED)
    again = client.get(first.wsgi_request.get_full_path())
    assert first.content == again.content


@pytest.mark.parametrize("address", ["/experiences/", "/observatoire/", "/themes/compost/"])
def test_the_links_of_a_list_stay_on_it(client: Client, many: list[KnowledgePage], address: str) -> None:
    results = client.get(address, {"year": "2010"}).context["results"]
    urls = [results.clear_url, *(chip.remove_url for chip in results.chips)]
    urls += [choice.url for facet in results.facets for choice in facet.choices]
    urls += [sort.url for sort in results.sorts]
    assert {urlsplit(url).path for url in urls} == {address}


def test_a_fixed_filter_cannot_be_chosen_away(client: Client, many: list[KnowledgePage]) -> None:
    NewsPageFactory()
    assert client.get("/experiences/", {"kind": "news"}).context["results"].total == len(many)
    assert client.get("/themes/compost/", {"theme": "autre"}).context["results"].total == len(many)


def test_the_feed_and_the_files_of_a_list_hold_what_it_shows(client: Client, many: list[KnowledgePage]) -> None:
    NewsPageFactory(title="Autre chose")
    results = client.get("/experiences/", {"year": "2010"}).context["results"]
    rows = client.get(results.take_away["csv"]).content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + results.total
    feed = ElementTree.fromstring(client.get(results.take_away["atom"]).content)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == results.total
    records = client.get(results.take_away["ris"]).content.decode()
    assert records.count("TY  - ") == results.total


# -- htmx -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address",
    ["/recherche/?q=composter&page=2", "/experiences/?year=2010", "/themes/compost/", "/recherche/?q=rien+du+tout+xyz"],
)
def test_what_htmx_asks_for_is_the_same_part_of_the_whole_page(
    client: Client, many: list[KnowledgePage], address: str
) -> None:
    whole = BeautifulSoup(client.get(address).content, "html.parser").find(id="resultats")
    part = client.get(address, headers=HTMX)
    assert part["Vary"]
    assert "HX-Request" in part["Vary"]
    assert "<html" not in part.content.decode()
    assert BeautifulSoup(part.content, "html.parser").find(id="resultats").prettify() == whole.prettify()


def test_htmx_finds_the_observatoire_in_what_it_receives(client: Client, many: list[KnowledgePage]) -> None:
    page = client.get("/observatoire/?vue=carte")
    whole = BeautifulSoup(page.content, "html.parser").find(id="observatoire")
    asked = whole["hx-select"]
    asking = {"HX-Request": "true", "HX-Target": "observatoire"}
    part = BeautifulSoup(client.get("/observatoire/?vue=carte", headers=asking).content, "html.parser")
    assert part.select_one(asked).prettify() == whole.prettify()


@pytest.mark.parametrize(
    "headers", [{"HX-Request": "true", "HX-Boosted": "true"}, HTMX | {"HX-History-Restore-Request": "true"}]
)
def test_a_link_to_elsewhere_or_the_back_button_receive_the_whole_page(client: Client, headers: dict[str, str]) -> None:
    assert "<html" in client.get("/recherche/", headers=headers).content.decode()
