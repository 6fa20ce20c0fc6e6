"""Keeping what is typed: beginning a proposal, saving a step of it, noticing that another window did so meanwhile."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from core.open_forms.pace import Limit
from directory.models import User
from experiences.models import Proposal
from experiences.models.proposals import Answers

from .filled import mark_of
from .steps import AUTHOR, FIRST, Step

BEGINNING = Limit("beginning", 30, datetime.timedelta(minutes=10))
MOST_BEGUN_A_DAY = 300  # by people without an account, from wherever


class ChangedMeanwhile(Exception):
    """Another window kept other answers; ``theirs``: those."""

    def __init__(self, theirs: Answers) -> None:
        super().__init__()
        self.theirs = theirs


def begin(typed: Answers, owner: User | None) -> Proposal:
    """A new draft. An account's begins with what is known of it."""
    proposal = Proposal(data={FIRST.slug: typed}, owner=owner)
    if owner is not None:
        proposal.data[AUTHOR] = {
            "name": owner.get_full_name(),
            "organisation": owner.organisation.name if owner.organisation else "",
            "email": owner.email,
        }
    proposal.give_a_link()
    _fill_columns(proposal)
    proposal.save()
    return proposal


def too_many_begun_today() -> bool:
    since = timezone.now() - datetime.timedelta(days=1)
    return Proposal.objects.filter(created_at__gte=since, owner=None).count() >= MOST_BEGUN_A_DAY


def keep(proposal: Proposal, step: Step, typed: Answers, opened_on: str) -> Proposal:
    """The proposal with this step's answers. ChangedMeanwhile where they were opened on others than those now kept, and
    differ from them."""
    with transaction.atomic():
        current = Proposal.objects.select_for_update().get(pk=proposal.pk)
        now_kept = current.answers(step.slug)
        if opened_on != mark_of(now_kept) and mark_of(typed) != mark_of(now_kept):
            raise ChangedMeanwhile(now_kept)
        current.data[step.slug] = typed
        _fill_columns(current)
        current.version += 1
        current.modified_at, current.warned_at = timezone.now(), None
        current.save(update_fields=["data", "title", "name", "email", "version", "modified_at", "warned_at"])
    return current


def touch(proposal: Proposal) -> None:
    """Says that somebody is at work on it."""
    Proposal.objects.filter(pk=proposal.pk).update(modified_at=timezone.now(), warned_at=None)


def send_here(proposal: Proposal, email: str) -> None:
    """Keeps where its author wants its link."""
    author = proposal.answers(AUTHOR) | {"email": email}
    Proposal.objects.filter(pk=proposal.pk).update(data=proposal.data | {AUTHOR: author}, email=email)
    proposal.refresh_from_db()


def differences(step: Step, mine: Answers, theirs: Mapping[str, object]) -> list[dict[str, str]]:
    """What another window changed: the label of each field, and what it now holds there."""
    labels = {name: str(field.label) for name, field in step.form.base_fields.items()}
    labels |= {rows.name: rows.label for rows in step.rows}
    return [
        {"label": label, "theirs": _readable(theirs.get(name, ""))}
        for name, label in labels.items()
        if mine.get(name, "") != theirs.get(name, "")
    ]


def _readable(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_readable(one) for one in value)
    if isinstance(value, dict):
        return " · ".join(str(one) for one in value.values() if one and not isinstance(one, bool))
    return str(value)


def _fill_columns(proposal: Proposal) -> None:
    """What lists and letters read."""
    author = proposal.answers(AUTHOR)
    proposal.title = str(proposal.answers(FIRST.slug).get("title", ""))[:255].strip()
    proposal.name = str(author.get("name", ""))[:150].strip()
    proposal.email = str(author.get("email", ""))[:254].strip()
