"""What composing asks of the other parts of the newsletter; they ask things of it too: each is called when needed."""

from __future__ import annotations

import datetime

from directory.models import User
from newsletter.models import IssuePage, Item, Mailing


def appear(item: Item) -> None:
    """Its letter is out: the item has appeared, and its partner is told."""
    from newsletter.moderating import states

    states.appear(item)


def plan(issue: IssuePage, when: datetime.datetime, account: User) -> Mailing:
    """The sending of an issue, at that time. Twice the same is one."""
    from newsletter.mailing import queue

    return queue.plan(Mailing.Kind.ISSUE, name_of(issue), planned_for=when, issue=issue, created_by=account)


def cancel(mailing: Mailing) -> bool:
    """Whether it could still be."""
    from newsletter.mailing import queue

    return queue.cancel(mailing)


def mailing_of(issue: IssuePage) -> Mailing | None:
    return Mailing.objects.filter(name=name_of(issue)).first()


def number_of_recipients() -> int:
    from newsletter.subscribing.recipients import recipients

    return recipients(Mailing.Kind.ISSUE).count()


def name_of(issue: IssuePage) -> str:
    return f"issue-{issue.pk}"
