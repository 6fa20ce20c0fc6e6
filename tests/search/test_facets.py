"""What choosing a value of a facet means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from search.results import Results
from tests.factories import ExperiencePageFactory, NewsPageFactory, TerritoryFactory, ThemeFactory

pytestmark = pytest.mark.django_db

Ask = Callable[..., Results]


def choices(results: Results, name: str) -> dict[str, int]:
    facet = next((facet for facet in results.facets if facet.name == name), None)
    return {choice.value: choice.count for choice in facet.choices} if facet else {}


def test_two_values_of_a_facet_widen_and_two_facets_narrow(ask: Ask) -> None:
    red, blue = ThemeFactory(name="Rouge"), ThemeFactory(name="Bleu")
    ExperiencePageFactory(themes=[red])
    ExperiencePageFactory(themes=[blue], failed=True)
    ExperiencePageFactory(themes=[], failed=True)
    assert ask(theme=["rouge", "bleu"]).total == 2
    assert ask(theme=["rouge", "bleu"], outcome="failure").total == 1
    assert ask(theme="rouge", outcome="failure").total == 0


def test_a_facet_ignores_its_own_selection_and_not_that_of_others(ask: Ask) -> None:
    red, blue = ThemeFactory(name="Rouge"), ThemeFactory(name="Bleu")
    ExperiencePageFactory(themes=[red])
    ExperiencePageFactory(themes=[blue], failed=True)
    results = ask(theme="rouge")
    assert choices(results, "theme") == {"rouge": 1, "bleu": 1}
    assert choices(results, "outcome") == {"success": 1}


def test_a_chosen_value_without_result_stays_in_sight(ask: Ask) -> None:
    ThemeFactory(name="Rouge")
    ExperiencePageFactory()
    results = ask(theme="rouge")
    assert results.total == 0
    assert choices(results, "theme") == {"rouge": 0}


def test_choosing_a_region_finds_what_took_place_in_its_communes(ask: Ask) -> None:
    commune = TerritoryFactory(placed=True)
    page = ExperiencePageFactory(territories=[commune])
    NewsPageFactory(territories=[TerritoryFactory(placed=True)])
    for place in (commune, commune.epci, commune.departement, commune.region):
        assert [hit.id for hit in ask(territory=place.code).hits] == [page.pk], place.level
    assert ask(territory=commune.code).chips[0].label == commune.label


def test_choosing_a_commune_finds_what_took_place_in_its_quartiers(ask: Ask) -> None:
    quartier = TerritoryFactory(quartier_level=True)
    page = ExperiencePageFactory(territories=[quartier])
    for place in (quartier, quartier.commune, quartier.commune.epci, quartier.departement, quartier.region):
        assert [hit.id for hit in ask(territory=place.code).hits] == [page.pk], place.level


def test_what_is_said_of_a_region_is_not_said_of_its_communes(ask: Ask) -> None:
    commune = TerritoryFactory(placed=True)
    ExperiencePageFactory(territories=[commune.region])
    assert ask(territory=commune.code).total == 0


def test_an_item_of_two_communes_of_one_region_counts_once_there(ask: Ask) -> None:
    one = TerritoryFactory(placed=True)
    other = TerritoryFactory(region=one.region, departement=one.departement)
    ExperiencePageFactory(territories=[one, other])
    assert choices(ask(), "territory")[one.region.code] == 1


def test_choosing_a_rubric_finds_its_sub_themes_however_deep(ask: Ask) -> None:
    rubric = ThemeFactory()
    leaf = ThemeFactory(parent=ThemeFactory(parent=rubric))
    page = ExperiencePageFactory(themes=[leaf])
    assert [hit.id for hit in ask(theme=rubric.slug).hits] == [page.pk]
    assert choices(ask(), "theme") == {rubric.slug: 1, leaf.parent.slug: 1, leaf.slug: 1}


def test_sub_themes_stand_under_their_rubric(ask: Ask) -> None:
    second, first = ThemeFactory(name="Zone"), ThemeFactory(name="Abri")
    under = ThemeFactory(name="Mur", parent=first)
    ExperiencePageFactory(themes=[second, under])
    theme = next(facet for facet in ask().facets if facet.name == "theme")
    assert [(choice.label, choice.depth) for choice in theme.choices] == [("Abri", "0"), ("Mur", "1"), ("Zone", "0")]


def test_years_run_from_the_latest(ask: Ask) -> None:
    for year in ("2019-05", "2021", "2020-01-02"):
        ExperiencePageFactory(published_on=year)
    assert list(choices(ask(), "year")) == ["2021", "2020", "2019"]


def test_an_item_hidden_after_the_fact_leaves_the_counts(ask: Ask) -> None:
    theme = ThemeFactory()
    page = ExperiencePageFactory(themes=[theme])
    assert choices(ask(), "theme") == {theme.slug: 1}
    page.unpublish()
    assert choices(ask(), "theme") == {}
