"""What people tell of the practices they took up: kept to be read, refused with words, forgotten in time."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from core.open_forms import forms as open_forms
from core.open_forms import robots
from experiences.models import Adoption, ExperiencePage
from experiences.spreading.chains import spread_of
from tests.factories import AdoptionFactory, ExperiencePageFactory, OrganisationFactory, TerritoryFactory
from tests.open_forms import errors_of, opened

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "adapted",
    "what_changed": "Tous les quinze jours, avec la régie de quartier.",
    "organisation_name": "Ville d’Essai",
    "place": "Échirolles",
    "happened_on": "03/2021",
    "name": "Anne Martin",
    "email": "anne@example.org",
    "consent": "on",
}
Send = Callable[..., HttpResponse]


@pytest.fixture
def send(client: Client, practice: ExperiencePage) -> Send:
    minute_ago = opened()

    def send(**changes: str) -> HttpResponse:
        return client.post(f"/observatoire/essaimage/{practice.pk}/", {**SAID, "opened": minute_ago, **changes})

    return send


# -- telling ----------------------------------------------------------------------------------------------------------
def test_each_practice_leads_to_the_form(client: Client, practice: ExperiencePage) -> None:
    link = BeautifulSoup(client.get(practice.url).content, "html.parser").select_one("section.spread a")
    response = client.get(link["href"])
    assert response.status_code == 200
    assert "Les encombrants annoncés" in response.content.decode()
    assert not response.cookies
    assert "no-cache" in response["Cache-Control"]


def test_what_is_told_is_kept_for_reading_and_both_are_written_to(
    send: Send, practice: ExperiencePage, centre: str
) -> None:
    response = send()
    assert (response.status_code, response["Location"]) == (302, f"/observatoire/essaimage/{practice.pk}/merci/")
    kept = Adoption.objects.get()
    assert (kept.practice, kept.state, kept.kind, kept.happened_on) == (practice, "received", "adapted", "2021-03")
    assert kept.what_changed == SAID["what_changed"]
    assert kept.consented_at
    assert kept.notified_at
    to_centre, to_teller = mail.outbox
    assert (to_centre.to, to_centre.reply_to) == ([centre], [SAID["email"]])
    assert f"/admin/snippets/experiences/adoption/edit/{kept.pk}/" in to_centre.body
    assert SAID["what_changed"] in to_centre.body
    assert to_teller.to == [SAID["email"]]
    assert "quinze" not in to_teller.body, "the form would send anybody’s words to anybody"
    assert Client().get(response["Location"]).status_code == 200


def test_nothing_is_public_before_it_has_been_read(send: Send, practice: ExperiencePage) -> None:
    send()
    assert b"quinze jours" not in Client().get(practice.url).content
    assert not spread_of(practice.pk)


def test_the_directory_and_the_referentiel_are_recognised(send: Send) -> None:
    commune = TerritoryFactory(name="Échirolles", placed=True)
    organisation = OrganisationFactory(name="Ville d’Essai")
    send(place="echirolles", organisation_name="ville d’essai")
    kept = Adoption.objects.get()
    assert (kept.organisation, kept.territory) == (organisation, commune)


def test_namesakes_are_left_to_the_centre(send: Send) -> None:
    TerritoryFactory.create_batch(2, name="Saint-Denis")
    OrganisationFactory.create_batch(2, acronym="CCAS")
    send(place="Saint-Denis", organisation_name="CCAS")
    kept = Adoption.objects.get()
    assert (kept.organisation, kept.territory) == (None, None)


def test_the_same_form_sent_twice_is_told_once(send: Send) -> None:
    assert send().status_code == send().status_code == 302
    assert Adoption.objects.count() == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("hidden", ["draft", "private", "expired"])
def test_nothing_is_told_of_what_is_not_public(client: Client, hidden: str) -> None:
    secret = ExperiencePageFactory(**{hidden: True})
    for address in (f"/observatoire/essaimage/{secret.pk}/", f"/observatoire/essaimage/{secret.pk}/merci/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/observatoire/essaimage/{secret.pk}/", SAID).status_code == 404
    assert client.get("/observatoire/essaimage/99999999/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"kind": ""}, "kind", "trois réponses"),
        ({"kind": "stolen"}, "kind", "trois réponses"),
        ({"what_changed": ""}, "what_changed", "même « rien »"),
        ({"what_changed": "…!"}, "what_changed", "avec des mots"),
        ({"what_changed": "x" * 301}, "what_changed", "300"),
        ({"what_changed": "Voir https://a.fr"}, "what_changed", "page web"),
        ({"what_changed": "a\x00b"}, "what_changed", "nul"),
        ({"organisation_name": ""}, "organisation_name", "quelle organisation"),
        ({"organisation_name": "www.achetez.fr"}, "organisation_name", "page web"),
        ({"place": "x" * 151}, "place", "150"),
        ({"happened_on": "hier matin"}, "happened_on", ""),
        ({"email": ""}, "email", "Donnez une adresse"),
        ({"email": "anne@"}, "email", "ne semble pas complète"),
        ({"consent": ""}, "consent", "Cochez cette case"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(
    send: Send, changes: dict[str, str], field: str, said: str
) -> None:
    response = send(**changes)
    told = errors_of(response)
    assert set(told) == {field}
    assert said in told[field]
    assert not Adoption.objects.exists()
    page = BeautifulSoup(response.content, "html.parser")
    for name in ("organisation_name", "place", "name", "happened_on"):
        assert page.find(id=f"id_{name}").get("value", "") == changes.get(name, SAID[name])
    if "\x00" not in changes.get("what_changed", ""):
        assert page.find(id="id_what_changed").string.strip() == changes.get("what_changed", SAID["what_changed"])
    if "kind" not in changes:
        assert page.select_one("input[type=radio][checked]")["value"] == SAID["kind"]


def test_machines_and_floods_are_slowed(client: Client, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "doit rester vide" in errors_of(send(website="https://a.fr"))[""]
    assert "depuis longtemps" in errors_of(send(opened="forged"))[""]
    assert "plus vite" in errors_of(send(opened=robots.opened_now()))[""]
    monkeypatch.setattr(robots, "MOST_A_DAY", 2)
    for number in range(2):
        assert send(what_changed=f"Chose {number}").status_code == 302
    assert "beaucoup" in errors_of(send(what_changed="Une de trop"))[""]
    client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    monkeypatch.setattr(open_forms, "MOST_A_DAY_IN_ALL", 2)
    assert "beaucoup" in errors_of(send(what_changed="D’ailleurs"))[""]


def test_a_database_that_refuses_loses_nothing(
    send: Send, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("locked for anne@example.org")

    monkeypatch.setattr(Adoption.objects, "get_or_create", refuse)
    with caplog.at_level(logging.ERROR):
        assert "c’est de notre fait" in errors_of(send())[""]
    assert "anne@example.org" not in caplog.text
    assert mail.outbox == []


# -- forgetting -------------------------------------------------------------------------------------------------------
def test_who_told_it_is_forgotten_and_what_they_told_stays() -> None:
    old = AdoptionFactory(published=True, days_ago=184)
    recent = AdoptionFactory(published=True, days_ago=180)
    AdoptionFactory(declined=True, days_ago=184)
    AdoptionFactory(received_at=timezone.now() - datetime.timedelta(days=366))
    waiting = AdoptionFactory()
    call_command("forget_adoptions", verbosity=0)
    assert set(Adoption.objects.all()) == {old, recent, waiting}
    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.name, old.email, old.fingerprint) == ("", "", None)
    assert old.what_changed
    assert recent.email


def test_the_name_that_journals_keep_says_nothing_of_anybody() -> None:
    assert "Anne" not in str(AdoptionFactory())
