"""Practices taken away as files: what each says of them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from experiences.search_kinds import VOCABULARIES
from tests.conftest import read_whole
from tests.factories import ExperiencePageFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def test_a_file_says_all_that_practices_are_compared_by(client: Client) -> None:
    commune = TerritoryFactory(placed=True, name="Grenoble", code="38185", latitude=45.19, longitude=5.73)
    ExperiencePageFactory(
        with_everything=True, title="Été, l’encombrant", territories=[commune, TerritoryFactory()], licence="cc-by-4.0"
    )
    (practice,) = json.loads(read_whole(client.get("/observatoire/pratiques.json")))["practices"]
    assert practice["cost"] == [{"code": "under_50k", "label": "De 10 000 à 50 000 €"}]
    assert [value["code"] for value in practice["habitat"]] == ["large_estate", "condominium"]
    assert set(VOCABULARIES) <= set(practice)
    assert practice["licence"]["url"].startswith("https://creativecommons.org/")
    assert practice["places"][0] == {"code": "38185", "name": "Grenoble (38)", "latitude": 45.19, "longitude": 5.73}
    assert practice["url"].startswith("http://testserver/")
    (feature,) = json.loads(read_whole(client.get("/observatoire/pratiques.geojson")))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [5.73, 45.19]}
    assert feature["properties"]["title"] == "Été, l’encombrant"


def test_a_practice_of_no_known_place_is_in_the_map_file_all_the_same(client: Client) -> None:
    ExperiencePageFactory()
    (feature,) = json.loads(read_whole(client.get("/observatoire/pratiques.geojson")))["features"]
    assert feature["geometry"] is None


def test_no_cell_of_the_csv_is_a_formula(client: Client) -> None:
    ExperiencePageFactory(title='=HYPERLINK("http://exemple.fr")')
    rows = read_whole(client.get("/observatoire/pratiques.csv")).decode().removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(rows), delimiter=";")
    assert row["Titre"].startswith("'=")


def test_a_file_of_another_form_is_not_found(client: Client) -> None:
    assert client.get("/observatoire/pratiques.xml").status_code == 404
