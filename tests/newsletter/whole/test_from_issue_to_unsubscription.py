"""The whole way, with every part of the newsletter: an issue is planned, sent, read, left in one click, and comes back."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from core.job_running import Runner
from core.models import JobRun
from newsletter.composing.publishing import publish
from newsletter.mailing import queue
from newsletter.mailing.outbox import send_some
from newsletter.mailing.receiving import take_in
from newsletter.mailing.reports import Report
from newsletter.models import Item, ItemVersion, Mailing, NewsletterSettings, OutboxLetter, RetiredAddress, Subscriber
from newsletter.moderating import states
from newsletter.subscribing import digests
from tests.factories import TerritoryFactory, ThemeFactory
from tests.newsletter.composing.content import ItemFactory, made_issue

pytestmark = pytest.mark.django_db
Rhythm, State = Subscriber.Rhythm, OutboxLetter.State


def reader(name: str, rhythm: str = Rhythm.EACH, **fields: object) -> Subscriber:
    one = Subscriber(email=f"{name}@exemple.test", rhythm=rhythm, **{"state": Subscriber.State.ACTIVE, **fields})
    one.give_a_link()
    one.save()
    return one


@pytest.fixture(autouse=True)
def _quick() -> None:
    NewsletterSettings.objects.create(site=Site.objects.get(is_default_site=True), per_minute=6_000)


@pytest.fixture
def item() -> Item:
    return ItemFactory(title="Brocante des Lilas", theme=ThemeFactory())


def sent_to(name: str) -> mail.EmailMultiAlternatives:
    (message,) = [one for one in mail.outbox if one.to == [f"{name}@exemple.test"]]
    return message


def test_an_issue_reaches_those_who_want_it_at_its_hour(item: Item, client: Client) -> None:
    for name, rhythm in (("chaque", Rhythm.EACH), ("mensuel", Rhythm.MONTHLY), ("themes", Rhythm.THEMES)):
        reader(name, rhythm)
    other = reader("autre-theme", Rhythm.THEMES)
    other.themes.add(ThemeFactory())
    reader("partie", state=Subscriber.State.LEFT)
    issue = made_issue(("section", "À noter"), ("brief", item), title="La lettre de novembre")
    hour = timezone.now() + datetime.timedelta(hours=1)
    mailing = queue.plan(Mailing.Kind.ISSUE, f"issue-{issue.pk}", planned_for=hour, issue=issue)
    send_some()
    assert not mail.outbox
    Mailing.objects.update(planned_for=timezone.now())
    JobRun.objects.filter(name="send_letters").delete()
    assert "send_letters" in Runner(threads=0).tick()
    mailing.refresh_from_db()
    issue.refresh_from_db()
    item.refresh_from_db()
    assert (mailing.state, issue.live, item.state) == (Mailing.State.DONE, True, Item.State.PUBLISHED)
    assert mailing.content == issue.sent
    states = dict(mailing.letters.values_list("subscriber__email", "state"))
    assert states == {
        "chaque@exemple.test": State.SENT, "themes@exemple.test": State.SENT, "autre-theme@exemple.test": State.SKIPPED,
    }  # fmt: skip
    message = sent_to("chaque")
    assert "Brocante des Lilas" in message.body
    assert "Brocante des Lilas" in message.alternatives[0][0]


def test_who_chose_a_town_is_told_what_concerns_its_departement() -> None:
    town = TerritoryFactory(placed=True)
    reader("ici", Rhythm.THEMES).territories.add(town)
    reader("ailleurs", Rhythm.THEMES).territories.add(TerritoryFactory(placed=True))
    issue = made_issue(("brief", ItemFactory(title="Un appel pour tout le département", territory=town.departement)))
    queue.plan(Mailing.Kind.ISSUE, f"issue-{issue.pk}", planned_for=timezone.now(), issue=issue)
    send_some()
    assert "Un appel pour tout le département" in sent_to("ici").body
    assert len(mail.outbox) == 1


def test_a_digest_keeps_to_what_its_reader_chose(item: Item) -> None:
    reader("tout", Rhythm.MONTHLY)
    reader("rien", Rhythm.MONTHLY).themes.add(ThemeFactory())
    publish(made_issue(("brief", item)))
    first = timezone.localdate().replace(day=1)
    content = digests.content_of(first)
    queue.plan(Mailing.Kind.DIGEST, "digest", planned_for=timezone.now())
    Mailing.objects.update(content=content, subject=content["subject"])
    send_some()
    assert item.title in sent_to("tout").body
    assert len(mail.outbox) == 1


def test_one_click_leaves_and_nothing_is_sent_any_more(item: Item, client: Client) -> None:
    reader("jeanne")
    issue = made_issue(("brief", item))
    queue.plan(Mailing.Kind.ISSUE, f"issue-{issue.pk}", planned_for=timezone.now(), issue=issue)
    send_some()
    address = re.fullmatch(r"<([^>]+)>", sent_to("jeanne").extra_headers["List-Unsubscribe"])[1]
    path = urlsplit(address).path
    assert client.get(path).status_code == 200
    assert Subscriber.objects.get().state == Subscriber.State.ACTIVE
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code in (200, 202, 204)
    assert Subscriber.objects.get().state == Subscriber.State.LEFT
    mail.outbox.clear()
    following = made_issue(("brief", ItemFactory()))
    queue.plan(Mailing.Kind.ISSUE, f"issue-{following.pk}", planned_for=timezone.now(), issue=following)
    send_some()
    assert not mail.outbox


def test_an_address_that_does_not_exist_is_known_by_its_fingerprint_alone(item: Item) -> None:
    reader("inconnue")
    issue = made_issue(("brief", item))
    queue.plan(Mailing.Kind.ISSUE, f"issue-{issue.pk}", planned_for=timezone.now(), issue=issue)
    send_some()
    assert take_in(Report(OutboxLetter.objects.get().message_key, "hard", "5.1.1", "report"))
    assert Subscriber.objects.get().state == Subscriber.State.RETIRED
    assert RetiredAddress.objects.get().why == RetiredAddress.Why.BOUNCED


def test_an_empty_issue_is_not_sent_and_it_is_said(item: Item) -> None:
    from newsletter.mailing import problems

    reader("jeanne")
    issue = made_issue()
    queue.plan(Mailing.Kind.ISSUE, f"issue-{issue.pk}", planned_for=timezone.now(), issue=issue)
    send_some()
    assert not mail.outbox
    assert "NothingToSend" in problems.current()
    assert Mailing.objects.get().state == Mailing.State.SCHEDULED


def test_what_is_withdrawn_while_an_issue_leaves_is_in_no_letter_after(item: Item) -> None:
    reader("jeanne")
    other = ItemFactory(title="Chantier ouvert à tous")
    issue = made_issue(("section", "À noter"), ("brief", item), ("brief", other))
    queue.plan(Mailing.Kind.ISSUE, f"issue-{issue.pk}", planned_for=timezone.now(), issue=issue)
    publish(issue)
    item.refresh_from_db()
    states.withdraw(item, ItemVersion.By.TEAM)
    mail.outbox.clear()
    send_some()
    message = sent_to("jeanne")
    for written in (message.body, message.alternatives[0][0]):
        assert "Chantier ouvert à tous" in written
        assert "Brocante des Lilas" not in written


@pytest.mark.parametrize("changed", [{"wants_letter": False}, {"rhythm": Rhythm.MONTHLY}])
def test_who_changes_their_mind_while_it_is_sent_does_not_receive_it(item: Item, changed: dict[str, object]) -> None:
    issue = made_issue(("brief", item))
    for name in ("reste", "change"):
        reader(name)
    mailing = queue.plan(Mailing.Kind.ISSUE, f"issue-{issue.pk}", planned_for=timezone.now(), issue=issue)
    queue.begin(mailing)
    Subscriber.objects.filter(email="change@exemple.test").update(**changed)
    send_some()
    assert dict(mailing.letters.values_list("subscriber__email", "state")) == {
        "reste@exemple.test": State.SENT,
        "change@exemple.test": State.SKIPPED,
    }
