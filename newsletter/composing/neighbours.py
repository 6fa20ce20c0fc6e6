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
    from newsletter.mailing.queue import plan

    return plan(Mailing.Kind.ISSUE, f"issue-{issue.pk}", planned_for=when, issue=issue, created_by=account)


def number_of_recipients() -> int:
    from newsletter.subscribing.recipients import recipients

    return recipients(Mailing.Kind.ISSUE).count()
