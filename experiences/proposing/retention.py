"""How long proposals are kept, and erasing them."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from experiences.models import Proposal

from .correspondence import tell_taken_back, warn_of_erasure
from .pages import drop_draft

WARNED_AFTER = timedelta(days=150)
DRAFTS_FOR = timedelta(days=180)  # without a change
WARNING = timedelta(days=28)  # at least, between the letter and the end
PEOPLE_FOR = timedelta(days=365)  # after a proposal is closed, as the form promises


def erase(proposal: Proposal) -> None:
    """Its author takes it back: what was typed goes, with the draft made of it. A page once public stays."""
    with transaction.atomic():
        if proposal.state == Proposal.State.DRAFT:
            erase_files(proposal)
            proposal.delete()
            return
        proposal.state, proposal.closed_at = Proposal.State.WITHDRAWN, timezone.now()
        proposal.save(update_fields=["state", "closed_at"])  # before the page goes: nobody declined it
        drop_draft(proposal)
        erase_files(proposal)
        forget_author(proposal)
    tell_taken_back(proposal)


def erase_files(proposal: Proposal) -> None:
    """Our private copies: what a page shows has its own."""
    for file in proposal.files.all():
        if file.file:
            file.file.delete(save=False)
        file.delete()


def forget_author(proposal: Proposal) -> None:
    """What is left says that there was a proposal, and what page came of it."""
    proposal.name = proposal.email = proposal.comment = ""
    proposal.owner = None
    proposal.data, proposal.sent = {}, {}
    proposal.title = proposal.page.title if proposal.page_id and proposal.page else ""
    proposal.give_a_link()  # the former one leads nowhere
    proposal.save()


def warn_of_old_drafts() -> int:
    """Writes to those whose draft will be erased; returns how many."""
    old = Proposal.objects.filter(
        state=Proposal.State.DRAFT, modified_at__lt=timezone.now() - WARNED_AFTER, warned_at=None
    ).exclude(email="")
    warned = 0
    for proposal in old:
        if warn_of_erasure(proposal):
            Proposal.objects.filter(pk=proposal.pk).update(warned_at=timezone.now())
            warned += 1
    return warned


def forget_old_drafts() -> int:
    """Erases the drafts that nobody came back to; returns how many. Those whose author can be written to wait for the
    letter."""
    now, erased = timezone.now(), 0
    for proposal in Proposal.objects.filter(state=Proposal.State.DRAFT, modified_at__lt=now - DRAFTS_FOR):
        if proposal.email and (proposal.warned_at is None or proposal.warned_at > now - WARNING):
            continue
        erase(proposal)
        erased += 1
    return erased


def forget_people() -> int:
    """Erases who proposed what was closed, or waited for them, long enough ago; returns of how many proposals."""
    then = timezone.now() - PEOPLE_FOR
    waiting = Proposal.objects.filter(state=Proposal.State.CHANGES_ASKED, modified_at__lt=then)
    waiting.update(state=Proposal.State.DECLINED, closed_at=then - timedelta(days=1))
    found = list(Proposal.objects.filter(closed_at__lt=then).exclude(data={}, sent={}))
    for proposal in found:
        erase_files(proposal)
        forget_author(proposal)
    return len(found)
