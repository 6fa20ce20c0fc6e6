"""Zooming on a territory: its communes as points, and the table that says the same."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from experiences.models import ExperiencePage
from taxonomy.models import Territory
from tests.factories import AdoptionFactory, ExperiencePageFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def isere() -> Territory:
    isere = TerritoryFactory(departement_level=True, code="38", name="Isère")
    grenoble = TerritoryFactory(
        code="38185", name="Grenoble", departement=isere, region=isere.region, latitude=45.1875, longitude=5.7358
    )
    echirolles = TerritoryFactory(code="38151", name="Échirolles", departement=isere, region=isere.region)
    mistral = TerritoryFactory(quartier_level=True, name="Mistral", commune=grenoble)
    ExperiencePageFactory(territories=[grenoble])
    ExperiencePageFactory(territories=[mistral])
    ExperiencePageFactory(territories=[echirolles], outcome="failure")
    ExperiencePageFactory(territories=[isere])
    return isere


def mapped(client: Client, **asked: object) -> BeautifulSoup:
    return BeautifulSoup(client.get("/observatoire/", {"vue": "carte", **asked}).content, "html.parser")


def test_a_departement_opens_on_its_communes(client: Client, isere: Territory) -> None:
    page = mapped(client)
    assert not page.select(".map-point")
    zoomed = BeautifulSoup(client.get(page.select_one("svg.map-shapes a")["href"]).content, "html.parser")
    assert zoomed.select_one(".map-zoom strong").get_text() == "Isère"
    rows = [[cell.get_text(strip=True) for cell in row(["th", "td"])] for row in zoomed.select(".map-table tbody tr")]
    assert rows == [["Grenoble (38)", "2"], ["Mistral, Grenoble", "1"], ["Échirolles (38)", "1"]]


def test_only_places_of_known_coordinates_are_points_and_a_quartier_counts_in_its_commune(
    client: Client, isere: Territory
) -> None:
    points = [point["aria-label"] for point in mapped(client, territory="38").select(".map-point")]
    assert points == ["Grenoble (38)\u00a0: 2 retours d’expérience"]
    mistral = Territory.objects.get(name="Mistral")
    mistral.latitude, mistral.longitude = 45.171, 5.713
    mistral.save()
    points = [point["aria-label"] for point in mapped(client, territory="38").select(".map-point")]
    assert points == ["Grenoble (38)\u00a0: 2 retours d’expérience", "Mistral, Grenoble\u00a0: 1 retour d’expérience"]


def test_points_stand_in_what_is_shown(client: Client, isere: Territory) -> None:
    drawing = mapped(client, territory="38").select_one("svg.map-shapes")
    left, top, width, height = map(float, drawing["viewbox"].split())
    assert width < 200
    for circle in drawing.select("circle"):
        assert left < float(circle["cx"]) < left + width
        assert top < float(circle["cy"]) < top + height


def test_each_place_of_the_zoomed_map_leads_to_its_practices(client: Client, isere: Territory) -> None:
    page = mapped(client, territory="38", outcome=["success", "failure"])
    for row in page.select(".map-table tbody tr"):
        assert client.get(row.a["href"]).context["results"].total == int(row.td.get_text())


def test_one_zooms_out_without_losing_what_is_chosen(client: Client, isere: Territory) -> None:
    out = mapped(client, territory="38", outcome="failure").select_one(".map-zoom a")["href"]
    shown = client.get(out).context
    assert (shown["map"].zoom, shown["results"].total) == ("", 1)
    assert "outcome=failure" in out


def test_a_region_shows_its_departements(client: Client, isere: Territory) -> None:
    assert mapped(client, territory=isere.region.code).select_one(".map-zoom strong").get_text() == "Isère"


@pytest.mark.parametrize("territory", ["999", "é", "38' OR 1=1", ""])
def test_a_place_that_does_not_exist_leaves_the_whole_map(client: Client, isere: Territory, territory: str) -> None:
    assert client.get("/observatoire/", {"vue": "carte", "territory": territory}).status_code == 200


def test_a_departement_that_the_drawing_lacks_leaves_the_whole_map(client: Client) -> None:
    elsewhere = TerritoryFactory(placed=True)
    ExperiencePageFactory(territories=[elsewhere])
    assert client.get("/observatoire/", {"vue": "carte", "territory": elsewhere.code}).context["map"].zoom == ""


def test_names_stand_beside_their_points_and_hide_none(client: Client, isere: Territory) -> None:
    for number in range(40):
        somewhere = TerritoryFactory(
            code=f"{38900 + number}",
            name=f"Saint-Quelque-Part-{number}",
            departement=isere,
            region=isere.region,
            latitude=44.9 + 0.02 * number,
            longitude=5.2 + 0.017 * (7 * number % 40),
        )
        ExperiencePageFactory(territories=[somewhere])
    drawing = mapped(client, territory="38").select_one("svg.map-shapes")
    names = {text.get_text() for text in drawing.select("text")}
    points = {point["aria-label"].partition(" (")[0] for point in drawing.select(".map-point")}
    assert "Grenoble" in names
    assert names < points  # there is no room for all of them


def test_the_map_marks_where_practices_were_taken_up(client: Client, isere: Territory) -> None:
    assert not mapped(client).select(".map-spread")
    rhone = TerritoryFactory(departement_level=True, code="69", name="Rhône")
    lyon = TerritoryFactory(code="69123", name="Lyon", departement=rhone, region=rhone.region)
    practice = ExperiencePage.objects.filter(outcome="failure").get()
    AdoptionFactory(practice=practice, published=True, territory=lyon)
    AdoptionFactory(practice=practice, territory=lyon)  # nobody has read it yet
    for asked in ({}, {"outcome": "failure"}):
        rows = [
            [cell.get_text(strip=True) for cell in row(["th", "td"])]
            for row in mapped(client, **asked).select(".map-table tbody tr")
        ]
        assert ["Rhône", "0", "1"] in rows
    assert not mapped(client, outcome="success").select(".map-spread")
