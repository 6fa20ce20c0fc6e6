"""The observatoire: the same practices as a list, a map and bars."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from experiences.mapping.drawing import SHAPES
from experiences.mapping.map import LEVELS, practice_map
from taxonomy.models import Territory
from tests.factories import EventPageFactory, ExperiencePageFactory, OrganisationFactory, TerritoryFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def isere() -> Territory:
    return TerritoryFactory(departement_level=True, code="38", name="Isère")


@pytest.fixture
def practices(isere: Territory) -> None:
    grenoble = TerritoryFactory(code="38185", name="Grenoble", departement=isere, region=isere.region)
    rhone = TerritoryFactory(departement_level=True, code="69", name="Rhône")
    for number in range(3):
        ExperiencePageFactory(territories=[grenoble], outcome="failure" if number else "success")
    ExperiencePageFactory(territories=[isere], approach="training", published_on="2011")
    ExperiencePageFactory(territories=[rhone], organisations=[OrganisationFactory(landlord=True)])
    ExperiencePageFactory()
    EventPageFactory(territories=[isere])


def test_only_practices_are_observed(client: Client, practices: None) -> None:
    assert client.get("/observatoire/").context["results"].total == 6


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"territory": "38"}, 4),
        ({"territory": "38185"}, 3),
        ({"outcome": "failure"}, 2),
        ({"outcome": ["failure", "success"]}, 6),
        ({"approach": "training"}, 1),
        ({"organisation_type": "landlord"}, 1),
        ({"year": "2011"}, 1),
        ({"territory": "38", "outcome": "failure"}, 2),
        ({"territory": "69", "outcome": "failure"}, 0),
    ],
)
def test_practices_are_narrowed(client: Client, practices: None, asked: dict[str, str], found: int) -> None:
    assert client.get("/observatoire/", asked).context["results"].total == found


def test_each_theme_narrows_them(client: Client) -> None:
    theme = ThemeFactory(name="Compost")
    ExperiencePageFactory(themes=[theme])
    ExperiencePageFactory()
    assert client.get("/observatoire/?theme=compost").context["results"].total == 1


def test_the_map_and_its_table_say_the_same(client: Client, practices: None) -> None:
    response = client.get("/observatoire/?vue=carte")
    page = BeautifulSoup(response.content, "html.parser")
    drawn = {link["aria-label"] for link in page.select("svg.map-shapes a")}
    assert drawn == {"Isère : 4 retours d’expérience", "Rhône : 1 retour d’expérience"}
    rows = [[cell.get_text(strip=True) for cell in row(["th", "td"])] for row in page.select(".map-table tbody tr")]
    assert rows == [["Isère", "4"], ["Rhône", "1"]]


def test_each_departement_of_the_map_leads_to_its_practices(client: Client, practices: None) -> None:
    page = BeautifulSoup(client.get("/observatoire/?vue=carte").content, "html.parser")
    for selector in ("svg.map-shapes a", ".map-table a"):
        totals = [client.get(link["href"]).context["results"].total for link in page.select(selector)]
        assert sorted(totals) == [1, 4]


def test_every_shape_of_the_map_has_an_outline(client: Client, practices: None) -> None:
    page = BeautifulSoup(client.get("/observatoire/?vue=carte").content, "html.parser")
    outlines = [path.get("d", "") for path in page.select("svg.map-shapes path")]
    assert len(outlines) == len(json.loads(SHAPES.read_text(encoding="utf-8"))["shapes"])
    assert all(outline.lower().startswith("m") for outline in outlines)


def test_the_map_draws_every_departement_of_france() -> None:
    codes = {shape["code"] for shape in json.loads(SHAPES.read_text(encoding="utf-8"))["shapes"]}
    mainland = {f"{number:02d}" for number in range(1, 96)} - {"20"} | {"2A", "2B"}
    assert codes >= mainland | {"971", "972", "973", "974", "976"}


@pytest.mark.parametrize(
    ("count", "level"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (8, 4), (15, 4), (16, 5), (999, 5)]
)
def test_the_more_practices_the_darker(isere: Territory, count: int, level: int) -> None:
    drawn = practice_map({"38": count}, lambda code: f"?territory={code}")
    shape = next(shape for shape in drawn.shapes if shape.code == "38")
    assert (shape.level, shape.count, shape.name) == (level, count, "Isère")
    assert shape.level <= len(LEVELS)


def test_bars_say_how_practices_went_and_lead_to_them(client: Client, practices: None) -> None:
    outcomes = {row["code"]: row for row in client.get("/observatoire/").context["outcomes"]}
    assert {code: row["count"] for code, row in outcomes.items()} == {
        "success": 4, "mixed": 0, "failure": 2, "abandoned": 0, "ongoing": 0,
    }  # fmt: skip
    assert client.get(outcomes["failure"]["url"]).context["results"].total == 2
    assert (outcomes["success"]["share"], outcomes["failure"]["share"]) == (67, 33)


def test_the_map_keeps_the_filters_and_the_filters_keep_the_map(client: Client, practices: None) -> None:
    page = BeautifulSoup(client.get("/observatoire/?outcome=failure").content, "html.parser")
    tabs = [link["href"] for link in page.select(".tabs a")]
    assert any("outcome=failure" in href and "vue=carte" in href for href in tabs)
    mapped = client.get("/observatoire/?outcome=failure&vue=carte").context
    assert all("vue=carte" in choice.url for facet in mapped["results"].facets for choice in facet.choices)
    assert {shape.code: shape.count for shape in mapped["map"].rows} == {"38": 2}


def test_an_empty_observatoire_helps(client: Client) -> None:
    for address in ("/observatoire/", "/observatoire/?vue=carte", "/observatoire/?outcome=mixed"):
        response = client.get(address)
        assert response.status_code == 200
        assert 'href="/themes/"' in response.content.decode()
