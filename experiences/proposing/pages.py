"""From a proposal to a page: a draft, never published by this, in the workflow that reviewers follow."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Collection

from core.models import PageDocument, PortalDocument, PortalImage
from experiences.models import ExperienceIndexPage, ExperiencePage, Proposal, ProposalFile

from .filling import fill
from .steps import AUTHOR

COLLECTION = "Propositions"
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
    _show_files(page, proposal)
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


# -- files ------------------------------------------------------------------------------------------------------------
def _show_files(page: ExperiencePage, proposal: Proposal) -> None:
    """The first photo heads the page, the others stand in its text; documents are attached. Those that an editor put
    there stay."""
    _leave_out_removed(page, proposal)
    files = list(proposal.files.filter(removed=False).select_related("image", "document"))
    photos = [_as_image(file) for file in files if file.kind == ProposalFile.Kind.PHOTO]
    documents = [_as_document(file) for file in files if file.kind == ProposalFile.Kind.DOCUMENT]
    if photos and page.featured_image is None:
        page.featured_image = photos[0]
    shown = {block.value["image"].pk for block in page.body if block.block_type == "image" and block.value["image"]}
    shown.add(page.featured_image_id)
    for photo in photos:
        if photo.pk not in shown:
            page.body.append(("image", {"image": photo, "caption": photo.credit[:250]}))
    attached = {link.document_id for link in page.page_documents.all()}
    for document in documents:
        if document.pk not in attached:
            page.page_documents.add(PageDocument(document=document, sort_order=len(attached)))
            attached.add(document.pk)


def _leave_out_removed(page: ExperiencePage, proposal: Proposal) -> None:
    """Photos and documents that their author took back."""
    removed = list(proposal.files.filter(removed=True))
    images, documents = {file.image_id for file in removed} - {None}, {file.document_id for file in removed} - {None}
    if page.featured_image_id in images:
        page.featured_image = None
    page.body = [
        (block.block_type, block.value)
        for block in page.body
        if not (block.block_type == "image" and block.value["image"] and block.value["image"].pk in images)
    ]
    page.page_documents = [link for link in page.page_documents.all() if link.document_id not in documents]


def _as_image(file: ProposalFile) -> PortalImage:
    title = file.description[:255] or "Photo proposée"
    if file.image is None:
        file.image = PortalImage.objects.create(
            title=title,
            description=file.description,
            credit=file.credit,
            collection=proposals_collection(),
            file=_copy(file),
            file_size=file.size,
        )
        file.save(update_fields=["image"])
    elif (file.image.description, file.image.credit) != (file.description, file.credit):
        file.image.description, file.image.credit = file.description, file.credit
        file.image.save(update_fields=["description", "credit"])
    return file.image


def _as_document(file: ProposalFile) -> PortalDocument:
    if file.document is None:
        file.document = PortalDocument.objects.create(
            title=file.title, collection=proposals_collection(), file=_copy(file), file_size=file.size
        )
        file.save(update_fields=["document"])
    return file.document


def _copy(file: ProposalFile) -> ContentFile:
    with file.file.open("rb") as kept:
        return ContentFile(kept.read(), name=file.file.name.rpartition("/")[2])


def proposals_collection() -> Collection:
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=COLLECTION).first() or root.add_child(instance=Collection(name=COLLECTION))
