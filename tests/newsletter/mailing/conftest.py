"""A mailing of a plain letter to some readers, and the server it leaves through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Site

from core.models import JobRun
from newsletter.mailing import issues, kinds, queue
from newsletter.models import Mailing, NewsletterSettings, OutboxLetter, Subscriber

from .server import PostOffice, open_post_office


@dataclass(frozen=True)
class Plain:
    subject: str
    html: str
    text: str


@pytest.fixture(autouse=True)
def _plain_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other parts of the newsletter would make of it: tests of sending are about sending."""
    monkeypatch.setattr(kinds, "_sorts", {
        Mailing.Kind.ISSUE: kinds.Sort(
            lambda mailing: {"subject": "La lettre de novembre"}, issues.recipients_of,
            lambda letter: Plain(letter.mailing.content["subject"], "<p>Bonjour à vous</p>", "Bonjour à vous"),
        ),
    })  # fmt: skip


def make_readers(number: int, first: int = 0) -> list[Subscriber]:
    made = []
    for n in range(first, first + number):
        one = Subscriber(email=f"lectrice-{n}@exemple.test", state=Subscriber.State.ACTIVE)
        one.give_a_link()
        made.append(one)
    return Subscriber.objects.bulk_create(made)


def set_pace(per_minute: int) -> None:
    NewsletterSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"per_minute": per_minute}
    )


@pytest.fixture
def mailing(db: None) -> Mailing:
    set_pace(6_000)
    return queue.plan(Mailing.Kind.ISSUE, "issue-1", planned_for=timezone.now())


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    office = PostOffice()
    with open_post_office(office) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield office


def all_due() -> None:
    """What waits for later waits no more; what was claimed is no longer."""
    OutboxLetter.objects.update(not_before=timezone.now())
    OutboxLetter.objects.exclude(claimed_until=None).update(claimed_until=timezone.now())
    JobRun.objects.update(claimed_until=None)


def letter_to(email: str) -> OutboxLetter:
    return OutboxLetter.objects.get(subscriber__email=email)
