"""Asking for the letter: nothing counts before the button is pressed, and nothing tells whether an address is known."""

from __future__ import annotations

import datetime
import logging

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile_strings import CLASSICS, hostile
from core.open_forms import pace
from newsletter.models import Consent, RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of
from newsletter.subscribing import forms
from newsletter.subscribing.links import confirm_url
from newsletter.subscribing.recipients import recipients, retire
from tests.factories import SubscriberFactory, TerritoryFactory, ThemeFactory
from tests.open_forms import errors_of

from .conftest import ASKED, Send, link_in

pytestmark = pytest.mark.django_db
State = Subscriber.State
EMAIL = ASKED["email"]


def confirmation_path() -> str:
    return link_in(mail.outbox[-1])


# -- the way through --------------------------------------------------------------------------------------------------
def test_the_form_gives_no_cookie_and_is_kept_by_nobody(client: Client) -> None:
    response = client.get("/lettre/abonnement/")
    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert 'href="/lettre/abonnement/"' in client.get("/").content.decode()


def test_asking_then_confirming_makes_a_subscriber_with_proofs(client: Client, send: Send) -> None:
    theme = ThemeFactory(name="Mobilités", slug="mobilites")
    place = TerritoryFactory(name="Gennevilliers", code="92036")
    response = send(
        email="Anne.Martin@Example.org", rhythm="themes", themes=["mobilites"], territories="Gennevilliers (92)"
    )
    assert (response.status_code, response["Location"]) == (302, "/lettre/abonnement/merci/")
    subscriber = Subscriber.objects.get(email=EMAIL)
    assert subscriber.state == State.PENDING
    assert not recipients("issue").exists()
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    page = client.get(confirmation_path())
    assert page.status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.state == State.PENDING, "opening the link, as mail scanners do, confirms nothing"
    assert client.post(confirmation_path()).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.state == State.ACTIVE
    assert subscriber.confirmed_at is not None
    assert (list(subscriber.themes.all()), list(subscriber.territories.all())) == ([theme], [place])
    assert list(recipients("issue")) == [subscriber]
    proofs = list(subscriber.consents.values_list("what", "text"))
    assert proofs[0] == (Consent.What.ASKED, forms.TERMS)
    assert proofs[1][0] == Consent.What.CONFIRMED
    assert BeautifulSoup(page.content, "html.parser").select_one(".lede").get_text() == proofs[1][1]


def test_pages_of_a_private_link_are_kept_and_told_to_nobody(client: Client) -> None:
    path = confirm_url(SubscriberFactory(pending=True)).removeprefix("http://localhost:8000")
    response = client.get(path[path.index("/lettre") :])
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


# -- links that open nothing ------------------------------------------------------------------------------------------
def test_a_link_that_was_used_says_so_and_does_nothing_more(client: Client, send: Send) -> None:
    send()
    client.post(confirmation_path())
    again = client.post(confirmation_path())
    assert "déjà" in again.content.decode()
    assert Consent.objects.filter(what=Consent.What.CONFIRMED).count() == 1
    subscriber = Subscriber.objects.get()
    client.post(f"/lettre/desinscription/{subscriber.secret}/")
    replayed = client.post(confirmation_path())
    assert replayed.status_code == 410
    assert Subscriber.objects.get().state == State.LEFT


def test_a_link_expires_after_seven_days(client: Client, send: Send) -> None:
    send()
    Subscriber.objects.update(created_at=timezone.now() - datetime.timedelta(days=7, minutes=1))
    response = client.post(confirmation_path())
    assert response.status_code == 410
    assert "ne vaut plus" in response.content.decode()
    assert Subscriber.objects.get().state == State.PENDING


@pytest.mark.parametrize("page", ["confirmer", "mes-choix", "desinscription"])
@pytest.mark.parametrize("secret", ["a" * 43, "x", "A-_" * 20])
def test_forged_links_lead_nowhere(client: Client, page: str, secret: str) -> None:
    SubscriberFactory()
    for answer in (client.get(f"/lettre/{page}/{secret}/"), client.post(f"/lettre/{page}/{secret}/")):
        assert answer.status_code == 404
        assert answer["Cache-Control"] == "no-store, private"


def test_what_opens_one_kind_of_thing_opens_no_other(client: Client) -> None:
    first, second = SubscriberFactory(), SubscriberFactory()
    assert first.secret != second.secret
    assert client.get(f"/lettre/mes-choix/{first.digest}/").status_code == 404


