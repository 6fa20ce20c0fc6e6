"""Every kind has its edit screen, its preview, and a way from an empty form to a published page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from core.models import KnowledgePage
from directory.models import Organisation, User
from experiences.models import ExperiencePage
from home.models import HomePage
from taxonomy.models import Territory
from tests.factories import (
    ExperiencePageFactory,
    OrganisationFactory,
    TerritoryFactory,
    ThemeFactory,
)

from .conftest import CREATABLE, Form, add_url, edit_url

KINDS = sorted(CREATABLE, key=lambda kind: kind.__name__)
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(superuser: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(superuser)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_page_has_a_form(browser: Client, kind: type[Page]) -> None:
    assert browser.get(add_url(kind)).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_filled_in_is_published(
    browser: Client, kind: type[Page], fill_in: Callable[..., Form], complete: Callable[[type[Page]], Form]
) -> None:
    form = fill_in(browser, kind, **complete(kind))
    response = browser.post(add_url(kind), form | {"action-publish": "1"}, follow=True)
    page = kind.objects.get(slug="brocante")
    assert page.live, response.context and response.context.get("form") and response.context["form"].errors
    assert Client().get(page.url).status_code == 200
    assert browser.get(edit_url(page)).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_is_enough_to_keep_a_draft_and_to_preview_it(
    browser: Client, kind: type[Page], fill_in: Callable[..., Form]
) -> None:
    form = fill_in(browser, kind, title="Ébauche", slug="ebauche")
    browser.post(add_url(kind), form)
    page = kind.objects.get(slug="ebauche")
    assert not page.live
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    answer = browser.post(preview, fill_in(browser, page, title="Ébauche reprise")).json()
    assert answer == {"is_valid": True, "is_available": True}
    shown = browser.get(preview)
    assert shown.status_code == 200
    assert "Ébauche reprise" in shown.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_not_yet_kept_is_previewed(browser: Client, kind: type[Page], fill_in: Callable[..., Form]) -> None:
    parent = CREATABLE[kind].objects.get()
    preview = reverse(
        "wagtailadmin_pages:preview_on_add", args=[kind._meta.app_label, kind._meta.model_name, parent.pk]
    )
    assert browser.post(preview, fill_in(browser, kind, title="Pas encore là")).json()["is_valid"]
    shown = browser.get(preview)
    assert shown.status_code == 200
    assert "Pas encore là" in shown.content.decode()


def test_a_preview_shows_what_was_just_added(
    browser: Client, fill_in: Callable[..., Form], town_hall: Organisation
) -> None:
    page = ExperiencePageFactory(live=False, with_everything=True)
    form = with_organisation(fill_in(browser, page), town_hall, "initiator")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert browser.post(preview, form).json()["is_valid"]
    assert "Ville de Gennevilliers" in browser.get(preview).content.decode()


@pytest.mark.parametrize("kind", sorted({*CREATABLE.values()}, key=lambda kind: kind.__name__))
def test_a_list_page_is_edited_and_previewed(browser: Client, kind: type[Page], fill_in: Callable[..., Form]) -> None:
    page = kind.objects.get()
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert browser.post(preview, fill_in(browser, page)).json()["is_valid"]
    assert browser.get(preview).status_code == 200


def test_the_tabs_follow_the_order_in_which_an_editor_thinks() -> None:
    for kind in KINDS:
        tabs = [tab.heading for tab in kind.get_edit_handler().children]
        assert tabs == ["Contenu", "Classement", "Qui", "Liens et documents", "Publication"]


@pytest.mark.parametrize("kind", KINDS)
def test_typing_the_title_fills_the_address(browser: Client, kind: type[Page]) -> None:
    screen = browser.get(add_url(kind)).content.decode()
    assert 'data-w-sync-target-value="#id_slug"' in screen


def test_publishing_without_a_date_is_refused_and_keeps_what_was_typed(
    browser: Client, fill_in: Callable[..., Form], complete: Callable[[type[Page]], Form]
) -> None:
    form = fill_in(browser, ExperiencePage, **complete(ExperiencePage) | {"published_on": ""})
    response = browser.post(add_url(ExperiencePage), form | {"action-publish": "1"})
    page = response.content.decode()
    assert "Donnez une date, même approchée" in page
    assert "Chaque trimestre, une brocante donne une deuxième vie aux objets." in page
    assert not ExperiencePage.objects.exists()


def test_a_testimony_without_consent_is_drafted_but_not_published(
    browser: Client, fill_in: Callable[..., Form]
) -> None:
    page = ExperiencePageFactory(
        live=False, testimonies=[("testimony", {"quote": "Oui.", "role": "gardien", "consent": False})]
    )
    form = fill_in(browser, page)
    form |= {
        "testimonies-count": "1",
        "testimonies-0-type": "testimony",
        "testimonies-0-order": "0",
        "testimonies-0-deleted": "",
        "testimonies-0-value-quote": "Oui.",
        "testimonies-0-value-role": "gardien",
    }
    refused = browser.post(edit_url(page), form | {"action-publish": "1"})
    assert "n’a pas l’accord de la personne" in str(refused.context["form"].errors["testimonies"])
    page.refresh_from_db()
    assert not page.live
    assert browser.post(edit_url(page), form).status_code == 302


def test_a_page_is_filed_under_themes_ticked_in_their_tree(browser: Client, fill_in: Callable[..., Form]) -> None:
    rubric = ThemeFactory(name="Cadre de vie")
    theme = ThemeFactory(name="Encombrants", parent=rubric)
    page = ExperiencePageFactory()
    screen = browser.get(edit_url(page)).content.decode()
    assert "Cadre de vie" in screen
    form = fill_in(browser, page, themes=[str(theme.pk)])
    form["themes"] = [str(theme.pk)]
    browser.post(edit_url(page), form | {"action-publish": "1"})
    assert list(ExperiencePage.objects.get(pk=page.pk).themes.all()) == [theme]
    assert '<details class="theme-tree-root" open>' in browser.get(edit_url(page)).content.decode()


def test_choosing_actors_and_places_opens_their_choosers(browser: Client, town_hall: Organisation) -> None:
    for model in ("directory_organisation", "directory_person", "taxonomy_territory", "resources_reference"):
        modal = browser.get(reverse(f"wagtailsnippetchoosers_{model}:choose"), {"multiple": "1"})
        assert modal.status_code == 200, model
    found = browser.get(reverse("wagtailsnippetchoosers_directory_organisation:choose_results"), {"q": "genne"})
    assert "Ville de Gennevilliers" in found.content.decode()


def test_an_organisation_is_added_from_its_chooser(browser: Client) -> None:
    response = browser.post(
        reverse("wagtailsnippetchoosers_directory_organisation:create"),
        {"name": "Régie de quartier des Courtilles", "type": "neighbourhood_enterprise"},
    )
    assert response.json()["step"] == "chosen"
    assert Organisation.objects.get().slug == "regie-de-quartier-des-courtilles"


# -- places proposed --------------------------------------------------------------------------------------------------
def with_organisation(form: Form, organisation: Organisation, role: str) -> Form:
    number = int(form["page_organisations-TOTAL_FORMS"])
    prefix = f"page_organisations-{number}"
    return form | {
        "page_organisations-TOTAL_FORMS": str(number + 1),
        f"{prefix}-organisation": str(organisation.pk),
        f"{prefix}-role": role,
        f"{prefix}-ORDER": str(number + 1),
        f"{prefix}-id": "",
        f"{prefix}-DELETE": "",
        f"{prefix}-note": "",
    }


def places(page: KnowledgePage) -> list[Territory]:
    fresh = KnowledgePage.objects.get(pk=page.pk)
    return [link.territory for link in fresh.page_territories.all()]


def test_an_item_without_place_takes_that_of_the_organisation_that_began_it(
    browser: Client, fill_in: Callable[..., Form], town_hall: Organisation
) -> None:
    page = ExperiencePageFactory(live=False)
    partner = OrganisationFactory(territory=TerritoryFactory(name="Nanterre"))
    form = with_organisation(fill_in(browser, page), partner, "partner")
    form = with_organisation(form, town_hall, "initiator")
    response = browser.post(edit_url(page), form | {"action-publish": "1"}, follow=True)
    assert places(page) == [town_hall.territory]
    assert "elle prend le territoire de ses organisations (Gennevilliers (92))" in response.content.decode()
    assert [link.territory for link in page.get_latest_revision_as_object().page_territories.all()] == [
        town_hall.territory
    ]


def test_a_place_that_was_given_is_left_alone(
    browser: Client, fill_in: Callable[..., Form], town_hall: Organisation
) -> None:
    elsewhere = TerritoryFactory(name="Grenoble")
    page = ExperiencePageFactory(territories=[elsewhere], organisations=[(town_hall, "initiator")])
    browser.post(edit_url(page), fill_in(browser, page) | {"action-publish": "1"})
    assert places(page) == [elsewhere]


def test_a_draft_is_proposed_nothing_yet(
    browser: Client, fill_in: Callable[..., Form], town_hall: Organisation
) -> None:
    page = ExperiencePageFactory(live=False)
    browser.post(edit_url(page), with_organisation(fill_in(browser, page), town_hall, "initiator"))
    assert places(page) == []


def test_the_front_page_is_not_a_knowledge_page_and_is_edited_all_the_same(
    browser: Client, fill_in: Callable[..., Form]
) -> None:
    home = HomePage.objects.get()
    form = fill_in(browser, home, title="Centre de ressources")
    browser.post(edit_url(home), form | {"action-publish": "1"})
    home.refresh_from_db()
    assert home.title == "Centre de ressources"
