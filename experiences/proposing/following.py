"""What happens to the page of a proposal, told to its author."""

from __future__ import annotations

from django.utils import timezone
from wagtail.models import Page, TaskState

from directory.models import User
from experiences.models import ExperiencePage, Proposal

from . import correspondence

State = Proposal.State


def proposal_of(page: Page) -> Proposal | None:
    """The proposal that a page was made of."""
    if page.content_type.model_class() is not ExperiencePage:
        return None
    return Proposal.objects.filter(page_id=page.pk).select_related("page").order_by("pk").last()


def opened_by_reviewer(proposal: Proposal) -> None:
    """Somebody who may publish it has it under their eyes."""
    if proposal.state == State.SUBMITTED:
        Proposal.objects.filter(pk=proposal.pk, state=State.SUBMITTED).update(state=State.IN_REVIEW)


def changes_asked(task_state: TaskState) -> None:
    page = task_state.workflow_state.content_object
    proposal = proposal_of(page) if isinstance(page, Page) else None
    if proposal is None or proposal.state not in Proposal.AWAITED:
        return
    proposal.state, proposal.comment = State.CHANGES_ASKED, task_state.comment or ""
    proposal.modified_at = timezone.now()
    proposal.save(update_fields=["state", "comment", "modified_at"])
    correspondence.tell_changes_asked(proposal)


def published(page: Page) -> None:
    """Told the first time only: an editor corrects a page many times."""
    proposal = proposal_of(page)
    if proposal is None or proposal.state == State.PUBLISHED:
        return
    proposal.state, proposal.comment, proposal.closed_at = State.PUBLISHED, "", timezone.now()
    proposal.save(update_fields=["state", "comment", "closed_at"])
    correspondence.tell_published(proposal)


def taken_down(page: Page) -> None:
    proposal = proposal_of(page)
    if proposal is None or proposal.state != State.PUBLISHED:
        return
    proposal.state = State.WITHDRAWN
    proposal.save(update_fields=["state"])
    correspondence.tell_taken_down(proposal)


def page_deleted(page: Page) -> None:
    """A draft that reviewers delete is not kept."""
    proposal = proposal_of(page)
    if proposal is not None and proposal.state not in Proposal.CLOSED:
        decline(proposal, "")


def decline(proposal: Proposal, comment: str, user: User | None = None) -> None:
    """Its page stays a draft, out of the workflow: whoever declines it deletes it or makes something of it."""
    page = proposal.page
    proposal.state, proposal.comment, proposal.closed_at = State.DECLINED, comment, timezone.now()
    proposal.save(update_fields=["state", "comment", "closed_at"])
    if page is not None and page.workflow_in_progress:
        page.current_workflow_state.cancel(user=user)
    correspondence.tell_declined(proposal)
