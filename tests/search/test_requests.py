"""Asking the centre: what is kept, what is refused and how it is said, what is sent, what is forgotten."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from core.models import PortalSettings
from core.open_forms import forms as open_forms
from core.open_forms import robots
from search.models import AnsweringPage, DocumentaryRequest
from tests.factories import DocumentaryRequestFactory, ExperiencePageFactory
from tests.open_forms import errors_of, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]

SAID = {
    "question": "Qui ramasse les dépôts sauvages ?",
    "purpose": "Je prépare une réunion.",
    "place": "Le Pont-de-Claix",
    "name": "Anne Martin",
    "email": "anne.martin@example.org",
    "organisation": "Régie de quartier",
    "consent": "on",
}
Send = Callable[..., HttpResponse]


@pytest.fixture
def send(client: Client) -> Send:
    """Sends the form as somebody does who took a minute to fill it in."""
    minute_ago = opened()

    def send(**changes: str) -> HttpResponse:
        return client.post("/demander/", {**SAID, "opened": minute_ago, **changes})

    return send


# -- asking -----------------------------------------------------------------------------------------------------------
def test_the_form_holds_the_question_that_found_nothing(client: Client) -> None:
    response = client.get("/demander/", {"q": "du bruit & du <b>xylophone</b>"})
    page = BeautifulSoup(response.content, "html.parser")
    assert page.find(id="id_question").string.strip() == "du bruit & du <b>xylophone</b>"
    assert "no-cache" in response["Cache-Control"]
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


def test_what_is_asked_is_kept_and_both_are_told(send: Send, centre: str) -> None:
    response = send()
    assert (response.status_code, response["Location"]) == (302, "/demander/merci/")
    kept = DocumentaryRequest.objects.get()
    assert {name: getattr(kept, name) for name in SAID if name != "consent"} == {
        name: value for name, value in SAID.items() if name != "consent"
    }
    assert kept.status == "new"
    assert kept.consented_at is not None
    assert kept.notified_at is not None
    to_centre, to_asker = mail.outbox
    assert (to_centre.to, to_centre.reply_to) == ([centre], [SAID["email"]])
    for value in SAID.values():
        assert value == "on" or value in to_centre.body
    assert f"/admin/snippets/search/documentaryrequest/edit/{kept.pk}/" in to_centre.body
    assert (to_asker.to, to_asker.reply_to) == ([SAID["email"]], [centre])


def test_the_acknowledgement_carries_nobodys_words(send: Send) -> None:
    send(question="Achetez ici", name="Gagnez de l’argent")
    message = mail.outbox[1].subject + mail.outbox[1].body
    assert "Achetez" not in message
    assert "Gagnez" not in message


def test_a_question_and_an_address_are_enough(send: Send) -> None:
    assert send(purpose="", place="", name="", organisation="").status_code == 302


def test_no_cookie_is_asked_for_nor_given() -> None:
    browser = Client(enforce_csrf_checks=True)
    page = BeautifulSoup(browser.get("/demander/").content, "html.parser")
    opened = page.find("input", {"name": "opened"})["value"]
    assert errors_of(browser.post("/demander/", {**SAID, "opened": opened}))[""].startswith("Le formulaire est parti")
    assert not browser.cookies


def test_the_same_form_sent_twice_is_one_request(send: Send) -> None:
    for _ in range(2):
        assert send()["Location"] == "/demander/merci/"
    assert DocumentaryRequest.objects.count() == 1
    assert len(mail.outbox) == 2


def test_going_back_and_asking_something_else_is_another_request(send: Send) -> None:
    send()
    send(question="Et les encombrants ?")
    assert DocumentaryRequest.objects.count() == 2


def test_a_message_that_does_not_leave_costs_nothing(
    send: Send, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(self: object, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError(f"no server for {SAID['email']}")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with caplog.at_level(logging.WARNING):
        assert send().status_code == 302
    assert DocumentaryRequest.objects.get().notified_at is None
    assert "ConnectionRefusedError" in caplog.text
    assert SAID["email"] not in caplog.text


def test_without_an_address_of_the_centre_the_request_is_still_kept(send: Send) -> None:
    PortalSettings.objects.update(contact_email="")
    from core.caching import content_changed

    content_changed()
    assert send().status_code == 302
    assert DocumentaryRequest.objects.get().notified_at is None
    assert [message.to for message in mail.outbox] == [[SAID["email"]]]


def test_a_database_that_refuses_loses_nothing_of_what_was_typed(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(DocumentaryRequest.objects, "get_or_create", refuse)
    response = send()
    assert "c’est de notre fait" in errors_of(response)[""]
    assert SAID["question"] in response.content.decode()
    assert mail.outbox == []


# -- refusing ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"question": ""}, "question", "Écrivez votre question"),
        ({"question": "  \n "}, "question", "Écrivez votre question"),
        ({"question": "?!…"}, "question", "avec des mots"),
        ({"question": "x" * 3_001}, "question", "3000"),
        ({"question": "un\x00deux"}, "question", "nul"),
        ({"question": "http://a.fr http://b.fr www.c.fr"}, "question", "2 adresses de pages"),
        ({"purpose": "[url=http://a.fr]a[/url] http://b.fr"}, "purpose", "2 adresses de pages"),
        ({"name": "Achetez sur https://a.fr"}, "name", "page web"),
        ({"place": "www.exemple.fr"}, "place", "page web"),
        ({"organisation": "<a href=x>"}, "organisation", "page web"),
        ({"organisation": "x" * 151}, "organisation", "150"),
        ({"email": ""}, "email", "Donnez une adresse"),
        ({"email": "anne@"}, "email", "ne semble pas complète"),
        ({"email": "anne@exemple.fr\nBcc: tous@exemple.fr"}, "email", "ne semble pas complète"),
        ({"email": "a" * 300 + "@exemple.fr"}, "email", "254"),
        ({"consent": ""}, "consent", "Cochez cette case"),
    ],
)
def test_a_mistake_is_said_in_french_beside_its_field(
    send: Send, changes: dict[str, str], field: str, said: str
) -> None:
    response = send(**changes)
    told = errors_of(response)
    assert set(told) == {field}
    assert said in told[field]
    assert not DocumentaryRequest.objects.exists()
    page = BeautifulSoup(response.content, "html.parser")
    for name in ("question", "purpose"):
        if "\x00" not in changes.get(name, ""):
            assert page.find(id=f"id_{name}").string.strip() == changes.get(name, SAID[name]).strip()
    for name in ("place", "name", "organisation"):
        assert page.find(id=f"id_{name}")["value"] == changes.get(name, SAID[name])
    assert page.find(id="id_consent").has_attr("checked") == (changes.get("consent") is None)


def test_two_links_are_welcome(send: Send) -> None:
    assert send(question="Comme sur https://a.fr et https://b.fr ?").status_code == 302


def test_a_machine_is_asked_to_think_again(send: Send) -> None:
    trapped = send(website="https://a.fr")
    assert "doit rester vide" in errors_of(trapped)[""]
    assert 'name="website"' in trapped.content.decode()
    assert "a.fr" not in trapped.content.decode(), "somebody whose browser filled it in has only to send again"
    assert "plus vite" in errors_of(send(opened=opened(datetime.timedelta(seconds=1))))[""]
    for stale in (opened(datetime.timedelta(hours=13)), "", "forged", "x" * 5_000, "a:b:c", "\x00"):
        assert "depuis longtemps" in errors_of(send(opened=stale))[""]
    assert not DocumentaryRequest.objects.exists()


def test_a_form_left_open_overnight_goes_at_the_second_try(
    client: Client, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = send(opened=opened(datetime.timedelta(hours=13)))
    renewed = BeautifulSoup(answer.content, "html.parser").find("input", {"name": "opened"})["value"]
    monkeypatch.setattr(robots, "QUICKEST", datetime.timedelta(0))
    later = timezone.now().timestamp() + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert send(opened=renewed).status_code == 302


def test_one_address_asks_so_many_times_a_day_and_the_others_go_on(client: Client, send: Send) -> None:
    for number in range(robots.MOST_A_DAY):
        assert send(question=f"Question {number}").status_code == 302
    assert "beaucoup de demandes" in errors_of(send(question="Une de trop"))[""]
    client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    assert send(question="D’ailleurs").status_code == 302


def test_behind_a_proxy_each_visitor_is_told_by_the_address_that_the_proxy_adds(
    client: Client, send: Send, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    monkeypatch.setattr(robots, "MOST_A_DAY", 1)
    for number in range(3):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.0.0.1, 203.0.113.{number}"
        assert send(question=f"Question {number}").status_code == 302
    client.defaults["HTTP_X_FORWARDED_FOR"] = "pretended, 203.0.113.2"
    assert "beaucoup" in errors_of(send(question="Encore"))[""]


def test_the_portal_as_a_whole_takes_so_many_a_day(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_forms, "MOST_A_DAY_IN_ALL", 2)
    DocumentaryRequestFactory.create_batch(2)
    assert "beaucoup de demandes" in errors_of(send())[""]


def test_no_address_is_kept_in_the_cache(client: Client, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    keep = robots.cache.add
    monkeypatch.setattr(robots.cache, "add", lambda name, *rest: names.append(name) or keep(name, *rest))
    client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    send()
    assert names
    assert not [name for name in names if "203.0.113.77" in name]


@pytest.mark.parametrize(
    "question", ["", "'", "é" * 300, "\x00", "<script>alert(1)</script>", "%", "\u202e", "x" * 9_000]
)
def test_whatever_leads_to_the_form_is_a_page(client: Client, question: str) -> None:
    response = client.get(f"/demander/?q={quote(question)}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_the_form_is_only_read_and_sent(client: Client) -> None:
    assert client.put("/demander/").status_code == 405
    assert client.head("/demander/").status_code == 200
    assert client.get("/demander/merci/").status_code == 200
    assert client.post("/demander/", "x", content_type="application/json").status_code == 200


def test_it_says_how_long_and_where_ones_rights_are(client: Client) -> None:
    page = client.get("/demander/").content.decode()
    assert "douze mois" in page
    assert 'href="/donnees-personnelles/"' in page
    assert re.search(r'<form[^>]*action="/demander/"', page)


# -- keeping and forgetting -------------------------------------------------------------------------------------------
def test_answering_closes_a_request_and_taking_it_up_again_opens_it() -> None:
    request = DocumentaryRequestFactory()
    assert request.closed_at is None
    request.status = "answered"
    request.save()
    closed = request.closed_at
    assert closed is not None
    request.status = "closed"
    request.save()
    assert request.closed_at == closed
    request.status = "in_progress"
    request.save()
    assert request.closed_at is None


def test_a_request_is_erased_a_year_after_it_is_closed() -> None:
    gone = DocumentaryRequestFactory(answered=True, days_ago=366)
    AnsweringPage.objects.create(request=gone, page=ExperiencePageFactory())
    kept = [DocumentaryRequestFactory(answered=True, days_ago=364), DocumentaryRequestFactory()]
    call_command("forget_requests", verbosity=0)
    assert set(DocumentaryRequest.objects.all()) == set(kept)
    assert not AnsweringPage.objects.exists()


def test_the_name_that_journals_keep_of_a_request_says_nothing_of_anybody() -> None:
    request = DocumentaryRequestFactory(name="Anne Martin", email="anne@example.org", question="Mon voisin Paul")
    assert not re.search("Anne|anne|Paul", str(request))
