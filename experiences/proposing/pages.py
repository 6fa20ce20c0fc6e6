"""From a proposal to a page: a draft, never published by this, in the workflow that reviewers follow."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from experiences.models import ExperienceIndexPage, ExperiencePage, Proposal

from .filling import fill
from .showing import show_files
from .steps import AUTHOR

CONSENTS = ("licence", "contact", "privacy")


class NowhereToPut(Exception):
    """The portal has no list of retours d'expérience."""


@transaction.atomic
def send(proposal: Proposal) -> bool:
    """Makes the draft, or brings it up to date, and puts it before the reviewers. False where that was done meanwhile:
    a button pressed twice sends once."""
    if not Proposal.objects.select_for_update().get(pk=proposal.pk).is_writable:
        return False
    page = _current_page(proposal)
    fill(page, proposal)
    _save(page, proposal)
    show_files(page, proposal)
    revision = page.save_revision(user=proposal.owner, changed=True)
    _put_before_reviewers(page)
    now = timezone.now()
    proposal.page, proposal.sent, proposal.sent_at = page, proposal.data, now
    proposal.state, proposal.comment = Proposal.State.SUBMITTED, ""
    proposal.consents = consents_given(proposal, now.isoformat())
    proposal.modified_at = revision.created_at
    proposal.save()
    return True


def consents_given(proposal: Proposal, moment: str) -> dict[str, str]:
    """Each consent and when it was first given; what was taken back is there no more."""
    given = {name for name in CONSENTS if proposal.answers(AUTHOR).get(name)}
    return {name: proposal.consents.get(name, moment) for name in sorted(given)}


def drop_draft(proposal: Proposal) -> None:
    """Deletes the page that a withdrawn proposal had made, with its pictures, unless it has ever been public."""
    page = proposal.page
    if page is None or page.live or page.first_published_at:
        return
    if page.workflow_in_progress:
        page.current_workflow_state.cancel(user=None)
    for file in proposal.files.select_related("image", "document"):
        for kept in (file.image, file.document):
            if kept is not None and not kept.get_usage().exclude(base_content_type=page.content_type).exists():
                kept.delete()
    page.delete()
    proposal.page = None


def _current_page(proposal: Proposal) -> ExperiencePage:
    if proposal.page is None:
        return ExperiencePage(live=False, owner=proposal.owner)
    return proposal.page.get_latest_revision_as_object()


def _save(page: ExperiencePage, proposal: Proposal) -> None:
    if page.pk:
        return  # a revision holds what changed
    index = ExperienceIndexPage.objects.first()
    if index is None:
        raise NowhereToPut
    if not slugify(page.title):
        page.slug = f"proposition-{proposal.pk}"
    index.add_child(instance=page)


def _put_before_reviewers(page: ExperiencePage) -> None:
    """In nobody's name: Wagtail would write to its author of pages that they may not open."""
    state = page.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=None)
    elif state is None and (workflow := page.get_workflow()):
        workflow.start(page, None)
