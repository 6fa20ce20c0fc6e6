"""What every item shows around its own text."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import timezone

from core.items import age_label, item_context
from core.models import KnowledgePage, PageLink
from home.models import HomePage
from tests.factories import (
    FACTORIES,
    BibliographyPageFactory,
    DocumentFactory,
    EventPageFactory,
    ExperiencePageFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    RecordingPageFactory,
    StandardPageFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db

LINKS = {
    "recorded_at": ("Captation de", "Captations"),
    "reading_for": ("Lectures pour", "Pour aller plus loin"),
    "produced_by": ("Issu de", "Ce qui en est issu"),
    "adapted_from": ("Adapté de", "Adapté ailleurs"),
    "draws_on": ("S’appuie sur", "Sert d’appui à"),
    "follows": ("Fait suite à", "Suivi de"),
    "see_also": ("À voir aussi", "À voir aussi"),
}


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_item_with_everything_shows_all_of_it(client: Client, kind: str) -> None:
    page = FACTORIES[kind](with_everything=True)
    content = BeautifulSoup(client.get(page.url).content, "html.parser").get_text(" ", strip=True)
    shown = [page.title, page.summary, page.themes.first().name, page.tags.first().name, page.audiences.first().name]
    shown += [page.page_organisations.first().organisation.name, page.page_people.first().person.name]
    shown += [page.page_territories.first().territory.label, page.page_documents.first().document.title]
    shown += ["Un paragraphe avec", "Devant la porte", "On a repris confiance.", "Prévoir six mois.", "Lire la charte"]
    shown += ["Qui paie ?", "Le film", "Tonnes", "Licence Ouverte 2.0", "À relire avant le"]
    missing = [text for text in shown if text not in content]
    assert not missing


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_item_with_the_least_is_shown_without_empty_parts(client: Client, kind: str) -> None:
    page = FACTORIES[kind]()
    parsed = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert parsed.h1.get_text(strip=True) == page.title
    empty = [tag.name for tag in parsed.main(["h2", "h3", "dd", "ul", "ol", "section"]) if not tag.get_text(strip=True)]
    assert not empty


@pytest.mark.parametrize("kind", FACTORIES)
def test_no_two_parts_of_a_page_have_the_same_name(client: Client, kind: str) -> None:
    page = FACTORIES[kind](with_everything=True)
    parsed = BeautifulSoup(client.get(page.url).content, "html.parser")
    names = [tag["id"] for tag in parsed.find_all(id=True)]
    assert len(names) == len(set(names))
    targets = {
        link["href"][1:] for link in parsed("a", href=True) if link["href"].startswith("#") and link["href"] != "#"
    }
    assert targets <= set(names)


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_preview_of_a_draft_shows_what_the_page_will(kind: str) -> None:
    page = FACTORIES[kind](with_everything=True)
    page.save_revision()
    stored = item_context(KnowledgePage.objects.get(pk=page.pk).specific)
    previewed = item_context(page.get_latest_revision_as_object())
    stored.pop("links"), previewed.pop("links")
    assert previewed == stored


@pytest.mark.parametrize("kind", FACTORIES)
def test_a_new_draft_that_is_not_saved_yet_can_be_previewed(kind: str) -> None:
    model = FACTORIES[kind]._meta.model
    parent = model.allowed_parent_page_models()[0].objects.first()
    page = FACTORIES[kind].build(parent=parent)
    page.path, page.depth = parent.path + "ZZZZ", parent.depth + 1
    page.set_url_path(parent)
    request = RequestFactory().get("/")
    for mode, _ in page.preview_modes:
        response = page.make_preview_request(request, mode)
        assert response.status_code == 200


def test_text_typed_by_editors_is_never_markup(client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    page = ExperiencePageFactory(
        with_everything=True,
        title=hostile,
        slug="hostile",
        summary=hostile,
        beneficiaries=hostile,
        evidence_note=hostile,
        themes=[],
        organisations=[(OrganisationFactory(name=hostile), "initiator")],
        people=[(PersonFactory(name=hostile, function=hostile), "speaker")],
        territories=[TerritoryFactory(name=hostile)],
        documents=[DocumentFactory(title=hostile)],
        testimonies=[("testimony", {"quote": hostile, "name": hostile, "role": hostile, "consent": True})],
        figures=[("figure", {"label": hostile, "value": hostile, "unit": hostile})],
    )
    for address in (page.url, "/", "/experiences/", "/observatoire/", "/annuaire/", "/plan-du-site/"):
        scripts = BeautifulSoup(client.get(address).content, "html.parser")("script")
        assert [script for script in scripts if script.string and "alert" in script.string] == [], address


# -- links ------------------------------------------------------------------------------------------------------------
def test_every_kind_of_link_has_a_name_from_both_ends() -> None:
    assert set(LINKS) == set(PageLink.Kind.values)
    for kind, (forth, back) in LINKS.items():
        assert (PageLink.Kind(kind).label, PageLink.INVERSE_LABELS[kind]) == (forth, back)


@pytest.mark.parametrize("kind", LINKS)
def test_a_link_is_shown_from_both_ends(client: Client, kind: str) -> None:
    target = EventPageFactory(title="La rencontre")
    source = RecordingPageFactory(title="Ce qu’on y a dit", links=[(target, kind)])
    forth, back = LINKS[kind]
    assert links_on(client, source) == {forth: [("La rencontre", target.url, "rencontre")]}
    assert links_on(client, target) == {back: [("Ce qu’on y a dit", source.url, "captation")]}


def test_links_stand_in_the_order_given_and_grouped_by_meaning(client: Client) -> None:
    first, second, third = (NewsPageFactory(title=title) for title in ("Un", "Deux", "Trois"))
    page = BibliographyPageFactory(links=[(third, "see_also"), (first, "reading_for"), (second, "see_also")])
    assert [(label, [title for title, _, _ in links]) for label, links in links_on(client, page).items()] == [
        ("À voir aussi", ["Trois", "Deux"]),
        ("Lectures pour", ["Un"]),
    ]


def test_what_is_linked_from_both_ends_or_more_closely_is_told_once(client: Client) -> None:
    first, second = NewsPageFactory(title="Un"), NewsPageFactory(title="Deux")
    page = BibliographyPageFactory(links=[(first, "see_also"), (first, "follows"), (second, "see_also")])
    second.page_links.create(target=page, kind="see_also")
    assert [(label, [title for title, _, _ in links]) for label, links in links_on(client, page).items()] == [
        ("À voir aussi", ["Deux"]),
        ("Fait suite à", ["Un"]),
    ]


def test_the_note_of_a_link_is_shown(client: Client) -> None:
    target = NewsPageFactory()
    page = NewsPageFactory()
    PageLink.objects.create(page=page, target=target, kind="see_also", note="surtout la fin")
    assert "surtout la fin" in client.get(page.url).content.decode()


def links_on(client: Client, page: KnowledgePage) -> dict[str, list[tuple[str, str, str]]]:
    item = client.get(page.url).context["item"]
    return {
        label: [(link["title"], link["url"], link["kind_label"]) for link in links] for label, links in item["links"]
    }


# -- age, warrant, licence --------------------------------------------------------------------------------------------
def ago(days: int) -> str:
    return (timezone.localdate() - datetime.timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("date", "label"),
    [
        (lambda: ago(-10), "à venir"),
        (lambda: ago(0), "ce mois-ci"),
        (lambda: ago(40), "il y a 1 mois"),
        (lambda: ago(200), "il y a 6 mois"),
        (lambda: ago(400), "il y a 1 an"),
        (lambda: ago(4_000), "il y a 10 ans"),
        (lambda: "", ""),
    ],
)
def test_an_item_says_how_old_it_is(date: Callable[[], str], label: str) -> None:
    page = StandardPageFactory(published_on=date())
    page.refresh_from_db()
    assert age_label(page) == label


def test_an_item_of_this_year_is_never_yet_to_come() -> None:
    page = NewsPageFactory(published_on=str(timezone.localdate().year))
    page.refresh_from_db()
    assert age_label(page) != "à venir"


def test_the_nearest_to_the_item_vouches_for_it() -> None:
    near, far = OrganisationFactory(name="Ville"), OrganisationFactory(name="Région")
    page = ExperiencePageFactory(
        organisations=[(far, "publisher"), (near, "initiator"), (OrganisationFactory(), "partner")]
    )
    assert item_context(page)["vouched_by"] == "Ville"
    assert item_context(ExperiencePageFactory(organisations=[(far, "partner")]))["vouched_by"] == ""


def test_a_late_review_is_admitted(client: Client) -> None:
    page = NewsPageFactory(review_by=timezone.localdate() - datetime.timedelta(days=1))
    assert "Aurait dû être relue avant le" in client.get(page.url).content.decode()


def test_an_item_can_be_cited(client: Client) -> None:
    page = NewsPageFactory(
        title="Des caves vidées",
        published_on="2019",
        organisations=[(OrganisationFactory(name="Ville de Tours"), "author")],
    )
    read = f"[consulté le {timezone.localdate():%d/%m/%Y}]. {page.full_url}"
    cited = client.get(page.url).context["item"]["citation"]
    assert cited == f"Ville de Tours. Des caves vidées. Centre de ressources GUSP. 2019. {read}"


def test_a_person_is_shown_with_the_function_of_that_day(client: Client) -> None:
    page = NewsPageFactory(people=[PersonFactory(name="Anne Essai", function="directrice")])
    link = page.page_people.first()
    link.function = "stagiaire"
    link.save()
    content = client.get(page.url).content.decode()
    assert "stagiaire" in content
    assert "directrice" not in content


@pytest.mark.parametrize(
    ("function", "shown"),
    [
        ("chargée de mission", "chargée de mission, Ville d’Essai"),
        ("", "Ville d’Essai"),
        ("maire de la ville d’Essai", "maire de la ville d’Essai"),
    ],
)
def test_a_person_is_shown_with_the_organisation_unless_the_function_says_it(
    client: Client, function: str, shown: str
) -> None:
    person = PersonFactory(function=function, organisation=OrganisationFactory(name="Ville d’Essai"))
    [(_, [given])] = client.get(NewsPageFactory(people=[person]).url).context["item"]["people"]
    assert given["note"] == shown


# -- breadcrumb, rules ------------------------------------------------------------------------------------------------
def test_the_breadcrumb_leads_from_the_front_page_to_the_item(client: Client) -> None:
    page = StandardPageFactory(title="Le détail", parent=StandardPageFactory(title="Un chantier"))
    steps = client.get(page.url).context["breadcrumb"]
    assert [step["title"] for step in steps] == ["Accueil", "Un chantier", "Le détail"]
    assert [client.get(step["url"]).status_code for step in steps[:-1]] == [200, 200]


def test_the_breadcrumb_follows_a_renamed_section(client: Client) -> None:
    section = StandardPageFactory(title="Ancien nom")
    page = StandardPageFactory(parent=section)
    client.get(page.url)
    section.title = "Nouveau nom"
    section.save_revision().publish()
    assert client.get(page.url).context["breadcrumb"][1]["title"] == "Nouveau nom"


@pytest.mark.parametrize("kind", [kind for kind in FACTORIES if kind != "page"])
def test_a_published_item_must_be_dated_and_a_draft_need_not(kind: str) -> None:
    FACTORIES[kind](published_on="", draft=True)
    with pytest.raises(ValidationError, match="même approchée"):
        FACTORIES[kind](published_on="")


def test_an_editorial_page_needs_no_date() -> None:
    assert StandardPageFactory(published_on="").live


def test_two_items_cannot_have_the_same_identifier_and_many_may_have_none() -> None:
    NewsPageFactory(external_id="")
    NewsPageFactory(external_id="")
    NewsPageFactory(external_id="a-1")
    with pytest.raises(ValidationError, match="dentifiant d’origine"):
        ExperiencePageFactory(external_id="a-1")


def test_a_copy_is_an_item_of_its_own() -> None:
    page = NewsPageFactory(external_id="actualite-1")
    copy = page.copy(update_attrs={"slug": "copie"})
    assert (copy.external_id, copy.title) == (None, page.title)


@pytest.mark.parametrize("kind", [kind for kind in FACTORIES if kind != "page"])
def test_an_item_stands_under_the_list_of_its_kind_and_nowhere_else(kind: str, front_page: HomePage) -> None:
    model = FACTORIES[kind]._meta.model
    page = FACTORIES[kind]()
    assert model.allowed_parent_page_models() == [type(page.get_parent().specific)]
    assert model.allowed_subpage_models() == []
    assert not model.can_create_at(front_page)


def test_there_is_one_list_of_each_kind(front_page: HomePage) -> None:
    lists = {model for model in HomePage.allowed_subpage_models() if hasattr(model, "listed_kind")}
    assert {model.listed_kind for model in lists} == set(FACTORIES) - {"page"} | {"issue"}
    assert not any(model.can_create_at(front_page) for model in lists)
