"""Tiles under the map: never unless the operator names their server."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django.fixtures import Settings

from experiences.mapping.tiles import MOST_POINTS, tiles_for
from tests.factories import ExperiencePageFactory

pytestmark = pytest.mark.django_db
MAP = "/observatoire/?vue=carte"


@pytest.fixture
def tiles(settings: Settings) -> None:
    settings.MAP_TILES = "https://tuiles.example.org/{z}/{x}/{y}.png"
    settings.MAP_TILES_CREDIT = "© Tuiles & <b>cie</b>"


def test_without_a_server_nothing_speaks_of_tiles(client: Client) -> None:
    ExperiencePageFactory()
    response = client.get(MAP)
    assert b"leaflet" not in response.content
    assert "img-src 'self' data:;" in response.headers["Content-Security-Policy"] + ";"


def test_with_one_the_map_may_be_laid_on_its_tiles(client: Client, tiles: None) -> None:
    ExperiencePageFactory()
    response = client.get(MAP)
    box = BeautifulSoup(response.content, "html.parser").select_one(".map-tiles")
    assert box.has_attr("hidden")  # shown by the script that serves it
    assert (box["data-tiles"], box["data-credit"]) == (
        "https://tuiles.example.org/{z}/{x}/{y}.png",
        "© Tuiles & <b>cie</b>",
    )
    assert "tuiles.example.org" in box.get_text()
    assert "https://tuiles.example.org" in response.headers["Content-Security-Policy"]


def test_other_pages_show_no_image_of_that_server(client: Client, tiles: None) -> None:
    assert "tuiles" not in client.get("/recherche/").headers["Content-Security-Policy"]


def test_too_many_points_are_left_to_the_drawing(tiles: None) -> None:
    assert tiles_for(MOST_POINTS)
    assert tiles_for(MOST_POINTS + 1) is None
