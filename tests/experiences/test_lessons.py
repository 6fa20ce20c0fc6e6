"""What the network would do again and avoid, gathered across practices."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from search.interface import PER_PAGE
from tests.conftest import visit
from tests.factories import ExperiencePageFactory, TerritoryFactory, ThemeFactory, stream

pytestmark = pytest.mark.django_db

ADDRESS = "/observatoire/lecons/"


def redo(*points: str) -> list[tuple[str, object]]:
    return stream("point", *(f"<p>{point}</p>" for point in points))


def quoted(client: Client, **parameters: str) -> dict[str, list[str]]:
    """Sort of points → the points quoted, in the order of the page."""
    page = BeautifulSoup(client.get(ADDRESS, parameters).content, "html.parser")
    groups = page.select(".lesson-group")
    return {
        group["aria-labelledby"].removeprefix("lecons-"): [
            point.get_text(strip=True) for point in group.select("blockquote li, blockquote p")
        ]
        for group in groups
    }


def test_points_are_gathered_sort_by_sort(client: Client) -> None:
    ExperiencePageFactory(published_on="2020", would_redo=redo("Prévenir.", "Compter."), would_avoid=redo("Août."))
    ExperiencePageFactory(published_on="2019", would_avoid=redo("Promettre."))
    ExperiencePageFactory()
    assert quoted(client) == {"redo": ["Prévenir.", "Compter."], "avoid": ["Août.", "Promettre."]}
    assert quoted(client, vue="refaire") == {"redo": ["Prévenir.", "Compter."]}
    assert quoted(client, vue="eviter") == {"avoid": ["Août.", "Promettre."]}
    assert quoted(client, vue="autre") == quoted(client)


@pytest.mark.parametrize(("view", "found"), [("", 2), ("refaire", 1), ("eviter", 2)])
def test_only_practices_that_have_something_to_say_are_counted(client: Client, view: str, found: int) -> None:
    ExperiencePageFactory(would_redo=redo("Prévenir."), would_avoid=redo("Août."))
    ExperiencePageFactory(would_avoid=redo("Promettre."))
    ExperiencePageFactory()
    assert client.get(ADDRESS, {"vue": view}).context["results"].total == found


def test_a_theme_gathers_those_of_its_sub_themes(client: Client) -> None:
    rubric = ThemeFactory(name="Déchets")
    ExperiencePageFactory(themes=[ThemeFactory(name="Compost", parent=rubric)], would_redo=redo("Aérer."))
    ExperiencePageFactory(would_redo=redo("Autre chose."))
    assert quoted(client, theme="dechets") == {"redo": ["Aérer."]}
    page = client.get("/themes/dechets/")
    link = BeautifulSoup(page.content, "html.parser").find("a", href=f"{ADDRESS}?theme=dechets")
    assert "Déchets" in client.get(link["href"]).context["listing"].title


def test_points_are_narrowed_by_how_it_went(client: Client) -> None:
    ExperiencePageFactory(outcome="failure", would_avoid=redo("Forcer."))
    ExperiencePageFactory(outcome="success", would_avoid=redo("Traîner."))
    assert quoted(client, outcome="failure") == {"avoid": ["Forcer."]}


def test_each_point_says_whence_it_comes_and_how_sure_one_is(client: Client) -> None:
    practice = ExperiencePageFactory(
        title="Une cour <partagée>",
        published_on="2012",
        territories=[TerritoryFactory(name="Gennevilliers")],
        mixed=True,
        would_redo=redo("Prévenir."),
    )
    page = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    source = page.select_one(".lesson figcaption")
    said = source.get_text(" ", strip=True)
    for part in ("Une cour <partagée>", "Gennevilliers", "2012", "il y a", "Résultat mitigé", "Bilan"):
        assert part in said
    path, _, anchor = source.a["href"].partition("#")
    assert path == practice.url
    assert BeautifulSoup(client.get(path).content, "html.parser").find(id=anchor)


@pytest.mark.parametrize("trait", ["draft", "expired", "private", "behind_password"])
def test_what_is_hidden_is_quoted_nowhere(client: Client, trait: str) -> None:
    theme = ThemeFactory()
    ExperiencePageFactory(themes=[theme], would_redo=redo("Secret."), would_avoid=redo("Secret."), **{trait: True})
    response = client.get(ADDRESS, {"theme": theme.slug})
    assert "Secret." not in response.content.decode()
    assert response.context["results"].total == 0


def test_a_point_is_quoted_as_words_whatever_it_is_made_of(client: Client) -> None:
    ExperiencePageFactory(
        would_redo=stream(
            "point", '<p>Lire <a href="https://example.org/">la <b>charte</b></a> &amp; &lt;signer&gt;</p>'
        )
    )
    assert quoted(client) == {"redo": ["Lire la charte & <signer>"]}


def test_an_empty_point_is_not_quoted(client: Client) -> None:
    ExperiencePageFactory(would_redo=redo("", "Prévenir."))
    assert quoted(client) == {"redo": ["Prévenir."]}


def test_many_points_come_page_by_page_with_as_many_queries(client: Client) -> None:
    ExperiencePageFactory(would_redo=redo("Point."), title="Première")
    few = visit(ADDRESS).count
    for number in range(PER_PAGE + 3):
        ExperiencePageFactory(would_redo=redo(f"Point {number}.", "Encore."), would_avoid=redo("Non."))
    whole = visit(ADDRESS)
    assert (whole.count, whole.response.context["results"].pages) == (few, 2), whole.listing
    told = [told.hit.id for group in whole.response.context["groups"] for told in group.told]
    second = client.get(ADDRESS, {"page": "2"}).context["groups"]
    assert not set(told) & {told.hit.id for group in second for told in group.told}


def test_the_same_practices_may_be_taken_away(client: Client) -> None:
    ExperiencePageFactory(title="Avec leçon", would_redo=redo("Prévenir."))
    ExperiencePageFactory(title="Sans leçon")
    table = client.get(client.get(ADDRESS).context["results"].take_away["csv"]).content.decode()
    assert ("Avec leçon" in table, "Sans leçon" in table) == (True, False)


def test_where_nobody_says_anything_one_is_helped(client: Client) -> None:
    for address in (ADDRESS, f"{ADDRESS}?vue=eviter", f"{ADDRESS}?theme=inconnu&q=%00"):
        response = client.get(address)
        assert response.status_code == 200
        assert reverse("theme_list") in response.content.decode()
