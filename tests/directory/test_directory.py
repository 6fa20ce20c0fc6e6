from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client

from directory.models import Organisation, Person
from directory.views import PER_PAGE
from tests.factories import ExperiencePageFactory, OrganisationFactory, PersonFactory, TerritoryFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_namesakes_get_different_addresses() -> None:
    assert [PersonFactory(name="Anne Martin").slug for _ in range(3)] == [
        "anne-martin", "anne-martin-2", "anne-martin-3",
    ]  # fmt: skip
    assert OrganisationFactory(name="Ville de Tours").slug == "ville-de-tours"
    assert OrganisationFactory(name="Ville de Tours !").slug == "ville-de-tours-2"
    assert OrganisationFactory(name="……").slug == "sans-nom"


def test_a_very_long_name_still_makes_an_address() -> None:
    for _ in range(2):
        organisation = OrganisationFactory(name=f"{'a' * 190} {Organisation.objects.count()}")
        assert organisation.slug.startswith("aaa")
        assert len(organisation.slug) <= 200


def test_nobody_has_a_record_without_a_public_role() -> None:
    with pytest.raises(ValidationError, match="rôle public"):
        Person(name="Anne Martin", function="  ").full_clean()


def test_an_organisation_that_took_part_in_something_is_not_deleted() -> None:
    organisation = OrganisationFactory()
    ExperiencePageFactory(organisations=[organisation])
    with pytest.raises(ProtectedError):
        organisation.delete()


def names(client: Client, **asked: str) -> list[str]:
    return [organisation.name for organisation in client.get("/annuaire/", asked).context["organisations"]]


@pytest.fixture
def tours() -> Organisation:
    commune = TerritoryFactory(name="Échirolles", code="38151")
    return OrganisationFactory(
        name="Régie de quartier",
        acronym="RQE",
        type="neighbourhood_enterprise",
        territory=commune,
        aliases=["Médiaction"],
    )


@pytest.mark.parametrize(
    "typed", ["régie", "RÉGIE", "regie", "rqe", "mediaction", "Médiaction", "echirolles", " quartier "]
)
def test_an_organisation_is_found_by_any_of_its_names_or_its_town(
    client: Client, tours: Organisation, typed: str
) -> None:
    OrganisationFactory(name="Autre")
    assert names(client, q=typed) == ["Régie de quartier"]


def test_an_organisation_with_many_names_is_shown_once(client: Client) -> None:
    OrganisationFactory(name="Habitat", aliases=["Habitat du Lac", "Habitat du Bois"])
    assert names(client, q="habitat") == ["Habitat"]


def test_the_directory_is_narrowed_by_type(client: Client, tours: Organisation) -> None:
    OrganisationFactory(name="Bailleur", landlord=True)
    assert names(client, type="landlord") == ["Bailleur"]
    assert len(names(client, type="inconnu")) == 2
    types = {row["value"]: row["count"] for row in client.get("/annuaire/").context["types"]}
    assert types == {"neighbourhood_enterprise": 1, "landlord": 1}


def test_names_stand_in_the_order_of_a_french_dictionary(client: Client) -> None:
    for name in ("Zone", "Élan", "Abri", "eau"):
        OrganisationFactory(name=name)
    assert names(client) == ["Abri", "eau", "Élan", "Zone"]


def test_the_directory_is_paged_and_its_links_keep_what_was_asked(client: Client) -> None:
    for number in range(PER_PAGE + 1):
        OrganisationFactory(name=f"Asso {number:03d}")
    page = client.get("/annuaire/", {"q": "asso", "type": "association"})
    assert len(page.context["organisations"]) == PER_PAGE
    following = BeautifulSoup(page.content, "html.parser").find("a", rel="next")["href"]
    assert "q=asso" in following
    assert "type=association" in following
    assert [found.name for found in client.get(f"/annuaire/{following}").context["organisations"]] == ["Asso 050"]


@pytest.mark.parametrize("page", ["0", "99", "-1", "x"])
def test_a_page_of_the_directory_that_is_none_is_answered(client: Client, page: str) -> None:
    OrganisationFactory()
    assert client.get("/annuaire/", {"page": page}).status_code == 200


def test_nothing_found_leads_back_to_the_whole_directory(client: Client, tours: Organisation) -> None:
    content = client.get("/annuaire/", {"q": "xyz"}).content.decode()
    assert "Aucune organisation" in content
    assert 'href="/annuaire/"' in content


def test_an_organisation_is_shown_with_all_that_is_known_of_it(client: Client) -> None:
    organisation = OrganisationFactory(with_everything=True)
    organisation.competences.add(ThemeFactory(name="Compost"))
    organisation.save()
    person = PersonFactory(organisation=organisation)
    told = BeautifulSoup(client.get(organisation.get_absolute_url()).content, "html.parser").main.get_text(
        " ", strip=True
    )
    parts = [
        organisation.name, "ORG", "Association", organisation.territory.label, "1 place du Marché", "04 00 00 00 00",
        "contact@organisation.example.org", "https://organisation.example.org/", "Compost", person.name, person.function,
        "Une organisation qui s’occupe des quartiers.",
    ]  # fmt: skip
    missing = [part for part in parts if part not in told]
    assert not missing


def test_an_organisation_or_a_person_with_the_least_is_a_page(client: Client) -> None:
    for thing in (OrganisationFactory(), PersonFactory()):
        assert thing.name in client.get(thing.get_absolute_url()).content.decode()
