"""What one's private link opens: choosing, leaving in one click, taking everything away, being erased."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from directory.models import User
from newsletter.models import Alert, Consent, Mailing, OutboxLetter, RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of
from newsletter.subscribing import links
from newsletter.subscribing.recipients import leave, recipients, retire
from tests.factories import AlertFactory, SubscriberFactory, TerritoryFactory, ThemeFactory
from tests.open_forms import errors_of

pytestmark = pytest.mark.django_db
State = Subscriber.State


@pytest.fixture
def subscriber() -> Subscriber:
    return SubscriberFactory()


def path_of(address: str) -> str:
    return address[address.index("/lettre/") :]


@pytest.fixture
def choices(subscriber: Subscriber) -> str:
    return path_of(links.manage_url(subscriber))


@pytest.fixture
def leaving(subscriber: Subscriber) -> str:
    return path_of(links.one_click_url(subscriber))


# -- choosing ---------------------------------------------------------------------------------------------------------
def test_choices_are_kept_and_proved(client: Client, subscriber: Subscriber, choices: str) -> None:
    theme, place = ThemeFactory(slug="mobilites"), TerritoryFactory(name="Isère", code="38", level="departement")
    told = {"wants_letter": "on", "rhythm": "themes", "themes": ["mobilites"], "territories": "Isère", "act": "save"}
    assert "enregistrés" in client.post(choices, told).content.decode()
    subscriber.refresh_from_db()
    assert (subscriber.rhythm, list(subscriber.themes.all()), list(subscriber.territories.all())) == (
        "themes",
        [theme],
        [place],
    )
    assert subscriber.consents.get().what == Consent.What.CHANGED
    page = BeautifulSoup(client.get(choices).content, "html.parser")
    assert page.find(attrs={"name": "rhythm", "checked": True})["value"] == "themes"
    assert page.find(attrs={"name": "themes", "checked": True})["value"] == "mobilites"
    assert page.find(attrs={"name": "territories"}).string.strip() == "Isère"


def test_whoever_wants_alerts_only_gets_no_letter(client: Client, subscriber: Subscriber, choices: str) -> None:
    AlertFactory(subscriber=subscriber)
    client.post(choices, {"rhythm": "each", "act": "save"})
    assert not recipients(Mailing.Kind.ISSUE).exists()
    assert list(recipients(Mailing.Kind.ALERTS)) == [subscriber]


def test_wrong_choices_are_told_and_none_is_kept(client: Client, subscriber: Subscriber, choices: str) -> None:
    response = client.post(choices, {"rhythm": "themes", "territories": "", "act": "save"})
    assert set(errors_of(response)) == {"themes"}
    subscriber.refresh_from_db()
    assert subscriber.rhythm == "each"


def test_opening_the_link_changes_nothing(client: Client, subscriber: Subscriber, choices: str, leaving: str) -> None:
    before = Subscriber.objects.values().get()
    for path in (choices, leaving, f"{choices}effacer/", f"{choices}donnees/"):
        for method in (client.get, client.head):
            response = method(path)
            assert response.status_code == 200
            assert not response.cookies
            assert response["Cache-Control"] == "no-store, private"
            assert response["Referrer-Policy"] == "no-referrer"
    assert Subscriber.objects.values().get() == before


def test_one_stops_their_own_alerts_only(client: Client, subscriber: Subscriber, choices: str) -> None:
    own, other = AlertFactory(subscriber=subscriber), AlertFactory()
    for number in (own.pk, other.pk, "x", "9" * 40, ""):
        assert client.post(choices, {"act": "stop", "alert": str(number)}).status_code == 200
    assert list(Alert.objects.all()) == [other]


@pytest.mark.usefixtures("wagtails_templates")
def test_an_account_that_is_signed_in_is_under_djangos_protection(
    subscriber: Subscriber, choices: str, superuser: User
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(superuser, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.post(choices, {"rhythm": "monthly", "act": "save"}).status_code == 403
    page = BeautifulSoup(browser.get(choices).content, "html.parser")
    token = page.select_one("main form input[name=csrfmiddlewaretoken]")["value"]
    told = {"rhythm": "monthly", "act": "save", "csrfmiddlewaretoken": token}
    assert browser.post(choices, told).status_code == 200


# -- leaving ----------------------------------------------------------------------------------------------------------
def test_one_click_leaves_at_once_without_a_cookie_or_a_redirect(subscriber: Subscriber, leaving: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    AlertFactory(subscriber=subscriber)
    for _ in range(2):
        response = browser.post(leaving, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert not response.cookies
    subscriber.refresh_from_db()
    assert subscriber.state == State.LEFT
    assert not subscriber.alerts.exists()
    assert not any(recipients(kind).exists() for kind in Mailing.Kind.values)
    assert subscriber.consents.get().what == Consent.What.LEFT, "twice is once"


def test_a_person_leaves_by_a_button(client: Client, subscriber: Subscriber, leaving: str) -> None:
    page = BeautifulSoup(client.get(leaving).content, "html.parser")
    assert page.select_one("main form button").get_text(strip=True) == "Me désinscrire"
    assert "plus rien" in client.post(leaving).content.decode()
    subscriber.refresh_from_db()
    assert subscriber.state == State.LEFT


def test_links_of_old_letters_still_leave_after_coming_back(client: Client, subscriber: Subscriber) -> None:
    before = links.one_click_url(subscriber)
    leave(subscriber, "test")
    subscriber.state = State.ACTIVE
    subscriber.save()
    assert links.one_click_url(subscriber) == before


def test_one_who_is_retired_stays_so_when_leaving(client: Client, subscriber: Subscriber, leaving: str) -> None:
    retire(subscriber, RetiredAddress.Why.COMPLAINED)
    retire(subscriber, RetiredAddress.Why.BOUNCED)
    assert RetiredAddress.objects.get().why == RetiredAddress.Why.COMPLAINED
    assert client.post(leaving).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.state == State.RETIRED


# -- taking away, erasing ---------------------------------------------------------------------------------------------
def test_all_that_is_kept_is_given(client: Client, subscriber: Subscriber, choices: str) -> None:
    AlertFactory(subscriber=subscriber)
    subscriber.themes.add(ThemeFactory(name="Mobilités"))
    client.post(choices, {"act": "save", "rhythm": "monthly"})
    mailing = Mailing.objects.create(kind="issue", name="issue-1", subject="La lettre 1")
    OutboxLetter.objects.create(mailing=mailing, subscriber=subscriber, message_key="a")
    response = client.get(f"{choices}donnees/")
    assert response["Content-Disposition"].startswith("attachment")
    told = json.loads(response.content)
    assert told["courriel"] == subscriber.email
    assert told["alertes"][0]["recherche"] == "« compost »"
    assert told["preuves de consentement"][0]["quoi"] == "Choix modifiés"
    assert told["envois"][0]["envoi"] == "La lettre 1"


def test_everything_of_a_person_is_told_or_known_to_be_no_data_of_theirs(subscriber: Subscriber) -> None:
    """A column that is added is told too."""
    known = {field.name for field in Subscriber._meta.get_fields()}
    untold = {"id", "nonce", "digest"}  # of the link itself
    told = {"email", "state", "wants_letter", "rhythm", "themes", "territories", "created_at", "confirmed_at", "left_at",
            "active_at", "asked_again_at", "soft_bounces", "alerts", "consents", "letters"}  # fmt: skip
    assert known == untold | told


def test_erasing_leaves_a_fingerprint_only(client: Client, subscriber: Subscriber, choices: str) -> None:
    AlertFactory(subscriber=subscriber)
    mailing = Mailing.objects.create(kind="alerts", name="alerts-1")
    OutboxLetter.objects.create(mailing=mailing, subscriber=subscriber, message_key="a", data={"alerts": [1]})
    assert client.get(f"{choices}effacer/").status_code == 200
    assert Subscriber.objects.exists()
    assert client.post(f"{choices}effacer/").status_code == 200
    assert not Subscriber.objects.exists()
    assert not Consent.objects.exists()
    assert not Alert.objects.exists()
    row = OutboxLetter.objects.get()
    assert (row.subscriber, row.data) == (None, {})
    kept = RetiredAddress.objects.get()
    assert (kept.fingerprint, kept.why) == (fingerprint_of(subscriber.email), RetiredAddress.Why.ERASED)
    assert client.post(f"{choices}effacer/").status_code == 404
    assert client.get(choices).status_code == 404


def test_those_who_have_left_are_offered_to_come_back(client: Client) -> None:
    gone = SubscriberFactory(left=True)
    page = client.get(path_of(links.manage_url(gone))).content.decode()
    assert "plus rien" in page
    assert "/lettre/abonnement/" in page


def test_one_who_has_not_confirmed_is_asked_to(client: Client) -> None:
    waiting = SubscriberFactory(pending=True)
    response = client.get(path_of(links.manage_url(waiting)))
    assert (response.status_code, response["Location"]) == (302, path_of(links.confirm_url(waiting)))
