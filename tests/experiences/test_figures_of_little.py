"""The figures where there is nothing, or next to nothing, to count."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from experiences.figures import NAMES
from tests.experiences.counted import figures, total_at
from tests.factories import ExperiencePageFactory, PracticeSheetPageFactory, TerritoryFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_a_commune_chosen_is_counted_though_it_is_no_departement(client: Client) -> None:
    commune = TerritoryFactory(placed=True, name="Gennevilliers")
    ExperiencePageFactory(territories=[commune])
    [row] = figures(f"territory={commune.code}")["territoires"].rows
    assert ("Gennevilliers" in row.label, row.total, total_at(client, row.url)) == (True, 1, 1)


def test_once_every_theme_has_a_practice_nothing_is_left_in_the_dark() -> None:
    ExperiencePageFactory(themes=[ThemeFactory()])
    figure = figures()["angles-morts"]
    assert not figure.rows
    assert figure.note == "Chaque thème a au moins un retour d’expérience."


def test_no_figure_of_nothing_fails(client: Client) -> None:
    page = client.get(reverse("figures"))
    assert page.status_code == 200
    assert page.content.decode().count("rien à compter") == len(NAMES) - 1
    for name in NAMES:
        ET.fromstring(client.get(reverse("figure_svg", args=[name])).content)


@pytest.mark.parametrize("trait", ["draft", "expired", "private", "behind_password"])
def test_a_theme_of_which_only_hidden_items_speak_stays_in_the_dark(trait: str) -> None:
    theme = ThemeFactory(name="Compost")
    for factory in (ExperiencePageFactory, PracticeSheetPageFactory):
        factory(themes=[theme], **{trait: True})
    [row] = figures()["angles-morts"].rows
    assert (row.label, row.total) == ("Compost", 0)


def test_a_name_that_looks_like_a_formula_is_text_in_the_table(client: Client) -> None:
    ExperiencePageFactory(themes=[ThemeFactory(name="=HYPERLINK(1)")])
    assert b"'=HYPERLINK(1)" in client.get(reverse("figure_csv", args=["themes-et-issues"])).content


def test_years_too_far_apart_are_in_the_table_only() -> None:
    for year in ("1954", "2019"):
        ExperiencePageFactory(published_on=year)
    figure = figures()["annees"]
    assert [row.label for row in figure.rows] == ["1954", "2019"]
    assert "1954" not in [row.label for row in figure.drawing.rows]
    assert "dans le tableau" in figure.note
