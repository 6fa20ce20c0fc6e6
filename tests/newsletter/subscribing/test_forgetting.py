"""What is erased, and when; the month's digest."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from newsletter.models import Alert, IssuePage, Item, NewsletterPage, RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of
from newsletter.subscribing import forgetting, links
from newsletter.subscribing.digests import send_digest
from newsletter.subscribing.recipients import leave, retire
from tests.factories import AlertFactory, ExperiencePageFactory, ItemFactory, SubscriberFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ago(**length: int) -> datetime.datetime:
    return NOW - datetime.timedelta(**length)


def test_those_who_never_confirmed_are_erased_whole_after_seven_days() -> None:
    late = SubscriberFactory(pending=True, created_at=ago(days=8))
    early = SubscriberFactory(pending=True, created_at=ago(days=6))
    AlertFactory(is_confirmed=False, created_at=ago(days=8))
    kept = AlertFactory(created_at=ago(days=8))
    call_command("forget_subscribers")
    assert not Subscriber.objects.filter(pk=late.pk).exists()
    assert Subscriber.objects.filter(pk=early.pk).exists()
    assert list(Alert.objects.all()) == [kept]
    assert not RetiredAddress.objects.exists()


def test_those_who_left_are_erased_after_thirty_days_and_no_list_brings_them_back() -> None:
    gone, retired = SubscriberFactory(), SubscriberFactory()
    leave(gone, "test")
    retire(retired, RetiredAddress.Why.COMPLAINED)
    forgetting.forget_subscribers()
    assert Subscriber.objects.count() == 2
    Subscriber.objects.update(left_at=ago(days=31))
    forgetting.forget_subscribers()
    assert not Subscriber.objects.exists()
    assert sorted(RetiredAddress.objects.values_list("why", flat=True)) == ["complained", "erased"]


def test_one_who_left_and_for_whom_somebody_asked_again_is_brought_back_by_no_list(client: Client) -> None:
    gone = SubscriberFactory()
    leave(gone, "test")
    Subscriber.objects.update(state=Subscriber.State.PENDING, created_at=ago(days=8))
    forgetting.forget_subscribers(NOW)
    assert not Subscriber.objects.exists()
    assert RetiredAddress.objects.get().fingerprint == fingerprint_of(gone.email)


def test_an_address_that_wants_nothing_any_more_is_not_kept() -> None:
    alerted = AlertFactory(subscriber__wants_letter=False, subscriber__active_at=ago(days=31)).subscriber
    SubscriberFactory(wants_letter=False, active_at=ago(days=31))
    recent = SubscriberFactory(wants_letter=False, active_at=ago(days=29))
    forgetting.forget_subscribers(NOW)
    assert set(Subscriber.objects.all()) == {alerted, recent}


def test_the_inactive_are_asked_once_then_erased_without_an_answer(client: Client) -> None:
    silent, alive = SubscriberFactory(active_at=ago(days=37 * 31)), SubscriberFactory(active_at=ago(days=30 * 31))
    forgetting.forget_subscribers(NOW)
    forgetting.forget_subscribers(NOW + datetime.timedelta(days=1))
    assert [message.to for message in mail.outbox] == [[silent.email]]
    assert links.manage_url(silent) in mail.outbox[0].body
    forgetting.forget_subscribers(NOW + datetime.timedelta(days=31))
    assert list(Subscriber.objects.all()) == [alive]


def test_the_inactive_who_answer_stay(client: Client) -> None:
    silent = SubscriberFactory(active_at=ago(days=37 * 31))
    forgetting.forget_subscribers(NOW)
    path = f"/lettre/mes-choix/{silent.secret}/"
    assert "Oui, je continue" in client.get(path).content.decode()
    silent.refresh_from_db()
    assert silent.asked_again_at is not None, "opening the page, as mail scanners do, is no answer"
    client.post(path, {"act": "stay"})
    forgetting.forget_subscribers(NOW + datetime.timedelta(days=31))
    assert Subscriber.objects.filter(pk=silent.pk, asked_again_at=None).exists()


@pytest.mark.parametrize("act", [None, "stop"])
def test_the_inactive_who_confirm_or_stop_an_alert_have_answered(client: Client, act: str | None) -> None:
    silent = SubscriberFactory(active_at=ago(days=37 * 31))
    alert = AlertFactory(subscriber=silent, is_confirmed=act is not None)
    forgetting.forget_subscribers(NOW)
    client.post(f"/lettre/alerte/{silent.secret}/{alert.pk}/", {"act": act} if act else {})
    forgetting.forget_subscribers(NOW + datetime.timedelta(days=31))
    assert Subscriber.objects.filter(pk=silent.pk, asked_again_at=None).exists()


def test_who_answers_while_others_are_erased_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    erase = forgetting.erase
    first, second = (SubscriberFactory(asked_again_at=ago(days=31)) for _ in range(2))

    def erase_slowly(subscriber: Subscriber, why: str) -> None:
        Subscriber.objects.exclude(pk=subscriber.pk).update(asked_again_at=None)
        erase(subscriber, why)

    monkeypatch.setattr(forgetting, "erase", erase_slowly)
    assert forgetting.forget_the_silent(NOW) == 1
    assert Subscriber.objects.filter(pk__in=[first.pk, second.pk]).count() == 1


def test_one_whose_question_did_not_leave_is_not_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    SubscriberFactory(active_at=ago(days=37 * 31))
    monkeypatch.setattr(forgetting.letters, "still_wanted", lambda *_: False)
    forgetting.forget_subscribers(NOW)
    forgetting.forget_subscribers(NOW + datetime.timedelta(days=31))
    assert Subscriber.objects.exists()


# -- the digest -------------------------------------------------------------------------------------------------------
@pytest.fixture
def newsletter(db: None) -> NewsletterPage:
    return NewsletterPage.objects.get()


def issue(newsletter: NewsletterPage, sent_at: datetime.datetime, entries: list[dict[str, object]]) -> IssuePage:
    sections = [{"title": "Actualités", "entries": entries}]
    sent = {"editorial": "", "sections": sections}
    page = IssuePage(title="Une lettre", summary="Une lettre.", published_on="2026-10", sent=sent, sent_at=sent_at)
    return newsletter.add_child(instance=page)


def entry(**changes: object) -> dict[str, object]:
    known = {"kind": "page", "item": None, "page": None, "title": "", "text": "", "html": "", "url": ""}
    return {**known, **changes}


def test_the_digest_holds_each_thing_of_the_month_once(newsletter: NewsletterPage) -> None:
    october = datetime.datetime(2026, 10, 12, 9, tzinfo=datetime.UTC)
    practice, hidden = ExperiencePageFactory(), ExperiencePageFactory(draft=True)
    appeared = ItemFactory(state=Item.State.PUBLISHED)
    withdrawn = ItemFactory(state=Item.State.WITHDRAWN)
    entries = [
        entry(page=practice.pk, title="Une pratique"),
        entry(page=hidden.pk, title="Un brouillon"),
        entry(kind="brief", item=appeared.pk, title="Une brève"),
        entry(kind="brief", item=withdrawn.pk, title="Retirée"),
        entry(kind="words", title="Un mot"),
    ]
    issue(newsletter, october, entries)
    issue(newsletter, october + datetime.timedelta(days=7), entries[:1])
    issue(newsletter, october - datetime.timedelta(days=30), [entry(title="De septembre", url="/a")])
    first_of_november = datetime.datetime(2026, 11, 1, 7, tzinfo=datetime.UTC)
    mailing = send_digest(first_of_november)
    assert (mailing.name, mailing.subject) == ("digest-2026-10", "Résumé d’octobre 2026")
    (section,) = mailing.content["sections"]
    assert [one["title"] for one in section["entries"]] == ["Une pratique", "Une brève"]
    assert send_digest(first_of_november) is None, "once a month"


def test_a_month_without_a_letter_has_no_digest(newsletter: NewsletterPage) -> None:
    assert send_digest() is None
