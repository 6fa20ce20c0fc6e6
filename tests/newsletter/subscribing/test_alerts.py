"""A search by mail: asked for, confirmed, told each week of what is new and public, stopped."""

from __future__ import annotations

import datetime
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from benchmarks.hostile_strings import CLASSICS
from newsletter.models import Alert, Mailing, OutboxLetter, Subscriber
from newsletter.subscribing import alert_letters, asking
from newsletter.subscribing.alerts import MOST_SHOWN, send_alerts
from newsletter.subscribing.recipients import leave
from newsletter.subscribing.searches import wanted_by
from tests.factories import AlertFactory, ExperiencePageFactory, NewsPageFactory, SubscriberFactory, ThemeFactory
from tests.open_forms import errors_of

from .conftest import ASKED, Send, link_in

pytestmark = pytest.mark.django_db
ASK = "/lettre/alerte/?q=compost"


def told(subscriber: Subscriber) -> list[str]:
    """The titles that the week's letter has for this person."""
    letter = OutboxLetter.objects.filter(subscriber=subscriber).first()
    return [item["title"] for alert in letter.data["alerts"] for item in alert["items"]] if letter else []


# -- asking -----------------------------------------------------------------------------------------------------------
def test_lists_and_the_observatoire_lead_to_their_search_by_mail(client: Client) -> None:
    theme = ThemeFactory(name="Déchets", slug="dechets")
    ExperiencePageFactory(title="Le compost du pied d’immeuble", themes=[theme])
    for path in ("/recherche/?q=compost&theme=dechets", "/observatoire/?q=compost&theme=dechets"):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        address = page.find("a", string="Cette recherche par courriel")["href"]
        shown = client.get(address).content.decode()
        assert "« compost »" in shown
        assert "Déchets" in shown
    assert "Retours d’expérience" in shown, "the observatoire’s search is of practices only"


@pytest.mark.parametrize("path", ["/recherche/?q=xylophone&kind=event", "/observatoire/?q=xylophone"])
def test_a_search_that_finds_nothing_may_be_had_by_mail(client: Client, path: str) -> None:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    (link,) = page.find_all("a", string="cette recherche par courriel")
    assert "« xylophone »" in client.get(link["href"]).content.decode()


def test_a_list_without_anything_asked_or_a_page_too_far_offers_no_mail(client: Client) -> None:
    ExperiencePageFactory(title="Compost")
    assert "par courriel</a>, chaque semaine où" not in client.get("/recherche/?q=compost&page=9").content.decode()


def test_an_alert_begins_once_its_button_is_pressed(client: Client, send: Send) -> None:
    response = send(ASK)
    assert (response.status_code, response["Location"]) == (302, "/lettre/abonnement/merci/")
    alert = Alert.objects.get()
    assert (alert.query, alert.label, alert.is_confirmed) == ("q=compost", "« compost »", False)
    assert "compost" not in mail.outbox[0].body, "nobody sends their words to anybody"
    path = link_in(mail.outbox[0])
    assert "« compost »" in client.get(path).content.decode()
    alert.refresh_from_db()
    assert not alert.is_confirmed
    client.post(path, {"act": "confirm"})
    alert.refresh_from_db()
    assert alert.is_confirmed
    subscriber = Subscriber.objects.get()
    assert (subscriber.state, subscriber.wants_letter) == (Subscriber.State.ACTIVE, False)
    client.post(path, {"act": "stop"})
    assert not Alert.objects.exists()
    assert client.get(path).status_code == 410


def test_an_active_subscriber_confirms_each_alert_too(client: Client, send: Send) -> None:
    subscriber = SubscriberFactory(email=ASKED["email"])
    send(ASK)
    assert not Alert.objects.get().is_confirmed
    client.post(link_in(mail.outbox[0]), {"act": "confirm"})
    subscriber.refresh_from_db()
    assert subscriber.wants_letter
    assert Alert.objects.get().is_confirmed


def test_an_alert_is_not_the_letter(client: Client, send: Send) -> None:
    send()
    send(ASK)
    client.post(link_in(mail.outbox[1]), {"act": "confirm"})
    assert not Subscriber.objects.get().wants_letter
    client.post(link_in(mail.outbox[0]))
    assert Subscriber.objects.get().wants_letter


def test_an_alert_that_was_never_confirmed_expires(client: Client, send: Send) -> None:
    send(ASK)
    Alert.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    response = client.post(link_in(mail.outbox[0]), {"act": "confirm"})
    assert response.status_code == 410
    assert not Alert.objects.get().is_confirmed


def test_nobody_reaches_anothers_alert(client: Client) -> None:
    alert, other = AlertFactory(), SubscriberFactory()
    for path in (f"/lettre/alerte/{other.secret}/{alert.pk}/", f"/lettre/alerte/{'a' * 43}/{alert.pk}/"):
        assert client.post(path, {"act": "stop"}).status_code in (404, 410)
    assert Alert.objects.exists()


def test_the_same_search_is_one_alert() -> None:
    ThemeFactory(slug="a")
    ThemeFactory(slug="b")
    first = wanted_by(QueryDict("theme=b&theme=a&q=le%20compost&page=3&sort=title&utm=x"))
    second = wanted_by(QueryDict("q=le++compost&theme=a&theme=b"))
    assert first == second


