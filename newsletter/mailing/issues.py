"""Issues and digests as mailings: when an issue is sent, its frozen content, what one reader receives of it."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from directory.models import User
from newsletter.composing.letters import WHY, rendered
from newsletter.composing.publishing import publish
from newsletter.composing.shown import still_public
from newsletter.models import IssuePage, Mailing, OutboxLetter, Subscriber
from newsletter.subscribing.links import reader_of
from newsletter.subscribing.recipients import recipients

from . import queue
from .kinds import Content, Sort, Written, register_kind


def register() -> None:
    register_kind(Mailing.Kind.ISSUE, Sort(issue_content, recipients_of, written, still_public))
    register_kind(Mailing.Kind.DIGEST, Sort(lambda mailing: mailing.content, recipients_of, written, still_public))


# -- its sending ------------------------------------------------------------------------------------------------------
def plan(issue: IssuePage, when: datetime.datetime, account: User) -> Mailing:
    """The sending of an issue, at that time. Twice the same is one."""
    return queue.plan(Mailing.Kind.ISSUE, _name_of(issue), planned_for=when, issue=issue, created_by=account)


def mailing_of(issue: IssuePage) -> Mailing | None:
    return Mailing.objects.filter(name=_name_of(issue)).first()


def _name_of(issue: IssuePage) -> str:
    return f"issue-{issue.pk}"


# -- what is sent, and to whom ----------------------------------------------------------------------------------------
def issue_content(mailing: Mailing) -> Content:
    """The issue is published, its brèves appear, and what is sent is what the archive shows."""
    if mailing.issue is None:
        return mailing.content
    publish(mailing.issue)
    mailing.issue.refresh_from_db()
    return mailing.issue.sent or {}


def recipients_of(mailing: Mailing) -> QuerySet[Subscriber]:
    return recipients(mailing.kind)


def written(letter: OutboxLetter) -> Written | None:
    """None, too, for who has changed their mind since the outbox was filled."""
    subscriber = letter.subscriber
    once_a_month = subscriber.rhythm == Subscriber.Rhythm.MONTHLY and letter.mailing.kind == Mailing.Kind.ISSUE
    if once_a_month or not subscriber.wants_letter:
        return None
    chooses = subscriber.rhythm != Subscriber.Rhythm.EACH
    themes = frozenset(theme.pk for theme in subscriber.themes.all()) if chooses else frozenset()
    places = subscriber.territories.all() if chooses else ()
    return rendered(letter.mailing.content, reader_of(subscriber, WHY, themes, places))
