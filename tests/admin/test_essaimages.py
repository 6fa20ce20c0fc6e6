"""Essaimages, as editors read, correct and publish them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from directory.models import User
from experiences.models import Adoption
from tests.factories import AdoptionFactory, ExperiencePageFactory

pytestmark = pytest.mark.django_db
ADOPTIONS = "wagtailsnippets_experiences_adoption"
ROLES = ("Éditeur", "Relecteur", "Administrateur")


@pytest.fixture
def browser(editor: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(editor)


def form(adoption: Adoption, **changes: object) -> dict[str, object]:
    names = ("state", "kind", "what_changed", "organisation_name", "place", "name", "email")
    filled = {name: getattr(adoption, name) for name in names}
    return filled | {"practice": adoption.practice_id, "happened_on": "", "organisation": "", "territory": ""} | changes


@pytest.mark.usefixtures("wagtails_templates")
def test_an_editor_corrects_publishes_and_ties_it_to_their_own_practice(browser: Client) -> None:
    adoption, own = AdoptionFactory(), ExperiencePageFactory(title="Chez nous")
    url = reverse(f"{ADOPTIONS}:edit", args=[adoption.pk])
    screen = browser.get(url).content.decode()
    assert adoption.email in screen
    answer = browser.post(url, form(adoption, state="published", what_changed="Corrigé.", own_practice=own.pk))
    assert answer.status_code == 302
    page = Client().get(adoption.practice.url).content.decode()
    assert "Corrigé." in page
    assert own.url in page
    assert adoption.email not in page
    adoption.refresh_from_db()
    assert adoption.decided_at


@pytest.mark.usefixtures("wagtails_templates")
def test_one_that_is_put_aside_shows_nowhere(browser: Client) -> None:
    adoption = AdoptionFactory(what_changed="À ne pas montrer")
    assert (
        browser.post(reverse(f"{ADOPTIONS}:edit", args=[adoption.pk]), form(adoption, state="declined")).status_code
        == 302
    )
    assert "À ne pas montrer" not in Client().get(adoption.practice.url).content.decode()


@pytest.mark.usefixtures("wagtails_templates")
def test_a_practice_is_not_made_from_itself(browser: Client) -> None:
    adoption = AdoptionFactory()
    answer = browser.post(
        reverse(f"{ADOPTIONS}:edit", args=[adoption.pk]), form(adoption, own_practice=adoption.practice_id)
    )
    assert "C’est la même fiche" in answer.content.decode()


@pytest.mark.usefixtures("wagtails_templates")
def test_the_list_is_in_the_menu_filtered_searched_and_taken_away_without_names(browser: Client) -> None:
    AdoptionFactory(organisation_name="=Ville de Sens", place="Sens")
    AdoptionFactory(organisation_name="Ville de Dreux", published=True)
    address = reverse(f"{ADOPTIONS}:list")
    assert address in browser.get(reverse("wagtailadmin_home")).content.decode()
    received = browser.get(f"{address}?state=received").content.decode()
    assert "Ville de Sens" in received
    assert "Ville de Dreux" not in received
    assert "Dreux" in browser.get(f"{address}?q=dreux").content.decode()
    file = b"".join(browser.get(f"{address}?export=csv")).decode()
    assert "'=Ville de Sens" in file
    assert "example.org" not in file


@pytest.mark.usefixtures("wagtails_templates")
def test_the_list_asks_as_little_for_many(browser: Client, django_assert_max_num_queries) -> None:
    AdoptionFactory.create_batch(20)
    address = reverse(f"{ADOPTIONS}:list")
    browser.get(address)
    with django_assert_max_num_queries(25):
        browser.get(address)


@pytest.mark.usefixtures("wagtails_templates")
def test_the_dashboard_tells_those_who_read_them(
    browser: Client, partner: User, signed_in: Callable[[User], Client]
) -> None:
    home = reverse("wagtailadmin_home")
    AdoptionFactory(published=True)
    assert "new-adoptions-title" not in browser.get(home).content.decode()
    AdoptionFactory.create_batch(2)
    panel = BeautifulSoup(browser.get(home).content, "html.parser").select_one("[aria-labelledby=new-adoptions-title]")
    assert panel.h2.get_text(" ", strip=True) == "2 essaimages attendent votre relecture"
    listed = browser.get(panel.a["href"])
    assert [one.state for one in listed.context["object_list"]] == ["received"] * 2
    assert "new-adoptions-title" not in signed_in(partner).get(home).content.decode()


def test_those_who_write_read_them_and_partners_do_not(partner: User, signed_in: Callable[[User], Client]) -> None:
    allowed = Permission.objects.filter(content_type__model="adoption", group__name__in=ROLES)
    assert allowed.values("codename", "group").distinct().count() == 4 * len(ROLES)
    assert signed_in(partner).get(reverse(f"{ADOPTIONS}:list")).status_code == 302