def test_a_search_that_is_too_long_is_refused(send: Send) -> None:
    many = "&".join(f"tag={'x' * 100}{number}" for number in range(20))
    assert "filtres" in errors_of(send(f"/lettre/alerte/?{many}"))[""]


def test_one_person_has_so_many_alerts(send: Send) -> None:
    subscriber = SubscriberFactory(email=ASKED["email"])
    for number in range(asking.MOST_ALERTS):
        AlertFactory(subscriber=subscriber, query=f"q={number}")
    send(ASK)
    assert subscriber.alerts.count() == asking.MOST_ALERTS
    assert "arrêtez-en" in mail.outbox[0].body


@pytest.mark.parametrize("text", CLASSICS)
def test_what_attackers_search_for_is_refused_or_kept(client: Client, send: Send, text: str) -> None:
    typed = quote(text.encode(errors="replace").decode())
    path = f"/lettre/alerte/?q={typed}&theme={typed}&kind={typed}&periode={typed}"
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert not page.main.select("script, img, svg[onload]")
    assert send(path).status_code in (200, 302)
    Alert.objects.update(is_confirmed=True)
    Subscriber.objects.update(state="active")
    send_alerts()


# -- the week's letter ------------------------------------------------------------------------------------------------
def test_each_is_told_of_what_their_search_finds_that_is_new() -> None:
    compost, bikes = AlertFactory(), AlertFactory(query="q=vélo", label="« vélo »")
    nothing = AlertFactory(query="q=xylophone")
    old = timezone.now() - datetime.timedelta(days=30)
    ExperiencePageFactory(title="Un vieux compost", first_published_at=old)
    ExperiencePageFactory(title="Un compost au pied des tours")
    NewsPageFactory(title="Un atelier vélo")
    mailing = send_alerts()
    assert (mailing.kind, mailing.state) == (Mailing.Kind.ALERTS, Mailing.State.SCHEDULED)
    assert told(compost.subscriber) == ["Un compost au pied des tours"]
    assert told(bikes.subscriber) == ["Un atelier vélo"]
    assert told(nothing.subscriber) == []
    assert OutboxLetter.objects.count() == 2


def test_nothing_is_told_twice() -> None:
    AlertFactory()
    ExperiencePageFactory(title="Un compost")
    assert send_alerts()
    assert send_alerts() is None
    next_week = timezone.now() + datetime.timedelta(days=7)
    assert send_alerts(next_week) is None
    assert OutboxLetter.objects.count() == 1


@pytest.mark.parametrize("hidden", ["draft", "expired", "private"])
def test_what_is_not_public_is_told_to_nobody(hidden: str) -> None:
    AlertFactory()
    ExperiencePageFactory(title="Un compost", **{hidden: True})
    assert send_alerts() is None


def test_nothing_new_no_letter() -> None:
    AlertFactory()
    assert send_alerts() is None
    assert not Mailing.objects.exists()


def test_only_confirmed_alerts_of_those_who_are_there_are_told() -> None:
    AlertFactory(is_confirmed=False)
    gone = AlertFactory().subscriber
    leave(gone, "test")
    ExperiencePageFactory(title="Un compost")
    assert send_alerts() is None


def test_a_letter_says_which_search_and_how_to_stop_it_alone() -> None:
    alert = AlertFactory()
    for number in range(MOST_SHOWN + 2):
        ExperiencePageFactory(title=f"Compost {number}")
    send_alerts()
    data = OutboxLetter.objects.get().data
    (section,) = alert_letters.content_of(data, alert.subscriber)["sections"]
    assert section["title"] == "« compost »"
    assert len(section["entries"]) == MOST_SHOWN + 1
    foot = BeautifulSoup(section["entries"][-1]["html"], "html.parser")
    assert "Et 2 autres" in foot.get_text()
    whole, stop = (link["href"] for link in foot.select("a"))
    assert whole.endswith("/recherche/?q=compost")
    assert f"/lettre/alerte/{alert.subscriber.secret}/{alert.pk}/" in stop


def test_what_was_taken_away_or_stopped_since_is_left_out() -> None:
    first = AlertFactory()
    second = AlertFactory(subscriber=first.subscriber, query="q=tours", label="« tours »")
    page = ExperiencePageFactory(title="Un compost au pied des tours")
    send_alerts()
    data = OutboxLetter.objects.get().data
    assert len(alert_letters.content_of(data, first.subscriber)["sections"]) == 2
    second.delete()
    assert len(alert_letters.content_of(data, first.subscriber)["sections"]) == 1
    page.unpublish()
    assert not alert_letters.content_of(data, first.subscriber)["sections"]


def test_a_search_asked_by_many_is_made_once(django_assert_max_num_queries: object) -> None:
    AlertFactory.create_batch(30)
    ExperiencePageFactory(title="Un compost")
    send_alerts(timezone.now() - datetime.timedelta(days=1))  # warms what is kept
    with django_assert_max_num_queries(25):
        send_alerts(timezone.now() + datetime.timedelta(days=7))
    assert OutboxLetter.objects.count() == 30
