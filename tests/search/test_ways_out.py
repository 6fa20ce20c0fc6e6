"""A list that finds nothing leads somewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from core.models import KnowledgePage
from tests.conftest import visit
from tests.factories import EventPageFactory, ExperiencePageFactory, ThemeFactory, in_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


@pytest.fixture
def links(client: Client) -> Callable[[str], dict[str, str]]:
    """The ways out that a list offers: what each says, where it leads."""

    def links(address: str) -> dict[str, str]:
        response = client.get(address)
        assert response.status_code == 200
        empty = BeautifulSoup(response.content, "html.parser").select_one(".empty")
        assert empty is not None
        return {" ".join(link.get_text().split()): link["href"] for link in empty("a")}

    return links


def test_the_same_words_are_counted_without_the_filters(client: Client, links: Callable[[str], dict[str, str]]) -> None:
    ways = links("/recherche/?q=jardin&kind=event")
    assert ways["1 résultat pour « jardin »"] == "/recherche/?q=jardin"
    assert client.get("/recherche/?q=jardin").context["results"].total == 1


def test_a_list_sends_to_what_the_whole_portal_knows(links: Callable[[str], dict[str, str]]) -> None:
    assert links("/rencontres/?q=jardin&periode=toutes")["1 résultat pour « jardin »"] == "/recherche/?q=jardin"


def test_nothing_is_promised_that_is_not_there(links: Callable[[str], dict[str, str]]) -> None:
    assert not [text for text in links("/recherche/?q=xylophone&kind=event") if "pour «" in text]
    assert not [text for text in links("/recherche/?q=xylophone") if "pour «" in text]


def test_the_themes_near_the_words_are_offered_or_else_the_main_ones(links: Callable[[str], dict[str, str]]) -> None:
    empty_theme = ThemeFactory(name="Jardins et ordures", aliases=["ordures"])
    near = links("/recherche/?q=ordure+xylophone&kind=event&year=1999")
    assert near["Gestion des déchets 1"] == "/themes/gestion-des-dechets/"
    assert empty_theme.get_absolute_url() not in near.values(), "it leads to nothing"
    assert links("/recherche/?q=xylophone")["Gestion des déchets 1"] == "/themes/gestion-des-dechets/"


def test_what_came_last_is_offered_and_not_what_is_to_come(links: Callable[[str], dict[str, str]]) -> None:
    last = ExperiencePageFactory(title="Arrivée hier", published_on=in_days(-1).date().isoformat())
    EventPageFactory(title="Bientôt", upcoming=True)
    hidden = ExperiencePageFactory(title="Brouillon", published_on=in_days(-1).date().isoformat(), live=False)
    ways = links("/recherche/?q=xylophone")
    assert ways["Arrivée hier"] == last.url
    assert "Bientôt" not in ways
    assert hidden.title not in ways


def test_one_may_always_ask_the_centre(client: Client, links: Callable[[str], dict[str, str]]) -> None:
    wanted = "/demander/?q=du+bruit+%26+du+xylophone"
    assert links("/recherche/?q=du+bruit+%26+du+xylophone")["Demander au centre de ressources"] == wanted
    assert links("/recherche/?kind=news&year=1999")["Demander au centre de ressources"] == "/demander/"
    found = BeautifulSoup(client.get("/recherche/?q=jardin").content, "html.parser")
    assert found.select_one(".ask-line a")["href"] == "/demander/?q=jardin"
    for address in ("/", "/glossaire/", "/plan-du-site/"):
        assert BeautifulSoup(client.get(address).content, "html.parser").select('footer a[href="/demander/"]'), address


def test_a_page_beyond_the_last_leads_back_to_the_first(links: Callable[[str], dict[str, str]]) -> None:
    assert links("/recherche/?q=jardin&page=7") == {"Revenir à la première": "/recherche/?q=jardin"}


def test_an_empty_list_is_not_dear(library: dict[str, KnowledgePage]) -> None:
    for address in ("/recherche/?q=xylophone", "/recherche/?q=jardin&kind=event"):
        seen = visit(address)
        assert seen.count <= 14, seen.listing