def test_secrets_stay_out_of_the_logs(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    from django.conf import settings as django_settings

    from core.logs import HidePrivateLinks

    record = logging.LogRecord("a", 30, "", 1, "Not Found: %s", (f"/lettre/mes-choix/{'s' * 43}/effacer/",), None)
    HidePrivateLinks(django_settings.PRIVATE_ADDRESSES).filter(record)
    assert "sss" not in record.getMessage()


# -- nobody learns who is known ---------------------------------------------------------------------------------------
def known_as(state: str) -> None:
    if state == "unknown":
        return
    subscriber = SubscriberFactory(email=EMAIL, state=State.ACTIVE if state == "complained" else state)
    if state in ("complained", "retired"):
        retire(subscriber, "complained" if state == "complained" else "bounced")


@pytest.mark.parametrize(
    ("state", "letters"),
    [("unknown", 1), ("pending", 1), ("active", 1), ("left", 1), ("retired", 1), ("complained", 0)],
)
def test_the_answer_is_the_same_whatever_the_address(
    client: Client, send: Send, state: str, letters: int, django_assert_num_queries: object
) -> None:
    known_as(state)
    response = send()
    assert (response.status_code, response["Location"], response.content) == (302, "/lettre/abonnement/merci/", b"")
    assert sorted(response.headers) == sorted(send(email="somebody.else@example.org").headers)
    assert sum(message.to == [EMAIL] for message in mail.outbox) == letters


@pytest.mark.parametrize("state", ["unknown", "pending", "active", "left", "complained"])
def test_nothing_is_looked_up_before_the_visitor_is_answered(
    send: Send, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    """So the time that an answer takes says nothing."""
    from newsletter.subscribing.answers import Afterwards

    known_as(state)
    monkeypatch.setattr(Afterwards, "close", lambda self: None)
    before = Subscriber.objects.values_list("email", "state", "created_at")
    rows = list(before)
    assert send().status_code == 302
    assert list(before.all()) == rows
    assert not mail.outbox


def test_asking_for_somebody_who_has_the_letter_changes_none_of_their_choices(client: Client, send: Send) -> None:
    subscriber = SubscriberFactory(email=EMAIL)
    send(rhythm="monthly")
    subscriber.refresh_from_db()
    assert subscriber.rhythm == "each"
    assert "reçoit déjà" in mail.outbox[0].body
    assert client.get(link_in(mail.outbox[0])).status_code == 200


def test_whoever_was_erased_or_failed_may_come_back(client: Client, send: Send) -> None:
    RetiredAddress.objects.create(fingerprint=fingerprint_of(EMAIL), why=RetiredAddress.Why.ERASED)
    send()
    assert RetiredAddress.objects.exists()
    client.post(confirmation_path())
    assert not RetiredAddress.objects.exists()
    assert Subscriber.objects.get().state == State.ACTIVE


def test_one_mailbox_gets_only_so_many_letters(send: Send) -> None:
    for _ in range(8):
        assert send().status_code == 302
    assert len(mail.outbox) == pace.LETTERS.most


def test_whoever_sends_like_a_machine_is_slowed(send: Send) -> None:
    answers = [send(email=f"a{number}@example.org").status_code for number in range(pace.SENDING.most + 1)]
    assert answers[-1] == 429


# -- what is refused --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "anne"}, "email"),
        ({"email": "a@b.fr\r\nBcc: c@d.fr"}, "email"),
        ({"email": "a@b.fr\nSubject: x"}, "email"),
        ({"email": "a@b.fr, c@d.fr"}, "email"),
        ({"consent": None}, "consent"),
        ({"rhythm": "hourly"}, "rhythm"),
        ({"rhythm": "themes"}, "themes"),
        ({"themes": ["nowhere"]}, "themes"),
        ({"territories": "Zzyzx"}, "territories"),
        ({"website": "http://a.fr"}, ""),
        ({"opened": "forged"}, ""),
    ],
)
def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(
    send: Send, changes: dict[str, object], field: str
) -> None:
    response = send(**{"email": "kept@example.org", **changes})
    assert field in errors_of(response)
    if "email" not in changes:
        page = BeautifulSoup(response.content, "html.parser")
        assert page.find(attrs={"name": "email"})["value"] == "kept@example.org"
    assert not Subscriber.objects.exists()
    assert not mail.outbox


def test_a_place_with_namesakes_is_asked_about(send: Send) -> None:
    TerritoryFactory(name="Saint-Denis", code="93066")
    TerritoryFactory(name="Saint-Denis", code="97411")
    assert "Saint-Denis (93) ; Saint-Denis (974)" in errors_of(send(territories="Saint-Denis"))["territories"]
    assert send(territories="Saint-Denis (974)\nSaint-Denis (93)").status_code == 302
    assert Subscriber.objects.get().territories.count() == 2


@pytest.mark.parametrize("text", CLASSICS)
def test_what_attackers_type_is_refused_or_kept(send: Send, text: str) -> None:
    typed = text.encode(errors="replace").decode()
    for field in ("email", "territories", "rhythm", "opened", "website", "themes"):
        assert send(**{field: typed}).status_code in (200, 302)
    for message in mail.outbox:
        assert message.to == [EMAIL]
        assert message.message()


@settings(max_examples=60)
@given(seed=st.integers(0, 1_000_000))
def test_hostile_strings_are_never_an_error_of_ours(client: Client, seed: int) -> None:
    strings = hostile(seed)
    typed = {name: next(strings).encode(errors="replace").decode() for name in (*ASKED, "opened", "website", "themes")}
    assert client.post("/lettre/abonnement/", typed).status_code == 200
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    secret = SubscriberFactory().secret
    for path in ("/lettre/abonnement/", f"/lettre/mes-choix/{secret}/", f"/lettre/desinscription/{secret}/"):
        assert getattr(client, method)(path).status_code == 405
