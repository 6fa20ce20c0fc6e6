"""The photos and documents of a proposal, shown by its page."""

from __future__ import annotations

from django.core.files.base import ContentFile
from wagtail.models import Collection

from core.models import PageDocument, PortalDocument, PortalImage
from experiences.models import ExperiencePage, Proposal, ProposalFile

COLLECTION = "Propositions"


def show_files(page: ExperiencePage, proposal: Proposal) -> None:
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
