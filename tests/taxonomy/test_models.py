from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from taxonomy.models import Audience, Term, Territory, Theme, ThemeAlias
from tests.factories import (
    AudienceFactory,
    ExperiencePageFactory,
    TermFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [ThemeFactory, AudienceFactory, TermFactory])
def test_an_address_is_made_of_the_name(factory: type) -> None:
    made = factory(name="L’été à Échirolles")
    assert made.slug == "lete-a-echirolles"
    assert factory(name="Autre", slug="choisie").slug == "choisie"


@pytest.mark.parametrize("model", [Theme, Audience, Term])
def test_two_things_of_the_same_name_are_refused(model: type) -> None:
    model.objects.create(name="Compost", slug="un")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(name="Compost", slug="deux")


@pytest.mark.parametrize("factory", [ThemeFactory, TermFactory])
def test_names_that_make_the_same_address_get_one_each(factory: type) -> None:
    first, second = factory(name="Déchets"), factory(name="Dechets !")
    assert first.slug != second.slug


def test_a_renamed_theme_keeps_its_former_name() -> None:
    theme = ThemeFactory(name="Immondices")
    theme.name = "Déchets"
    theme.save()
    assert [alias.name for alias in theme.aliases.all()] == ["Immondices"]


def test_a_theme_whose_accents_are_corrected_gets_no_other_name() -> None:
    theme = ThemeFactory(name="Dechets")
    theme.name = "Déchets"
    theme.save()
    assert not theme.aliases.exists()


def test_a_theme_renamed_back_and_forth_gets_each_name_once() -> None:
    theme = ThemeFactory(name="Un")
    for name in ("Deux", "Un", "Deux", "Trois"):
        theme.name = name
        theme.save()
    assert sorted(ThemeAlias.objects.values_list("name", flat=True)) == ["Deux", "Un"]


def test_a_theme_cannot_stand_under_itself_however_far() -> None:
    top = ThemeFactory()
    bottom = ThemeFactory(parent=ThemeFactory(parent=top))
    for parent in (top, bottom):
        top.parent = parent
        with pytest.raises(ValidationError, match="sous lui-même"):
            top.full_clean()


def test_a_rubric_that_has_sub_themes_is_not_deleted() -> None:
    theme = ThemeFactory(parent=ThemeFactory())
    with pytest.raises(ProtectedError):
        theme.parent.delete()


def test_themes_stand_in_their_rank_then_by_name() -> None:
    for name, position in (("Zone", 0), ("Abri", 1), ("Mur", 0)):
        ThemeFactory(name=name, position=position)
    assert [theme.name for theme in Theme.objects.all()] == ["Mur", "Zone", "Abri"]


def test_an_alias_is_found_without_its_accents() -> None:
    theme = ThemeFactory(aliases=["Ordures Ménagères"])
    assert ThemeAlias.objects.get(folded="ordures menageres").theme == theme


def test_a_term_has_its_place_in_the_glossary() -> None:
    assert TermFactory(name="Zone floue").get_absolute_url() == "/glossaire/#zone-floue"


# -- territories ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"code": "92036", "name": "Gennevilliers"}, "Gennevilliers (92)"),
        ({"code": "2A004", "name": "Ajaccio"}, "Ajaccio (2A)"),
        ({"code": "97411", "name": "Saint-Denis"}, "Saint-Denis (974)"),
        ({"code": "69381", "name": "Lyon 1er", "level": "arrondissement"}, "Lyon 1er (69)"),
        ({"region_level": True, "name": "Bretagne"}, "Bretagne"),
        ({"departement_level": True, "name": "Isère"}, "Isère"),
        ({"epci_level": True, "name": "Tours Métropole"}, "Tours Métropole"),
    ],
)
def test_a_place_is_told_from_its_namesakes(fields: dict[str, object], label: str) -> None:
    assert TerritoryFactory(**fields).label == label


def test_a_quartier_is_named_with_its_commune() -> None:
    commune = TerritoryFactory(code="92036", name="Gennevilliers", placed=True)
    assert TerritoryFactory(quartier_level=True, name="Le Luth", commune=commune).label == "Le Luth, Gennevilliers"


def test_a_quartier_takes_its_place_from_its_commune() -> None:
    commune = TerritoryFactory(placed=True)
    quartier = Territory(level="quartier", name="Le Luth", commune=commune)
    quartier.save()
    assert quartier.epci == commune.epci
    assert quartier.departement == commune.departement
    assert quartier.region == commune.region
    assert quartier.code


def test_quartiers_of_one_commune_get_different_codes() -> None:
    commune = TerritoryFactory(placed=True)
    names = ["Quartier des Hautes-Noues Nord", "Quartier des Hautes-Noues Sud"]
    codes = {TerritoryFactory(quartier_level=True, commune=commune, name=name).code for name in names}
    assert len(codes) == 2


def test_the_official_code_of_a_quartier_is_kept() -> None:
    assert TerritoryFactory(quartier_level=True, code="QP092015").code == "QP092015"


def test_a_place_is_found_by_its_name_without_accents_or_case() -> None:
    place = TerritoryFactory(name="Échirolles")
    assert list(Territory.objects.named("echirolles")) == list(Territory.objects.named("ÉCHIROLLES")) == [place]


def test_a_place_where_something_took_place_is_not_deleted() -> None:
    place = TerritoryFactory()
    ExperiencePageFactory(territories=[place])
    with pytest.raises(ProtectedError):
        place.delete()
