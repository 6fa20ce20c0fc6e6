"""Issues and digests as mailings: the frozen content of an issue, what one reader receives of it."""

from __future__ import annotations

from django.db.models import QuerySet

from newsletter.models import Mailing, OutboxLetter, Subscriber

from . import readers
from .kinds import Content, Sort, Written, register_kind

WHY = "Vous recevez cette lettre parce que vous l’avez demandée."


def register() -> None:
    register_kind(Mailing.Kind.ISSUE, Sort(issue_content, recipients, written, still_public))
    register_kind(Mailing.Kind.DIGEST, Sort(lambda mailing: mailing.content, recipients, written, still_public))


def issue_content(mailing: Mailing) -> Content:
    """The issue is published, its brèves appear, and what is sent is what the archive shows."""
    from newsletter.composing.publishing import publish

    if mailing.issue is None:
        return mailing.content
    publish(mailing.issue)
    mailing.issue.refresh_from_db()
    return mailing.issue.sent or {}


def still_public(content: Content) -> Content:
    from newsletter.composing import shown

    return shown.still_public(content)


def recipients(mailing: Mailing) -> QuerySet[Subscriber]:
    return readers.recipients(mailing.kind)


def written(letter: OutboxLetter) -> Written | None:
    from newsletter.composing.filing import codes_around
    from newsletter.composing.letters import Reader, rendered
    from newsletter.subscribing.links import leave_url, manage_url, one_click_url

    subscriber = letter.subscriber
    chooses = subscriber.rhythm != Subscriber.Rhythm.EACH
    themes = subscriber.themes.all() if chooses else ()
    places = subscriber.territories.all() if chooses else ()
    reader = Reader(
        manage_url=manage_url(subscriber),
        leave_url=leave_url(subscriber),
        one_click_url=one_click_url(subscriber),
        themes=frozenset(theme.pk for theme in themes),
        territories=frozenset(place.code for place in places),
        around=frozenset(codes_around(places)),
        why=WHY,
    )
    return rendered(letter.mailing.content, reader)
