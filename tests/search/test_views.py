"""Lists by theme, place, organisation, person and date, and what they show after a change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.models import KnowledgePage
from core.takeaway import FORMATS
from search.results import Results
from tests.factories import (
    EventPageFactory,
    ExperiencePageFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

Ask = Callable[..., Results]
ONE_DAY = timedelta(days=1)


# -- order ------------------------------------------------------------------------------------------------------------
def test_a_list_shows_the_latest_first_whatever_the_precision_of_dates(titles: Callable[..., list[str]]) -> None:
    for date in ("2019", "2021-05", "2021-05-03", "2020-12-31", "2021"):
        ExperiencePageFactory(title=date, published_on=date)
    assert titles() == ["2021-05-03", "2021-05", "2021", "2020-12-31", "2019"]
    assert titles(sort="date") == ["2019", "2020-12-31", "2021", "2021-05", "2021-05-03"]


def test_a_question_may_be_sorted_by_date_too(titles: Callable[..., list[str]]) -> None:
    NewsPageFactory(title="Compost", published_on="2010")
    NewsPageFactory(title="Un mot du compost", published_on="2020")
    assert titles("compost") == ["Compost", "Un mot du compost"]
    assert titles("compost", sort="-date") == ["Un mot du compost", "Compost"]


def test_titles_sort_as_in_a_french_dictionary(titles: Callable[..., list[str]]) -> None:
    for title in ("Zone", "Élan", "école", "Abri", "Évier", "eau"):
        NewsPageFactory(title=title)
    assert titles(sort="title") == ["Abri", "eau", "école", "Élan", "Évier", "Zone"]


def test_relevance_is_offered_only_where_there_is_a_question(ask: Ask) -> None:
    NewsPageFactory(title="Compost")
    assert "Pertinence" not in [sort.label for sort in ask().sorts]
    assert [sort.label for sort in ask().sorts if sort.current] == ["Plus récents d’abord"]
    offered = ask("compost").sorts
    assert [sort.label for sort in offered if sort.current] == ["Pertinence"]


# -- by theme, place, organisation, person ----------------------------------------------------------------------------
def test_a_theme_shows_its_items_its_sub_themes_and_its_rubric(client: Client) -> None:
    rubric = ThemeFactory(name="Propreté", description="Ce qui se ramasse.")
    theme = ThemeFactory(name="Dépôts", parent=rubric)
    page = ExperiencePageFactory(themes=[theme])
    shown = client.get("/themes/proprete/")
    assert [hit.id for hit in shown.context["results"].hits] == [page.pk]
    assert shown.context["children"] == [{"name": "Dépôts", "url": "/themes/depots/", "count": 1}]
    assert "Ce qui se ramasse." in shown.content.decode()
    assert client.get("/themes/depots/").context["parent"] == rubric


def test_another_name_of_a_theme_leads_to_it(client: Client) -> None:
    ThemeFactory(name="Gestion des déchets", aliases=["Ordures ménagères"])
    response = client.get("/themes/ordures-menageres/")
    assert (response.status_code, response["Location"]) == (301, "/themes/gestion-des-dechets/")


def test_the_former_name_of_a_theme_still_finds_its_items(client: Client, ask: Ask) -> None:
    theme = ThemeFactory(name="Immondices")
    page = ExperiencePageFactory(themes=[theme])
    theme.name, theme.slug = "Déchets", ""
    theme.save()
    assert [hit.id for hit in ask("déchets").hits] == [page.pk]
    assert [hit.id for hit in ask("immondices").hits] == [page.pk]
    assert client.get("/themes/immondices/").headers["Location"] == "/themes/dechets/"
    assert ask().hits[0].themes == [{"name": "Déchets", "url": "/themes/dechets/"}]


def test_a_place_shows_what_took_place_there_and_who_acts_there(client: Client) -> None:
    commune = TerritoryFactory(placed=True, code="38185", name="Grenoble")
    page = ExperiencePageFactory(territories=[commune])
    here = OrganisationFactory(territory=commune)
    OrganisationFactory()
    shown = client.get("/territoires/38185/")
    assert [hit.id for hit in shown.context["results"].hits] == [page.pk]
    assert list(shown.context["organisations"]) == [here]
    assert [parent["name"] for parent in shown.context["parents"]] == [
        commune.region.name, commune.departement.name, commune.epci.name,
    ]  # fmt: skip
    assert "Grenoble (38)" in shown.content.decode()


def test_the_code_of_a_corsican_place_may_be_typed_in_lower_case(client: Client) -> None:
    TerritoryFactory(code="2A004", name="Ajaccio")
    assert client.get("/territoires/2a004/").status_code == 200


@pytest.mark.parametrize(
    "typed",
    ["grenoble", "GRENO", "38185", "Échirolles", "echirolles", "saint martin d'heres", "Martin-d’Hères", "hères"],
)
def test_a_place_is_found_by_its_name_or_code(client: Client, typed: str) -> None:
    names = {"Grenoble": "38185", "Échirolles": "38151", "Saint-Martin-d’Hères": "38421"}
    for name, code in names.items():
        TerritoryFactory(name=name, code=code)
    matches = client.get("/territoires/", {"q": typed}).context["matches"]
    assert len(matches) == 1


def test_an_organisation_and_a_person_show_what_they_took_part_in(client: Client) -> None:
    organisation, person = OrganisationFactory(with_everything=True), PersonFactory(with_everything=True)
    person.organisation = organisation
    person.save()
    page = ExperiencePageFactory(organisations=[organisation], people=[person])
    NewsPageFactory()
    for place in (organisation, person):
        shown = client.get(place.get_absolute_url())
        assert [hit.id for hit in shown.context["results"].hits] == [page.pk]
        assert place.name in shown.content.decode()
    assert person.name in client.get(organisation.get_absolute_url()).content.decode()


def test_a_renamed_organisation_is_found_and_shown_by_its_new_name(client: Client, ask: Ask) -> None:
    organisation = OrganisationFactory(name="Logis du Lac")
    ExperiencePageFactory(organisations=[organisation])
    organisation.name = "Habitat du Lac"
    organisation.save()
    assert ask().hits[0].organisations == ["Habitat du Lac"]
    assert ask("habitat").total == 1
    assert ask("logis").total == 0


def test_a_renamed_person_tag_or_place_is_found_by_its_new_name(ask: Ask) -> None:
    page = ExperiencePageFactory(filed=True)
    person = page.page_people.first().person
    place = page.page_territories.first().territory
    tag = page.tags.first()
    for thing, name in ((person, "Zoé Wagner"), (place, "Quiberville"), (tag, "yourte")):
        thing.name = name
        thing.save()
        assert ask(name).total == 1, name
    assert any("Quiberville" in label for label in ask().hits[0].territories)


def test_a_theme_moved_under_another_rubric_counts_there(client: Client, ask: Ask) -> None:
    former, present = ThemeFactory(name="Ancienne"), ThemeFactory(name="Nouvelle")
    theme = ThemeFactory(parent=former)
    ExperiencePageFactory(themes=[theme])
    theme.parent = present
    theme.save()
    assert ask(theme="nouvelle").total == 1
    assert ask(theme="ancienne").total == 0


def test_moving_a_rubric_moves_what_stands_under_its_sub_themes(ask: Ask) -> None:
    top = ThemeFactory(name="Sommet")
    rubric = ThemeFactory(name="Rubrique")
    ExperiencePageFactory(themes=[ThemeFactory(parent=rubric)])
    rubric.parent = top
    rubric.save()
    assert ask(theme="sommet").total == 1


def test_a_new_picture_shows_on_the_card(client: Client, publish: Callable[[KnowledgePage], KnowledgePage]) -> None:
    page = ExperiencePageFactory(with_image=True)
    image = client.get("/experiences/").context["results"].hits[0].image
    assert image.src in client.get("/experiences/").content.decode()
    page.featured_image = None
    publish(page)
    assert client.get("/experiences/").context["results"].hits[0].image is None


def test_a_quartier_has_a_page_of_its_own(client: Client) -> None:
    quartier = TerritoryFactory(quartier_level=True, name="Les Îles de Mars")
    assert quartier.code != quartier.code.upper()
    page = ExperiencePageFactory(territories=[quartier])
    shown = client.get(quartier.get_absolute_url())
    assert [hit.id for hit in shown.context["results"].hits] == [page.pk]


# -- the agenda -------------------------------------------------------------------------------------------------------
def test_the_agenda_opens_on_what_is_to_come_the_nearest_first(client: Client) -> None:
    later = EventPageFactory(upcoming=True, published_on="2100-05-01")
    sooner = EventPageFactory(upcoming=True, published_on="2100-04-01")
    past = EventPageFactory(published_on="2011-04-01")
    assert [hit.id for hit in client.get("/rencontres/").context["results"].hits] == [sooner.pk, later.pk]
    assert [hit.id for hit in client.get("/rencontres/?periode=passees").context["results"].hits] == [past.pk]
    everything = client.get("/rencontres/?periode=toutes").context["results"]
    assert [hit.id for hit in everything.hits] == [later.pk, sooner.pk, past.pk]


def test_the_agenda_shows_what_took_place_while_nothing_is_to_come(client: Client) -> None:
    past = EventPageFactory(published_on="2011-04")
    assert [hit.id for hit in client.get("/rencontres/").context["results"].hits] == [past.pk]
    assert client.get("/rencontres/?periode=a-venir").context["results"].total == 0


def test_what_lasts_until_tomorrow_is_still_to_come(client: Client) -> None:
    day = timezone.localdate()
    running = EventPageFactory(published_on=(day - ONE_DAY).isoformat(), ends_on=(day + ONE_DAY).isoformat())
    assert [hit.id for hit in client.get("/rencontres/?periode=a-venir").context["results"].hits] == [running.pk]
    assert client.get("/rencontres/?periode=passees").context["results"].total == 0


def test_what_is_dated_to_this_month_is_still_to_come(client: Client) -> None:
    some_day = EventPageFactory(published_on=timezone.localdate().strftime("%Y-%m"))
    assert [hit.id for hit in client.get("/rencontres/?periode=a-venir").context["results"].hits] == [some_day.pk]


@pytest.mark.parametrize(("period", "title"), [("a-venir", "Demain"), ("passees", "Hier")])
def test_each_tab_of_the_agenda_is_taken_away_as_it_is_shown(client: Client, period: str, title: str) -> None:
    EventPageFactory(title="Demain", upcoming=True)
    EventPageFactory(title="Hier", published_on="2011-04-01")
    addresses = client.get(f"/rencontres/?periode={period}").context["results"].take_away
    files = [client.get(address).content.decode() for address in addresses.values()]
    assert [[name for name in ("Demain", "Hier") if name in file] for file in files] == [[title]] * len(FORMATS)
