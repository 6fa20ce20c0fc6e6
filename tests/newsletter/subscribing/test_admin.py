"""Subscriptions in the admin: for administrators, one person at a time; taking over a list with its proofs."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from directory.models import User
from newsletter.models import Consent, Mailing, OutboxLetter, RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of
from newsletter.subscribing.service_letters import content_of
from tests.conftest import signed_in_browser
from tests.factories import AlertFactory, SubscriberFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtails_templates")]
LIST = "/admin/abonnements/"
HEADER = "courriel;où;quand;termes"
TERMS = "Je veux recevoir la lettre"


@pytest.fixture
def administrator(db: None) -> Client:
    return signed_in_browser(UserFactory(role="Administrateur"))


def bring(browser: Client, *lines: str, header: str = HEADER, checked: str = "", encoding: str = "utf-8") -> str:
    raw = "\r\n".join([header, *lines]).encode(encoding)
    return send(browser, SimpleUploadedFile("liste.csv", raw), checked)


def send(browser: Client, file: SimpleUploadedFile, checked: str = "") -> str:
    response = browser.post(f"{LIST}reprendre/", {"file": file, "checked": checked}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def mark_in(page: str) -> str:
    return BeautifulSoup(page, "html.parser").find(attrs={"name": "checked"})["value"]


# -- who sees addresses -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["editor", "reviewer", "partner"])
def test_only_administrators_see_addresses(role: str) -> None:
    subscriber = SubscriberFactory(email="canari@example.org")
    browser = signed_in_browser(UserFactory(**{role: True}))
    for path in (LIST, f"{LIST}{subscriber.pk}/", f"{LIST}{subscriber.pk}/donnees/", f"{LIST}{subscriber.pk}/effacer/",
                 f"{LIST}reprendre/", f"{LIST}reinscrire/"):  # fmt: skip
        for answer in (browser.get(path), browser.post(path, {"act": "leave"})):
            assert answer.status_code in (302, 403, 405)
            assert b"canari" not in answer.content
    subscriber.refresh_from_db()
    assert subscriber.state == Subscriber.State.ACTIVE
    assert LIST not in browser.get("/admin/").content.decode()


def test_the_menu_leads_there(administrator: Client) -> None:
    assert reverse("newsletter_subscriptions") in administrator.get("/admin/").content.decode()


# -- one person's request ---------------------------------------------------------------------------------------------
def test_a_person_is_found_by_address_and_state(administrator: Client) -> None:
    SubscriberFactory(email="anne@example.org")
    SubscriberFactory(email="zoe@example.org", pending=True)
    assert "zoe@" not in administrator.get(f"{LIST}?q=ANNE").content.decode()
    page = administrator.get(f"{LIST}?etat=pending")
    assert "anne@" not in page.content.decode()
    assert "zoe@" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    for hostile in ("?q=%00'\"<script>", "?etat=x&p=99999", "?p=-1", "?p=a", "?q=" + "x" * 3000):
        assert administrator.get(f"{LIST}{hostile}").status_code == 200


def test_a_long_list_is_paged(administrator: Client, django_assert_max_num_queries: Callable[..., object]) -> None:
    SubscriberFactory.create_batch(60)
    with django_assert_max_num_queries(40):
        page = BeautifulSoup(administrator.get(LIST).content, "html.parser")
    assert len(page.select("table.listing tbody tr")) == 50


def test_a_persons_request_is_answered(administrator: Client) -> None:
    subscriber = SubscriberFactory()
    AlertFactory(subscriber=subscriber)
    path = f"{LIST}{subscriber.pk}/"
    assert "« compost »" in administrator.get(path).content.decode()
    told = json.loads(administrator.get(f"{path}donnees/").content)
    assert told["courriel"] == subscriber.email
    administrator.post(path, {"act": "leave"})
    assert "à la demande de la personne" in administrator.get(path).content.decode()
    assert administrator.get(f"{path}effacer/").status_code == 200
    assert Subscriber.objects.exists()
    administrator.post(f"{path}effacer/")
    assert not Subscriber.objects.exists()
    assert RetiredAddress.objects.exists()


def test_a_confirmation_is_sent_again_to_those_who_wait_only(administrator: Client) -> None:
    for subscriber, letters in ((SubscriberFactory(), 0), (SubscriberFactory(pending=True), 1)):
        administrator.post(f"{LIST}{subscriber.pk}/", {"act": "resend"})
        assert len(mail.outbox) == letters


def test_whoever_complained_may_be_let_back_by_their_whole_address(administrator: Client) -> None:
    RetiredAddress.objects.create(fingerprint=fingerprint_of("anne@example.org"), why="complained")
    assert "se réinscrire" not in administrator.get(f"{LIST}?q=anne").content.decode()
    assert "s’est plainte" in administrator.get(f"{LIST}?q=Anne@example.org").content.decode()
    administrator.post(f"{LIST}reinscrire/", {"email": "zoe@example.org"})
    assert RetiredAddress.objects.exists()
    administrator.post(f"{LIST}reinscrire/", {"email": "Anne@example.org"})
    assert not RetiredAddress.objects.exists()
    assert not mail.outbox


# -- taking over a list -----------------------------------------------------------------------------------------------
def test_a_list_is_looked_at_before_it_is_brought_in(administrator: Client) -> None:
    lines = (f"Anne@Example.org;Réunion de Tours;03/12/2024;{TERMS}", f"zoe@example.org;Salon;2025-01-31;{TERMS}")
    page = bring(administrator, *lines)
    assert "2 adresses à reprendre" in page
    assert not Subscriber.objects.exists()
    bring(administrator, *lines, checked=mark_in(page))
    anne = Subscriber.objects.get(email="anne@example.org")
    assert anne.state == Subscriber.State.ACTIVE
    proof = anne.consents.get()
    assert (proof.what, proof.text) == (Consent.What.IMPORTED, TERMS)
    assert "Réunion de Tours, le 03/12/2024" in proof.source
    assert administrator.get(f"/lettre/mes-choix/{anne.secret}/").status_code in (200, 403)


def test_those_brought_in_are_told_once_with_the_link_to_leave(administrator: Client) -> None:
    line = f"anne@example.org;Salon;03/12/2024;{TERMS}"
    bring(administrator, line, checked=mark_in(bring(administrator, line)))
    assert not mail.outbox, "the outbox sends it, at its rate"
    assert Mailing.objects.get().kind == Mailing.Kind.SERVICE
    letter = OutboxLetter.objects.get()
    said = content_of(letter.data, letter.subscriber)["editorial"]
    assert "Salon, le 03/12/2024" in said
    assert f"/lettre/desinscription/{letter.subscriber.secret}/" in said
    assert "Aucune adresse" in bring(administrator, line, checked=mark_in(bring(administrator, line)))
    assert OutboxLetter.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (f"anne@example.org;;03/12/2024;{TERMS}", "où"),
        (f"anne@example.org;Salon;;{TERMS}", "quand"),
        ("anne@example.org;Salon;03/12/2024;", "les termes"),
        ("anne@example.org;Salon;03/12/2024", "les termes"),
        (f"anne@example.org;Salon;hier;{TERMS}", "date"),
        (f"anne@example.org;Salon;03/12/2999;{TERMS}", "date"),
        (f"anne;Salon;03/12/2024;{TERMS}", "valable"),
        (f";Salon;03/12/2024;{TERMS}", "manque"),
        (f'"a@b.fr\nBcc: c@d.fr";Salon;03/12/2024;{TERMS}', "valable"),
    ],
)
def test_a_row_without_its_proof_is_refused_with_its_number(administrator: Client, line: str, why: str) -> None:
    page = bring(administrator, f"zoe@example.org;Salon;03/12/2024;{TERMS}", line)
    refused = [one for one in BeautifulSoup(page, "html.parser").select("li") if one.get_text().startswith("Ligne 3")]
    assert why in refused[0].get_text()
    bring(administrator, f"zoe@example.org;Salon;03/12/2024;{TERMS}", line, checked=mark_in(page))
    assert [one.email for one in Subscriber.objects.all()] == ["zoe@example.org"]


def test_those_who_are_known_or_retired_are_left_as_they_are(administrator: Client) -> None:
    SubscriberFactory(email="gone@example.org", left=True)
    for name, why in (("erased", "erased"), ("complained", "complained")):
        RetiredAddress.objects.create(fingerprint=fingerprint_of(f"{name}@example.org"), why=why)
    names = ("gone", "erased", "complained", "anne", "ANNE")
    lines = [f"{name}@example.org;Salon;03/12/2024;{TERMS}" for name in names]
    page = bring(administrator, *lines)
    assert "1 adresse à reprendre" in page
    assert "2 retirées" in page
    assert "1 en double" in page
    bring(administrator, *lines, checked=mark_in(page))
    assert Subscriber.objects.get(email="gone@example.org").state == Subscriber.State.LEFT
    assert Subscriber.objects.count() == 2


def test_another_file_than_the_one_looked_at_is_not_brought_in(administrator: Client) -> None:
    mark = mark_in(bring(administrator, f"anne@example.org;Salon;03/12/2024;{TERMS}"))
    for checked in (mark, "forged", "forged:mark"):
        page = bring(administrator, f"zoe@example.org;Salon;03/12/2024;{TERMS}", checked=checked)
        assert "pas le fichier" in page
    assert not Subscriber.objects.exists()


def test_lists_of_excel_and_of_windows_are_read(administrator: Client) -> None:
    book = Workbook()
    book.active.append(["Courriel", "Origine", "Date", "Termes"])
    book.active.append(["anne@example.org", "Salon", datetime.datetime(2024, 12, 3, tzinfo=None), TERMS])  # noqa: DTZ001
    raw = io.BytesIO()
    book.save(raw)
    assert "1 adresse à reprendre" in send(administrator, SimpleUploadedFile("liste.xlsx", raw.getvalue()))
    windows = bring(administrator, f"anne@example.org;Salon;03/12/2024;{TERMS}", encoding="cp1252")
    assert "1 adresse à reprendre" in windows


def test_formulas_are_kept_as_text(administrator: Client) -> None:
    lines = ('anne@example.org;=HYPERLINK("http://a.fr");03/12/2024;@SUM(1)',)
    bring(administrator, *lines, checked=mark_in(bring(administrator, *lines)))
    proof = Consent.objects.get()
    assert proof.text == "'@SUM(1)"
    assert proof.source.startswith("'=HYPERLINK")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("liste.csv", b""),
        ("liste.csv", b"\x00\xff\xfe"),
        ("liste.csv", b"courriel;quand\r\na@b.fr;hier"),
        ("liste.csv", b'"' + b"a" * 200_000),
        ("liste.xlsx", b"PK\x03\x04 not an archive"),
        ("liste.xlsx", b"courriel"),
        ("liste.exe", b"MZ"),
        ("liste.pdf", b"%PDF-1.7"),
    ],
)
def test_a_file_that_is_no_list_is_refused_clearly(administrator: Client, name: str, raw: bytes) -> None:
    page = BeautifulSoup(send(administrator, SimpleUploadedFile(name, raw)), "html.parser")
    assert page.select_one("[role=alert]").get_text(strip=True)
    assert not Subscriber.objects.exists()


def test_superusers_may_too(superuser: User) -> None:
    assert signed_in_browser(superuser).get(LIST).status_code == 200


def test_who_asked_for_a_search_alone_is_sent_its_own_link_again(administrator: Client) -> None:
    subscriber = SubscriberFactory(pending=True, wants_letter=False)
    alert = AlertFactory(subscriber=subscriber, is_confirmed=False)
    administrator.post(f"{LIST}{subscriber.pk}/", {"act": "resend"})
    (message,) = mail.outbox
    assert f"/lettre/alerte/{subscriber.current_secret()}/{alert.pk}/" in message.body
