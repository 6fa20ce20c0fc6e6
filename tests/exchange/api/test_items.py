"""What the API says of items, one by one and in lists."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Page

from core.models import KnowledgePage
from exchange.api.kinds import DETAILS, AnyItem
from experiences.models import ExperiencePage
from search.registry import kinds
from tests.factories import (
    FACTORIES,
    ExperiencePageFactory,
    PracticeSheetPageFactory,
    StandardPageFactory,
    in_days,
)

from .conftest import Read

pytestmark = pytest.mark.django_db


def one(portal: list[KnowledgePage], kind: str) -> KnowledgePage:
    return next(page for page in portal if page.kind == kind)


def test_every_kind_has_a_shape_of_its_own() -> None:
    shapes = {shape.model_fields["kind"].annotation.__args__[0] for shape in AnyItem.__args__}
    assert shapes == set(kinds())
    assert set(DETAILS) <= set(kinds())


def test_a_list_says_of_each_item_what_identifies_it_and_its_licence(portal: list[KnowledgePage], read: Read) -> None:
    page = one(portal, "experience")
    told = {item["id"]: item for item in read("/items/", limit=200)["items"]}[page.pk]
    assert told["title"] == page.title
    assert told["url"] == f"http://testserver{page.url}"
    assert told["api_url"] == f"http://testserver/api/v1/items/{page.pk}/"
    assert told["licence"]["code"] == "etalab-2.0"
    assert told["licence"]["url"].startswith("https://")
    assert told["date"] == "2019-05-14"
    assert [place["code"] for place in told["territories"]] == [page.page_territories.get().territory.code]
    assert [actor["role"]["code"] for actor in told["organisations"]] == ["initiator", "partner"]
    assert told["classification"]["outcome"] == [{"code": "success", "label": "Réussite"}]
    assert {term["code"] for term in told["classification"]["habitat"]} == {"large_estate", "condominium"}


def test_one_practice_is_said_whole(portal: list[KnowledgePage], read: Read) -> None:
    page = one(portal, "experience")
    details = read(f"/items/{page.pk}/")["details"]
    assert details["outcome"] == {"code": "success", "label": "Réussite"}
    assert details["duration"]["code"] == "years"
    assert details["context"] == {"html": "<p>Un contexte difficile.</p>", "text": "Un contexte difficile."}
    assert [step["title"] for step in details["steps"]] == ["Diagnostic", "Chantier"]
    assert [step["date"] for step in details["steps"]] == ["2012-03", None]
    assert details["figures"] == [{"label": "Dépôts retirés", "value": "120", "unit": "tonnes", "year": 2013}]
    assert details["means"][0]["kind"] == {"code": "human", "label": "Moyens humains"}
    assert details["testimonies"][0]["name"] == "Mme Essai"
    assert "consent" not in details["testimonies"][0]
    assert details["key_points"][0]["text"] == "Commencer petit."


@pytest.mark.parametrize("kind", FACTORIES)
def test_each_kind_is_said_whole(portal: list[KnowledgePage], read: Read, kind: str) -> None:
    page = one(portal, kind)
    told = read(f"/items/{page.pk}/")
    assert (told["id"], told["kind"], told["title"]) == (page.pk, kind, page.title)
    assert ("details" in told) == (kind in DETAILS)
    assert told["documents"][0]["url"].startswith("http://testserver/documents/")
    assert "Un paragraphe" in told["body"]["text"]


def test_texts_stand_on_their_own_elsewhere(portal: list[KnowledgePage], read: Read) -> None:
    html = read(f"/items/{one(portal, 'experience').pk}/")["body"]["html"]
    assert 'src="http://testserver/media/' in html
    assert 'href="http://testserver/documents/' in html
    assert 'href="/' not in html
    assert "<svg" not in html
    assert "class=" not in html
    assert "<script" not in html


def test_a_link_within_a_text_is_whole(read: Read) -> None:
    other = PracticeSheetPageFactory()
    page = ExperiencePageFactory(context=f'<p>Voir <a linktype="page" id="{other.pk}">la fiche</a>.</p>')
    context = read(f"/items/{page.pk}/")["details"]["context"]
    assert context["html"] == f'<p>Voir <a href="http://testserver{other.url}">la fiche</a>.</p>'
    assert context["text"] == "Voir la fiche."


def test_linked_items_are_said_from_both_ends(portal: list[KnowledgePage], read: Read) -> None:
    target = portal[0]
    (source, *_) = [page for page in portal if page.kind == "experience" and page.page_links.exists()]
    (out,) = read(f"/items/{source.pk}/")["links"]
    assert (out["outgoing"], out["item"]["id"], out["relation"]["code"]) == (True, target.pk, "see_also")
    back = [link for link in read(f"/items/{target.pk}/")["links"] if link["item"]["id"] == source.pk]
    assert [link["outgoing"] for link in back] == [False]


def test_an_identifier_survives_a_new_title_and_a_new_place(read: Read, publish: Callable[[Page], Page]) -> None:
    page = StandardPageFactory()
    before = read(f"/items/{page.pk}/")
    page.title, page.slug = "Autre titre", "autre-adresse"
    publish(page)
    page.move(StandardPageFactory(), "last-child")
    after = read(f"/items/{before['id']}/")
    assert after["title"] == "Autre titre"
    assert after["api_url"] == before["api_url"]
    assert after["url"] != before["url"]


def test_the_former_address_of_an_item_leads_to_the_new_one(
    client: Client,
    read: Read,
    publish: Callable[[Page], Page],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page = ExperiencePageFactory()
    before = read(f"/items/{page.pk}/")["url"]
    page.slug = "autre-adresse"
    with django_capture_on_commit_callbacks(execute=True):
        publish(page)
    assert client.get(urlsplit(before).path).status_code == 301


def test_what_a_meeting_says_to_those_who_come_leaves_with_it(read: Read) -> None:
    past = FACTORIES["event"](with_everything=True)
    assert read(f"/items/{past.pk}/")["details"]["online_url"] is None
    coming = FACTORIES["event"](upcoming=True, online_url="https://visio.example.org/salle")
    assert read(f"/items/{coming.pk}/")["details"]["online_url"] == "https://visio.example.org/salle"


def test_words_given_without_consent_are_not_passed_on(read: Read) -> None:
    quote = {"quote": "Non.", "name": "X", "role": "y", "organisation": "", "consent": False}
    page = ExperiencePageFactory()
    ExperiencePage.objects.filter(pk=page.pk).update(testimonies=[("testimony", quote)])
    assert read(f"/items/{page.pk}/")["details"]["testimonies"] == []


HIDDEN = ("draft", "scheduled", "expired", "unpublished", "private", "behind_password")


@pytest.mark.parametrize("trait", HIDDEN)
@pytest.mark.parametrize("kind", FACTORIES)
def test_what_is_not_public_is_nowhere(portal: list[KnowledgePage], client: Client, kind: str, trait: str) -> None:
    """By id, in the list, as the neighbour of another item, in counts."""
    before = {facet["name"]: facet for facet in client.get("/api/v1/facets/").json()["facets"]}
    hidden = FACTORIES[kind](title="Canarilopède", links=[portal[0]], **{trait: True})
    assert client.get(f"/api/v1/items/{hidden.pk}/").status_code == 404
    assert hidden.pk not in {item["id"] for item in client.get("/api/v1/items/?limit=200").json()["items"]}
    assert client.get("/api/v1/items/?q=canarilopède").json()["count"] == 0
    assert "Canarilopède" not in client.get(f"/api/v1/items/{portal[0].pk}/").content.decode()
    assert {facet["name"]: facet for facet in client.get("/api/v1/facets/").json()["facets"]} == before


def test_what_opts_out_of_search_is_not_in_the_api(client: Client) -> None:
    page = StandardPageFactory(unlisted=True)
    assert client.get(f"/api/v1/items/{page.pk}/").status_code == 404


def test_what_is_made_private_leaves_at_once(client: Client, publish: Callable[[Page], Page]) -> None:
    page = ExperiencePageFactory()
    assert client.get(f"/api/v1/items/{page.pk}/").status_code == 200
    ExperiencePage.objects.get(pk=page.pk).unpublish()
    assert client.get(f"/api/v1/items/{page.pk}/").status_code == 404


def test_an_item_says_when_it_changed(client: Client, read: Read, publish: Callable[[Page], Page]) -> None:
    page = ExperiencePageFactory()
    before = read(f"/items/{page.pk}/")["modified_at"]
    publish(page)
    response = client.get(f"/api/v1/items/{page.pk}/")
    assert response.json()["modified_at"] > before
    moment = datetime.datetime.fromisoformat(response.json()["modified_at"])
    assert response["Last-Modified"] == moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_an_item_is_published_until_the_moment_it_expires(client: Client) -> None:
    page = ExperiencePageFactory(expire_at=in_days(1))
    assert client.get(f"/api/v1/items/{page.pk}/").status_code == 200
