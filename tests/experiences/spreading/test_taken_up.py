"""All that was taken up: in search, on the map, on a page of its own."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from experiences.models import Adoption, ExperiencePage
from experiences.spreading.chains import spread_of
from experiences.spreading.taken_up import taken_up_by_departement
from search.models import FacetValue
from tests.conftest import visit
from tests.factories import AdoptionFactory, ExperiencePageFactory, OrganisationFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def spread_values(practice: ExperiencePage) -> list[str]:
    found = FacetValue.objects.filter(item=practice.pk, facet="spread")
    return sorted(found.values_list("value", flat=True))


def test_practices_are_filtered_by_what_became_of_them_elsewhere(client: Client, practice: ExperiencePage) -> None:
    adoption = AdoptionFactory(practice=practice)
    assert spread_values(practice) == []
    adoption.state = "published"
    adoption.save()
    AdoptionFactory(practice=practice, kind="abandoned", published=True)
    assert spread_values(practice) == ["abandoned", "adapted"]
    other = ExperiencePageFactory()
    adoption.practice = other
    adoption.save()
    assert (spread_values(practice), spread_values(other)) == (["abandoned"], ["adapted"])
    adoption.delete()
    assert spread_values(other) == []


def test_deleting_a_practice_takes_what_was_told_of_it(practice: ExperiencePage) -> None:
    own = ExperiencePageFactory()
    AdoptionFactory(practice=practice, published=True, own_practice=own)
    kept = AdoptionFactory(practice=own, published=True, own_practice=practice)
    practice.delete()
    assert list(Adoption.objects.all()) == [kept]
    assert not FacetValue.objects.filter(item=practice.pk).exists()
    assert [step.title for step in spread_of(own.pk).after] == [""]


def test_the_map_counts_where_public_practices_were_taken_up(practice: ExperiencePage) -> None:
    commune = TerritoryFactory(placed=True)
    code = commune.departement.code
    AdoptionFactory(practice=practice, published=True, territory=commune)
    AdoptionFactory(practice=practice, published=True, organisation=OrganisationFactory(territory=commune))
    AdoptionFactory(practice=practice, published=True, territory=commune.departement)
    AdoptionFactory(practice=practice, published=True)
    AdoptionFactory(practice=ExperiencePageFactory(draft=True), published=True, territory=commune)
    assert taken_up_by_departement() == {code: 3}
    assert taken_up_by_departement((practice.pk,)) == {code: 3}
    assert taken_up_by_departement((0,)) == {}


# -- all of them ------------------------------------------------------------------------------------------------------
def listed(client: Client, query: str = "") -> BeautifulSoup:
    response = client.get(f"/observatoire/essaimage/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def test_a_page_shows_all_that_was_taken_up_and_where(client: Client, practice: ExperiencePage) -> None:
    commune = TerritoryFactory(placed=True, departement=None, name="Échirolles")
    departement = TerritoryFactory(departement_level=True, code="38", name="Isère")
    type(commune).objects.filter(pk=commune.pk).update(departement=departement)
    AdoptionFactory(practice=practice, published=True, territory_id=commune.pk, organisation_name="Ville d’ici")
    AdoptionFactory(practice=practice, published=True, organisation_name="Ville d’ailleurs")
    AdoptionFactory(practice=practice, organisation_name="Pas encore lue")
    AdoptionFactory(practice=ExperiencePageFactory(draft=True), published=True, organisation_name="Sur un brouillon")
    everywhere = listed(client)
    text = everywhere.get_text()
    assert "2 reprises" in text
    assert "Ville d’ici" in text
    assert "Ville d’ailleurs" in text
    assert "Pas encore lue" not in text
    assert "brouillon" not in text
    (row,) = everywhere.select(".map-table tbody tr")
    assert row.get_text(" ", strip=True) == "Isère 1"
    there = listed(client, row.a["href"].partition("essaimage/")[2].partition("#")[0]).get_text()
    assert "1 reprise : Isère" in " ".join(there.split())
    assert "Ville d’ailleurs" not in there


def test_the_page_is_kind_when_there_is_nothing(client: Client) -> None:
    assert "Rien encore" in listed(client).get_text()


@pytest.mark.parametrize("query", ["?page=99", "?page=-1", "?page=é", "?departement=99", "?departement=%00&page=0"])
def test_nonsense_in_the_address_is_left_out(client: Client, practice: ExperiencePage, query: str) -> None:
    AdoptionFactory(practice=practice, published=True)
    assert "1 reprise" in listed(client, query).get_text()


def test_many_are_shown_page_by_page_with_as_few_queries(client: Client, practice: ExperiencePage) -> None:
    AdoptionFactory.create_batch(3, practice=practice, published=True)
    few = visit("/observatoire/essaimage/")
    AdoptionFactory.create_batch(40, practice=practice, published=True)
    many = visit("/observatoire/essaimage/")
    assert few.count == many.count <= 12, many.listing
    seen = [listed(client, query).select(".chain .chain > li") for query in ("", "?page=2")]
    assert [len(page) for page in seen] == [30, 13]


def test_a_link_is_listed_and_mapped_once_with_what_people_told(client: Client, practice: ExperiencePage) -> None:
    place = TerritoryFactory(placed=True)
    linked, told, hidden = (ExperiencePageFactory(title=f"Reprise {n}", territories=[place]) for n in range(3))
    for one in (linked, told, hidden):
        one.page_links.create(target=practice, kind="adapted_from")
        one.save()
    AdoptionFactory(practice=practice, published=True, own_practice=told, territory=place)
    hidden.unpublish()
    code = place.departement.code
    assert taken_up_by_departement() == {code: 2}
    assert taken_up_by_departement((linked.pk,)) == {}
    for address, titles in (("", ["Reprise 1", "Reprise 0"]), (f"?departement={code}", ["Reprise 1", "Reprise 0"])):
        page = client.get(f"/observatoire/essaimage/{address}")
        assert [one.step.title for one in page.context["taken"]] == titles
        assert page.context["total"] == 2


def test_a_link_comes_after_what_people_told_and_on_the_right_page(
    client: Client, practice: ExperiencePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiences.views.spreading.A_PAGE", 2)
    AdoptionFactory.create_batch(3, practice=practice, published=True)
    for number in range(2):
        one = ExperiencePageFactory(title=f"Reprise {number}")
        one.page_links.create(target=practice, kind="adapted_from")
        one.save()
    shown = [client.get(f"/observatoire/essaimage/?page={number}").context["taken"] for number in (1, 2, 3)]
    assert [[one.step.title for one in page] for page in shown] == [["", ""], ["", "Reprise 1"], ["Reprise 0"]]
