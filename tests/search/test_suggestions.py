"""What the search field proposes while one types."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from core.models import KnowledgePage
from search.suggestions import MOST, MOST_PLACES, MOST_THEMES, MOST_TITLES
from taxonomy.models import Territory
from tests.conftest import visit
from tests.factories import (
    ExperiencePageFactory,
    NewsPageFactory,
    PracticeSheetPageFactory,
    StandardPageFactory,
    TermFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/recherche/suggestions"
Proposed = Callable[[str], dict[str, list[str]]]


@pytest.fixture
def page_of(client: Client) -> Callable[[str], BeautifulSoup]:
    def page_of(text: str) -> BeautifulSoup:
        response = client.get(ADDRESS, {"q": text})
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser")

    return page_of


@pytest.fixture
def proposed(page_of: Callable[[str], BeautifulSoup]) -> Proposed:
    """Group → the names proposed in it, in order."""

    def proposed(text: str) -> dict[str, list[str]]:
        return {
            group["aria-label"]: [option.span.text for option in group.find_all(role="option")]
            for group in page_of(text).find_all(role="group")
        }

    return proposed


@pytest.fixture
def titles(proposed: Proposed) -> Callable[[str], list[str]]:
    return lambda text: proposed(text).get("Contenus", [])


# -- what is typed ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed",
    [
        "coll enc", "Collecte", "COLLECTE DES ENC", "encombrants", "enc coll", "  collecte   des encombrants ",
        "l'org", "l’organ", "org l'é", "été", "ete", "l’ete", "œuvre", "oeuv", "d'œu", "organiser la coll",
    ],
)  # fmt: skip
def test_a_title_is_proposed_by_the_beginnings_of_its_words(titles: Callable[[str], list[str]], typed: str) -> None:
    PracticeSheetPageFactory(title="L’organisation de la collecte des encombrants, l’été, une œuvre commune")
    PracticeSheetPageFactory(title="Organiser la collecte des encombrants l'été avec le maître d'œuvre")
    PracticeSheetPageFactory(title="Autre chose")
    found = titles(typed)
    assert found
    assert "Autre chose" not in found


@pytest.mark.parametrize("typed", ["", "c", "l'", "  é ", "'", "« ! »", "ollecte", "collecte des jardins", "collectes"])
def test_nothing_is_proposed_for_less_than_two_letters_or_for_other_words(page_of: Callable, typed: str) -> None:
    PracticeSheetPageFactory(title="Collecte des encombrants l’été")
    assert page_of(typed).text == ""


def test_what_begins_as_typed_comes_first_then_the_shorter_then_the_recent(titles: Callable[[str], list[str]]) -> None:
    ordered = [
        ("Jardin partagé du bas de la rue, et ce qui s’y passe", "2001"),
        ("Un jardin public", "2020"),
        ("Le jardin caché", "2010"),
        ("Jeunes et moins jeunes au jardin", "2022"),
    ]
    for title, date in reversed(ordered):
        NewsPageFactory(title=title, published_on=date)
    assert titles("jardin") == [title for title, _ in ordered]
    assert titles("jardin caché") == ["Le jardin caché"]


def test_two_letters_propose_what_begins_with_them(titles: Callable[[str], list[str]]) -> None:
    NewsPageFactory(title="Compost")
    NewsPageFactory(title="Le compost")
    NewsPageFactory(title="Éco-gestes")
    assert titles("co") == ["Compost"]
    assert titles("éc") == titles("EC") == ["Éco-gestes"]
    assert titles("le co") == ["Le compost"]


def test_a_former_title_is_no_longer_proposed(
    titles: Callable[[str], list[str]], publish: Callable[[KnowledgePage], KnowledgePage]
) -> None:
    page = NewsPageFactory(title="Compostage")
    assert titles("compo") == ["Compostage"]
    page.title = "Lombrics"
    publish(page)
    assert (titles("compo"), titles("lomb")) == ([], ["Lombrics"])


# -- themes, terms and places -----------------------------------------------------------------------------------------
def test_a_theme_is_proposed_by_its_name_and_by_its_other_names(page_of: Callable, proposed: Proposed) -> None:
    theme = ThemeFactory(name="Gestion des déchets", aliases=["Ordures ménagères", "OM"])
    assert proposed("dech") == {"Thèmes": ["Gestion des déchets"]}
    option = page_of("ordures men").find(role="option")
    assert option["href"] == theme.get_absolute_url()
    assert option.text.split("\n") == ["Gestion des déchets autre nom : Ordures ménagères"]
    assert [mark.text for mark in option.find_all("mark")] == ["Ordures", "mén"]
    assert "autre nom : OM" in page_of("om").text
    assert len(page_of("gest").find_all(role="option")) == 1


def test_a_renamed_theme_is_proposed_under_both_names_at_once(proposed: Proposed) -> None:
    theme = ThemeFactory(name="Immondices")
    assert proposed("immon") == {"Thèmes": ["Immondices"]}
    theme.name = "Déchets"
    theme.save()
    assert proposed("immon") == proposed("déch") == {"Thèmes": ["Déchets"]}


def test_a_term_leads_to_its_definition(page_of: Callable) -> None:
    term = TermFactory(name="Gestion urbaine et sociale de proximité", aliases=["GUSP"])
    TermFactory(name="Coordination GUSP")
    option = page_of("gusp").find(role="option")
    assert option["href"] == term.get_absolute_url()
    assert "autre nom : GUSP" in option.text


@pytest.fixture
def places(proposed: Proposed) -> Callable[[str], list[str]]:
    return lambda text: proposed(text).get("Territoires", [])


@pytest.fixture
def france(db: None) -> dict[str, Territory]:
    region = TerritoryFactory(region_level=True, code="R24", name="Centre-Val de Loire")
    departement = TerritoryFactory(departement_level=True, code="37", name="Indre-et-Loire", region=region)
    epci = TerritoryFactory(
        epci_level=True, name="CC du Pays de Tours", population=300_000, departement=departement, region=region
    )
    tours = TerritoryFactory(
        code="37261", name="Tours", population=136_000, epci=epci, departement=departement, region=region
    )
    for code, name, population in (
        ("59599", "Tourcoing", 98_000), ("37262", "Tourettes", 300), ("93066", "Saint-Denis", 113_000),
        ("93027", "La Courneuve", 46_000), ("94038", "L'Haÿ-les-Roses", 31_000), ("38421", "Saint-Martin-d’Hères", 37_000),
    ):  # fmt: skip
        TerritoryFactory(code=code, name=name, population=population)
    return {"tours": tours, "sanitas": TerritoryFactory(quartier_level=True, name="Quartier Sanitas", commune=tours)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("courneuve", ["La Courneuve (93)"]),
        ("LA COUR", ["La Courneuve (93)"]),
        ("denis", ["Saint-Denis (93)"]),
        ("st den", ["Saint-Denis (93)"]),
        ("saint martin d'her", ["Saint-Martin-d’Hères (38)"]),
        ("hay les", ["L'Haÿ-les-Roses (94)"]),
        ("l’haÿ-l", ["L'Haÿ-les-Roses (94)"]),
        ("sanitas", ["Quartier Sanitas, Tours"]),
        ("quartier", ["Quartier Sanitas, Tours"]),
        ("val de loire", ["Centre-Val de Loire"]),
        ("pays de t", ["CC du Pays de Tours"]),
        ("93027", ["La Courneuve (93)"]),
        ("37", ["Indre-et-Loire"]),
        ("urneuve", []),
        ("martin denis", []),
    ],
)
@pytest.mark.usefixtures("france")
def test_a_place_is_proposed_by_its_name_or_code(
    places: Callable[[str], list[str]], typed: str, expected: list[str]
) -> None:
    assert places(typed) == expected


@pytest.mark.usefixtures("france")
def test_the_place_of_that_name_comes_first_then_the_most_populated(places: Callable[[str], list[str]]) -> None:
    assert places("tour") == ["Tours (37)", "Tourcoing (59)", "Tourettes (37)"]
    assert places("tours") == ["Tours (37)", "CC du Pays de Tours"]


def test_where_something_took_place_comes_before_what_is_larger(
    places: Callable[[str], list[str]], france: dict[str, Territory]
) -> None:
    assert places("tou") == []  # among 36,000 communes, three letters say little
    small = Territory.objects.get(name="Tourettes")
    page = NewsPageFactory(territories=[small])
    assert places("tou") == ["Tourettes (37)"]
    assert places("tour") == ["Tourettes (37)", "Tours (37)", "Tourcoing (59)"]
    page.unpublish()
    assert places("tou") == []
    NewsPageFactory(territories=[small], private=True)
    assert places("tou") == []


def test_a_place_says_what_it_is(page_of: Callable, france: dict[str, Territory]) -> None:
    option = page_of("sanitas").find(role="option")
    assert option["href"] == france["sanitas"].get_absolute_url()
    assert option.find(class_="suggestions-note").text == "quartier"


# -- how it is shown --------------------------------------------------------------------------------------------------
def test_there_are_never_more_than_the_list_can_show(proposed: Proposed) -> None:
    for number in range(12):
        ThemeFactory(name=f"Compost {number}")
        NewsPageFactory(title=f"Compost, épisode {number}")
        TermFactory(name=f"Compostage {number}")
        TerritoryFactory(name=f"Compostelle-{number}", population=number)
    found = proposed("compost")
    assert {group: len(names) for group, names in found.items()} == {
        "Thèmes": MOST_THEMES, "Contenus": MOST - MOST_THEMES - MOST_PLACES - 1, "Territoires": MOST_PLACES,
        "Glossaire": 1,
    }  # fmt: skip
    assert len(proposed("compost epis")["Contenus"]) == MOST_TITLES


@pytest.mark.parametrize(
    ("title", "typed", "marks"),
    [
        ("Collecte des encombrants", "coll ENC", ["Coll", "enc"]),
        ("L’été à l’école", "ete eco", ["été", "éco"]),
        ("Maître d’œuvre", "oeuv", ["œuv"]),
        ("Maître d’œuvre", "o", []),
        ("Les habitant·e·s du quartier", "habitants", ["habitant·"]),
        ("Dé chets", "dé ch", ["Dé", "ch"]),
    ],
)
def test_the_beginnings_that_were_typed_are_marked(page_of: Callable, title: str, typed: str, marks: list[str]) -> None:
    NewsPageFactory(title=title)
    page = page_of(typed)
    assert [mark.text for mark in page.find_all("mark")] == marks
    if marks:
        assert page.find(role="option").span.text == title


def test_markup_in_a_title_stays_text(client: Client) -> None:
    title = "<script>alert(1)</script> & <b onclick='x'>gras</b> \"cité\""
    NewsPageFactory(title=title, slug="x")
    ThemeFactory(name="<i>script</i>", aliases=["<u>alert</u>"])
    for typed in ("script", "alert", "gras", "cit"):
        text = client.get(ADDRESS, {"q": typed}).content.decode()
        assert not {tag.name for tag in BeautifulSoup(text, "html.parser").find_all()} - {"div", "a", "span", "mark"}
        assert "<script" not in text


def test_the_kind_of_a_content_is_said(page_of: Callable) -> None:
    page = ExperiencePageFactory(title="Une brocante")
    option = page_of("broc").find(role="option")
    assert option["href"] == page.url
    assert option.find(class_="suggestions-note").text == "Retour d’expérience"


# -- what is hidden ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("hidden", ["draft", "scheduled", "expired", "private", "behind_password"])
def test_what_is_not_public_is_not_proposed(titles: Callable[[str], list[str]], hidden: str) -> None:
    NewsPageFactory(title="Compost secret", **{hidden: True})
    NewsPageFactory(title="Compost", published_on="2001")
    assert titles("compost") == titles("co") == ["Compost"]


def test_what_expired_since_the_index_was_written_is_not_proposed(titles: Callable[[str], list[str]]) -> None:
    page = NewsPageFactory(title="Compost")
    KnowledgePage.objects.filter(pk=page.pk).update(expire_at="2001-01-01T00:00Z")
    assert titles("compost") == []


def test_a_page_left_out_of_the_search_is_not_proposed(titles: Callable[[str], list[str]]) -> None:
    StandardPageFactory(title="Mentions particulières", unlisted=True)
    assert titles("mentions part") == []


# -- the address ------------------------------------------------------------------------------------------------------
HOSTILE = [
    '"', "''", "a\x00b", "%", "co%", "c_", "\\", "');--", "NEAR(", "{title} : x", "AND OR NOT", "-compost", "com*",
    "com:*", "=com", "^com", "&|!()<->", "\ud800", "é" * 5_000, "a b " * 3_000, "💥" * 50, "٣٤", "ﬁ", "ß", "ı", "\u202e",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed[:12]))
def test_whatever_is_typed_is_answered(client: Client, typed: str) -> None:
    NewsPageFactory(title="Compost")
    assert client.get(ADDRESS, {"q": typed.encode("utf-8", "surrogatepass")}).status_code == 200


@given(typed=st.text(max_size=40))
def test_anything_at_all_is_answered(typed: str) -> None:
    assert Client().get(ADDRESS, {"q": typed.encode("utf-8", "surrogatepass")}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "expected"), [("com%", ["Compost"]), ("=com*", ["Compost"]), ("c_mp", []), ("%o", []), ("com|zon", [])]
)
def test_signs_of_the_engines_mean_nothing(titles: Callable[[str], list[str]], typed: str, expected: list[str]) -> None:
    NewsPageFactory(title="Compost")
    NewsPageFactory(title="Zone")
    assert titles(typed) == expected


def test_only_reading_is_allowed_and_only_the_browser_keeps_the_answer(client: Client) -> None:
    assert client.post(ADDRESS, {"q": "co"}).status_code == 405
    response = client.get(ADDRESS, {"q": "co"})
    assert response["Cache-Control"] == "private, max-age=60"
    assert not response.cookies
    assert client.get(ADDRESS).content == b""


def test_an_answer_takes_three_queries_however_many_there_are() -> None:
    """The state of the content, the titles, the places."""
    for number in range(30):
        NewsPageFactory(title=f"Compost {number}", territories=[TerritoryFactory(name=f"Compostelle-{number}")])
        ThemeFactory(name=f"Compost {number}", aliases=[f"Humus {number}"])
    assert visit(f"{ADDRESS}?q=compost").count == 3


# -- the fields -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "fields"), [("/", 1), ("/recherche/", 2), ("/glossaire/", 1), ("/themes/", 1), ("/observatoire/", 1)]
)
def test_the_fields_that_search_everything_propose(client: Client, address: str, fields: int) -> None:
    page = BeautifulSoup(client.get(address).content.decode(), "html.parser")
    assert len(page.select("input[type=search][data-suggest]")) == fields
    assert page.select_one("meta[name=suggestions]")["content"] == ADDRESS
    assert not page.select("[role=combobox]")  # a script says so, when there is one
