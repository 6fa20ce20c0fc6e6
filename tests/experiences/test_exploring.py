"""Exploring practices: whatever is chosen, every view and every file tells of the same practices."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from experiences.models import Cost, Outcome
from experiences.observatory.files import FILES
from experiences.views.observatory import FACETS, VIEWS
from tests.conftest import read_whole
from tests.factories import (
    AudienceFactory,
    EventPageFactory,
    ExperiencePageFactory,
    OrganisationFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

Filters = Mapping[str, list[str]]
HOW_MANY = 25


class Practices:
    """Twenty-five practices filed at random (always the same way), others that nobody may see, and a rencontre."""

    def __init__(self) -> None:
        chance = random.Random(5)
        rubric = ThemeFactory()
        themes = [ThemeFactory(parent=rubric), ThemeFactory(parent=rubric), ThemeFactory()]
        communes = [TerritoryFactory(placed=True, latitude=45.19, longitude=5.73), TerritoryFactory(placed=True)]
        quartier = TerritoryFactory(quartier_level=True, commune=communes[0], is_priority=True)
        audiences = [AudienceFactory(), AudienceFactory()]
        organisations = [OrganisationFactory(landlord=True), OrganisationFactory()]
        for number in range(HOW_MANY + 4):
            hidden = {HOW_MANY: "draft", HOW_MANY + 1: "private", HOW_MANY + 2: "expired", HOW_MANY + 3: "scheduled"}
            ExperiencePageFactory(
                title=f"Collecte {number} à l’Île-d’Yeu" if number % 3 else f"=Compost {number}",
                themes=chance.sample(themes, chance.randint(0, 2)),
                territories=chance.sample([*communes, quartier], chance.randint(0, 2)),
                audiences=chance.sample(audiences, chance.randint(0, 2)),
                organisations=chance.sample(organisations, chance.randint(0, 2)),
                published_on=chance.choice(["2019", "2020-03", "2021-07-14"]),
                outcome=chance.choice(Outcome.values),
                evidence=chance.choice(["testimony", "measured"]),
                approach=chance.choice(["", "training", "layout"]),
                cost=chance.choice(["", "none", "more"]),
                duration=chance.choice(["", "weeks"]),
                effort=chance.choice(["", "post"]),
                governance=chance.choice(["", "shared"]),
                habitat=chance.sample(["condominium", "village"], chance.randint(0, 2)),
                programmes=chance.sample(["qpv", "npnru"], chance.randint(0, 1)),
                **{hidden[number]: True} if number in hidden else {},
            )
        EventPageFactory(themes=themes, territories=communes)
        shown = Client().get("/observatoire/").context["results"]
        self.values = {name: sorted(shown.counts[name]) for name in FACETS}

    def filters(self) -> st.SearchStrategy[Filters]:
        """Up to four facets with up to three values each, now and then a word or what nobody has."""
        of_a_facet = st.sampled_from(FACETS).flatmap(
            lambda name: st.tuples(
                st.just(name),
                st.lists(st.sampled_from([*self.values[name], "inconnu"]), min_size=1, max_size=3, unique=True),
            )
        )
        words = st.sampled_from([[], [], ["collecte"], ["compost"], ["ile d'yeu"], ["xylophone"]])
        chosen = st.lists(of_a_facet, max_size=4, unique_by=lambda pair: pair[0]).map(dict)
        return st.tuples(chosen, words).map(lambda both: both[0] | ({"q": both[1]} if both[1] else {}))


@pytest.fixture(scope="module")
def practices(kept_for_the_module: None) -> Practices:
    return Practices()


def told_by_view(client: Client, view: str, filters: Filters) -> int:
    """What the page says that it found."""
    response = client.get("/observatoire/", {**filters, "vue": view} if view else filters)
    return int(re.search(r"<h2 data-announce>(\d+) résultats?\b", response.content.decode())[1])


def written_in(client: Client, form: str, filters: Filters) -> int:
    """How many practices a file holds, whatever it says of itself."""
    text = read_whole(client.get(f"/observatoire/pratiques.{form}", filters)).decode()
    if form == "csv":
        return len(list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")))
    held = json.loads(text)
    of_form = held["features" if form == "geojson" else "practices"]
    assert held["count"] == len(of_form)
    return len(of_form)


@given(data=st.data())
@settings(max_examples=300)
def test_views_and_files_agree_whatever_is_chosen(client: Client, practices: Practices, data: st.DataObject) -> None:
    filters = data.draw(practices.filters())
    view, form = data.draw(st.sampled_from(list(VIEWS))), data.draw(st.sampled_from(list(FILES)))
    expected = client.get("/observatoire/", filters).context["results"].total
    assert told_by_view(client, view, filters) == expected
    assert written_in(client, form, filters) == expected


def test_every_view_and_every_file_tells_of_all_practices_and_of_no_hidden_one(
    client: Client, practices: Practices
) -> None:
    assert {view: told_by_view(client, view, {}) for view in VIEWS} == dict.fromkeys(VIEWS, HOW_MANY)
    assert {form: written_in(client, form, {}) for form in FILES} == dict.fromkeys(FILES, HOW_MANY)


def test_the_counts_of_the_filters_are_those_of_what_they_lead_to(client: Client, practices: Practices) -> None:
    results = client.get("/observatoire/", {"cost": "more"}).context["results"]
    for facet in results.facets:
        for choice in facet.choices[:3]:
            if not choice.selected and facet.name != "cost":
                assert client.get(choice.url).context["results"].total == choice.count, facet.name


# -- the table --------------------------------------------------------------------------------------------------------
def table(client: Client, **asked: object) -> BeautifulSoup:
    return BeautifulSoup(client.get("/observatoire/", {"vue": "tableau", **asked}).content, "html.parser")


def column(page: BeautifulSoup, number: int) -> list[str]:
    return [row(["th", "td"])[number].get_text(" ", strip=True) for row in page.select(".practices tbody tr")]


def test_the_columns_of_the_table_are_chosen(client: Client, practices: Practices) -> None:
    page = table(client, col=["cost", "habitat", "inconnue"])
    assert [th.get_text(strip=True) for th in page.select(".practices thead th")] == [
        "Retour d’expérience",
        "Coût",
        "Habitat",
    ]
    checked = [box["value"] for box in page.select(".columns input[type=checkbox][checked]")]
    assert checked == ["cost", "habitat"]


def test_choosing_columns_keeps_every_other_choice(client: Client, practices: Practices) -> None:
    form = table(client, outcome=["success", "mixed"], q="collecte", sort="-cost").select_one(".columns form")
    kept = [(field["name"], field["value"]) for field in form.select("input[type=hidden]")]
    assert sorted(kept) == [
        ("outcome", "mixed"), ("outcome", "success"), ("q", "collecte"), ("sort", "-cost"), ("vue", "tableau"),
    ]  # fmt: skip
    address = f"{form['action']}?{urlencode([*kept, ('col', 'effort')])}"
    assert client.get(address).context["results"].text == "collecte"


@pytest.mark.parametrize("turned", [False, True])
def test_the_table_is_sorted_by_what_a_practice_cost_not_by_its_letters(
    client: Client, practices: Practices, turned: bool
) -> None:
    costs = column(table(client, col="cost", sort="-cost" if turned else "cost"), 1)
    order = [str(label) for label in Cost.labels]
    ranks = [order.index(cost) for cost in costs if cost != "–"]
    assert ranks == sorted(ranks, reverse=turned)
    assert ranks
    assert "–" not in costs[: len(ranks)]  # what is not known comes last, whichever way round


def test_a_heading_says_how_the_table_is_sorted_and_turns_it_round(client: Client, practices: Practices) -> None:
    heading = table(client, sort="outcome").find(id="tri-outcome").parent
    assert heading["aria-sort"] == "ascending"
    turned = BeautifulSoup(client.get(heading.a["href"]).content, "html.parser")
    assert turned.find(id="tri-outcome").parent["aria-sort"] == "descending"
    assert not table(client).select("[aria-sort]")


def test_a_sort_that_does_not_exist_is_none(client: Client, practices: Practices) -> None:
    for sort in ("theme", "-habitat", "--cost", "cost desc", "1"):
        assert client.get("/observatoire/", {"vue": "tableau", "sort": sort}).context["results"].sort == ""


def test_pages_of_a_sorted_table_hold_every_practice_once(client: Client, practices: Practices) -> None:
    found = [
        hit.id
        for page in (1, 2)
        for hit in client.get("/observatoire/", {"sort": "-effort", "page": page}).context["results"].hits
    ]
    assert len(found) == len(set(found)) == HOW_MANY
