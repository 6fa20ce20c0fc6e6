"""Themes, keywords and territories: found quickly, merged without loss."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from core.models import Tag
from directory.models import Organisation, User
from experiences.models import ExperiencePage
from taxonomy.lookups import matching_territories
from taxonomy.merging import rewrite_revisions
from taxonomy.models import Territory, Theme
from tests.factories import (
    ExperiencePageFactory,
    OrganisationFactory,
    PersonFactory,
    TagFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(reviewer: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(reviewer)


def found(text: str) -> list[str]:
    return [place.name for place in matching_territories(Territory.objects.all(), text)]


# -- territories ------------------------------------------------------------------------------------------------------
@pytest.fixture
def places(db: None) -> None:
    TerritoryFactory(name="Gennevilliers", code="92036", population=48_530)
    TerritoryFactory(name="Genneville", code="14299", population=800)
    TerritoryFactory(name="Saint-Étienne", code="42218", population=173_000)
    TerritoryFactory(name="Saint-Étienne-du-Bois", code="01350", population=2_500)
    TerritoryFactory(name="Tours", code="37261", population=137_000)
    TerritoryFactory(name="Tours-en-Savoie", code="73298", population=950)
    TerritoryFactory(name="L’Haÿ-les-Roses", code="94038", population=31_000)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gennev", "Gennevilliers"),
        ("92036", "Gennevilliers"),
        ("saint etienne", "Saint-Étienne"),
        ("tours", "Tours"),
        ("savoie tours", "Tours-en-Savoie"),
        ("hay les roses", "L’Haÿ-les-Roses"),
    ],
)
def test_a_territory_is_found_by_what_one_types(places: None, typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.fixture
def grenoble(db: None) -> Territory:
    return TerritoryFactory(name="Grenoble", placed=True, latitude=45.1866, longitude=5.7363)


def add_quartier(browser: Client, commune: Territory, latitude: str, longitude: str) -> str:
    """What the form answers; nothing where the quartier is added."""
    typed = {"name": "Mistral", "commune": str(commune.pk), "code": "", "latitude": latitude, "longitude": longitude}
    answer = browser.post(reverse("wagtailsnippets_taxonomy_territory:add"), typed)
    return "" if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize(("latitude", "longitude"), [("45,1712", "5,7136"), ("45.1712", "5.7136")])
def test_a_quartier_is_placed_on_the_map_with_a_comma_or_a_point(
    browser: Client, grenoble: Territory, latitude: str, longitude: str
) -> None:
    assert add_quartier(browser, grenoble, latitude, longitude) == ""
    quartier = Territory.objects.get(name="Mistral")
    assert (quartier.latitude, quartier.longitude) == (45.1712, 5.7136)


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [
        ("5,7136", "45,1712", "loin de Grenoble (latitude 45,1866, longitude 5,7363)"),
        ("45,1712", "", "Donnez les deux nombres"),
        ("", "5,7136", "Donnez les deux nombres"),
        ("au parc", "5,7136", "nombre"),
        ("NaN", "5,7136", "nombre"),
        ("1e400", "5,7136", "nombre"),
    ],
)
def test_a_place_that_cannot_be_right_is_asked_again_and_nothing_typed_is_lost(
    browser: Client, grenoble: Territory, latitude: str, longitude: str, said: str
) -> None:
    shown = add_quartier(browser, grenoble, latitude, longitude)
    assert said in shown
    assert all(f'value="{typed}"' in shown for typed in ("Mistral", latitude, longitude) if typed)
    assert not Territory.objects.filter(name="Mistral").exists()


def test_a_quartier_need_not_be_placed(browser: Client, grenoble: Territory) -> None:
    assert add_quartier(browser, grenoble, "", "") == ""
    assert Territory.objects.get(name="Mistral").latitude is None


def test_typing_gennev_among_36_000_finds_gennevilliers_at_once(browser: Client) -> None:
    Territory.objects.bulk_create(
        [Territory(level="commune", code=f"X{n}", name=f"Commune {n}", folded=f"commune {n}") for n in range(36_000)],
        batch_size=2_000,
    )
    TerritoryFactory(name="Gennevilliers", code="92036", population=48_530)
    url = reverse("wagtailsnippetchoosers_taxonomy_territory:choose_results")
    browser.get(url, {"q": "tou"})
    start = time.perf_counter()
    response = browser.get(url, {"q": "gennev"})
    taken = time.perf_counter() - start
    assert "Gennevilliers (92)" in response.content.decode()
    assert taken < 1, f"{taken:.2f} s"


def test_the_chooser_narrows_to_a_scale_and_the_commune_chooser_to_communes(browser: Client) -> None:
    commune = TerritoryFactory(name="Sevran", placed=True)
    url = reverse("wagtailsnippetchoosers_taxonomy_territory:choose_results")
    assert commune.epci.name in browser.get(url, {"scale": "epci"}).content.decode()
    communes = browser.get(url, {"level": "commune"}).content.decode()
    assert commune.label in communes
    assert f">{commune.region.name}<" not in communes


def test_the_list_of_territories_is_searched_the_same_way(browser: Client, places: None) -> None:
    page = browser.get(reverse("wagtailsnippets_taxonomy_territory:list"), {"q": "gennev"}).content.decode()
    assert page.index("Gennevilliers (92)") < page.index("Genneville (14)")
    assert "Tours" not in page


# -- the directory ----------------------------------------------------------------------------------------------------
def test_organisations_and_people_are_found_without_their_accents(browser: Client) -> None:
    OrganisationFactory(name="Régie de quartier", aliases=["La Régie"])
    PersonFactory(name="Hélène Français")
    for model, typed, name in (
        ("directory_organisation", "regie de", "Régie de quartier"),
        ("directory_person", "helene fr", "Hélène Français"),
    ):
        listing = browser.get(reverse(f"wagtailsnippets_{model}:list"), {"q": typed}).content.decode()
        chooser = browser.get(reverse(f"wagtailsnippetchoosers_{model}:choose_results"), {"q": typed}).content.decode()
        assert name in listing
        assert name in chooser


# -- merging ----------------------------------------------------------------------------------------------------------
def merge(browser: Client, source: Model, target: Model) -> None:
    base = {Tag: "mots-cles", Theme: "themes"}[type(source)]
    url = f"/admin/{base}/merge/{source.pk}/"
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"target": str(target.pk)}).status_code == 302


def tags_of(page: ExperiencePage) -> list[str]:
    return sorted(ExperiencePage.objects.get(pk=page.pk).tags.names())


def test_a_merged_keyword_survives_the_publication_of_an_older_draft(browser: Client) -> None:
    source, target = TagFactory(name="encombrants"), TagFactory(name="encombrant")
    page = ExperiencePageFactory(tags=["encombrants", "brocante"])
    draft = page.save_revision()
    merge(browser, source, target)
    assert tags_of(page) == ["brocante", "encombrant"]
    draft.refresh_from_db()
    draft.publish()
    assert tags_of(page) == ["brocante", "encombrant"]
    assert not Tag.objects.filter(name="encombrants").exists()


def test_merging_two_keywords_of_the_same_item_leaves_one(browser: Client) -> None:
    source, target = TagFactory(name="encombrants"), TagFactory(name="encombrant")
    page = ExperiencePageFactory(tags=["encombrants", "encombrant"])
    draft = page.save_revision()
    merge(browser, source, target)
    assert tags_of(page) == ["encombrant"]
    draft.refresh_from_db()
    draft.publish()
    assert tags_of(page) == ["encombrant"]


def test_a_deleted_keyword_leaves_the_drafts_too(browser: Client) -> None:
    tag = TagFactory(name="doublon")
    page = ExperiencePageFactory(tags=["doublon", "brocante"])
    draft = page.save_revision()
    browser.post(f"/admin/mots-cles/delete/{tag.pk}/")
    draft.refresh_from_db()
    assert [row["tag"] for row in draft.content["tagged_items"]] == [Tag.objects.get(name="brocante").pk]
    draft.publish()
    assert tags_of(page) == ["brocante"]


def test_a_merged_theme_leaves_its_name_its_address_and_its_drafts(browser: Client, client: Client) -> None:
    rubric = ThemeFactory(name="Cadre de vie")
    source, target = ThemeFactory(name="Ordures", parent=rubric), ThemeFactory(name="Déchets", parent=rubric)
    ThemeFactory(name="Tri", parent=source)
    page, organisation = ExperiencePageFactory(themes=[source]), OrganisationFactory()
    organisation.competences.set([source, target])
    organisation.save()
    draft = page.save_revision()
    former = source.get_absolute_url()
    merge(browser, source, target)
    draft.refresh_from_db()
    draft.publish()
    assert list(ExperiencePage.objects.get(pk=page.pk).themes.all()) == [target]
    assert list(Organisation.objects.get().competences.all()) == [target]
    assert [alias.name for alias in target.aliases.all()] == ["Ordures"]
    assert Theme.objects.get(name="Tri").parent == target
    assert Redirect.objects.get().old_path == former.rstrip("/")
    assert client.get(former, follow=True).redirect_chain[-1][0] == target.get_absolute_url()


def test_merging_a_rubric_into_one_of_its_own_themes_leaves_a_tree(browser: Client) -> None:
    rubric = ThemeFactory(name="Propreté")
    theme = ThemeFactory(name="Nettoiement", parent=rubric)
    sibling = ThemeFactory(name="Corbeilles", parent=rubric)
    merge(browser, rubric, theme)
    theme.refresh_from_db()
    sibling.refresh_from_db()
    assert (theme.parent, sibling.parent) == (None, theme)


def test_an_editor_merges_keywords_but_not_themes(editor: User, signed_in: Callable[[User], Client]) -> None:
    tag, theme = TagFactory(), ThemeFactory()
    browser = signed_in(editor)
    assert browser.get(f"/admin/mots-cles/merge/{tag.pk}/").status_code == 200
    assert browser.get(f"/admin/themes/merge/{theme.pk}/").status_code == 302


def test_revisions_that_do_not_name_it_are_left_as_they_are() -> None:
    other = ExperiencePageFactory(tags=["brocante"])
    other.save_revision()
    assert rewrite_revisions(Tag, TagFactory().pk, None) == 0


def test_the_list_of_themes_shows_the_tree(browser: Client) -> None:
    rubric = ThemeFactory(name="Vivre ensemble", position=2)
    ThemeFactory(name="Cadre de vie", position=1)
    ThemeFactory(name="Bruit", parent=rubric)
    page = browser.get("/admin/themes/").content.decode()
    assert page.index("Cadre de vie") < page.index("Vivre ensemble") < page.index("Bruit")


def test_a_theme_is_not_offered_itself_as_rubric(browser: Client) -> None:
    theme = ThemeFactory(name="Bruit")
    form = browser.get(f"/admin/themes/edit/{theme.pk}/").context["form"]
    assert theme not in form.fields["parent"].queryset
