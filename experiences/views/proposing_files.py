"""The photos and documents of a proposal: added, described, taken back; shown to their author alone."""

from __future__ import annotations

import logging
from mimetypes import guess_type

from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from core.open_forms import pace
from core.open_forms.robots import visitor
from core.private_pages import account_of
from experiences.models import Proposal, ProposalFile
from experiences.proposing import uploads
from experiences.proposing.access import of_a_proposal, proposal_with
from experiences.proposing.attaching import (
    DocumentDetails,
    DocumentForm,
    PhotoDetails,
    PhotoForm,
    attach,
    describe,
    take_back,
)
from experiences.proposing.fields import AskingForm
from experiences.proposing.steps import BY_SLUG, FILES

from .proposing_pages import NOT_KEPT, progress, slow_answer, step_url, wait_message

STEP = BY_SLUG[FILES]
Kind = ProposalFile.Kind

logger = logging.getLogger(__name__)


@of_a_proposal
def files(request: HttpRequest, key: str) -> HttpResponse:
    """The step: its buttons say what is wanted (``act``)."""
    proposal = proposal_with(request, key)
    if not proposal.is_writable:
        return redirect("proposal", key=key)
    if request.method != "POST":
        return _show(request, proposal, key)
    photo, document = _sent_forms(request)
    if seconds := pace.seconds_to_wait(pace.SENDING, visitor(request)):
        shown = _show(request, proposal, key, PhotoForm(initial=photo.typed(), prefix="photo"),
                      DocumentForm(initial=document.typed(), prefix="document"), wait_message(seconds))  # fmt: skip
        return slow_answer(shown, seconds)
    act, _, number = request.POST.get("act", "").partition("-")
    if act in ("remove", "describe"):
        return _changed(request, proposal, key, act, number)
    return _added(request, proposal, key, photo, document)


@of_a_proposal
def file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A file as its author sent it, to whoever has the link."""
    proposal = proposal_with(request, key)
    kept = proposal.files.filter(pk=number, removed=False).exclude(file="").first()
    if kept is None or not kept.file.storage.exists(kept.file.name):
        raise Http404
    shown = kept.kind == Kind.PHOTO
    response = FileResponse(
        kept.file.open("rb"),
        as_attachment=not shown,
        content_type=(guess_type(kept.file.name)[0] if shown else None) or "application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _sent_forms(request: HttpRequest) -> tuple[PhotoForm, DocumentForm]:
    refused = request.capped.refused if request.POST is not None else set()
    return (
        PhotoForm(request.POST, request.FILES, prefix="photo", too_large="photo-file" in refused),
        DocumentForm(request.POST, request.FILES, prefix="document", too_large="document-file" in refused),
    )


def _added(
    request: HttpRequest, proposal: Proposal, key: str, photo: PhotoForm, document: DocumentForm
) -> HttpResponse:
    """Keeps what was given; a form left empty asks for nothing, unless its own button was pressed."""
    act = request.POST.get("act", "")
    wanted = [
        form
        for name, form in (("photo", photo), ("document", document))
        if act == name or not form.is_blank or f"{name}-file" in request.FILES or form.too_large
    ]
    try:
        refused = [form for form in wanted if not (form.is_valid() and attach(proposal, form))]
    except (DatabaseError, OSError) as error:
        logger.error("A file of a proposal could not be kept (%s).", type(error).__name__)
        return _show(request, proposal, key, photo, document, NOT_KEPT)
    if refused:
        forms = [form if form in refused else None for form in (photo, document)]
        for form in refused:
            form.cleaned_of_invisible()
        return _show(request, proposal, key, *forms)
    if "later" in request.POST:
        return redirect("proposal", key=key)
    if act:
        return redirect(reverse("proposal_files", args=[key]) + "#fichiers")
    return redirect("review_proposal", key=key) if "review" in request.POST else redirect(step_url(key, STEP.next))


def _changed(request: HttpRequest, proposal: Proposal, key: str, act: str, number: str) -> HttpResponse:
    known = proposal.files.filter(removed=False)
    kept = known.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if kept is None:
        return redirect("proposal_files", key=key)  # taken back from another window
    if act == "remove":
        take_back(kept)
        return redirect("proposal_files", key=key)
    form = _details_form(kept, request.POST)
    if not form.is_valid():
        form.cleaned_of_invisible()
        return _show(request, proposal, key, changed={kept.pk: form})
    describe(kept, form)
    return redirect("proposal_files", key=key)


def _details_form(kept: ProposalFile, data: object = None) -> AskingForm:
    kind = PhotoDetails if kept.kind == Kind.PHOTO else DocumentDetails
    initial = {name: getattr(kept, name) for name in kind.base_fields}
    return kind(data, initial=initial, prefix=f"file-{kept.pk}")


def _show(
    request: HttpRequest,
    proposal: Proposal,
    key: str,
    photo: PhotoForm | None = None,
    document: DocumentForm | None = None,
    message: str = "",
    *,
    changed: dict[int, AskingForm] | None = None,
) -> HttpResponse:
    photo, document = photo or PhotoForm(prefix="photo"), document or DocumentForm(prefix="document")
    kept = [(one, (changed or {}).get(one.pk) or _details_form(one)) for one in proposal.files.filter(removed=False)]
    shown = [photo, document, *(form for _, form in kept)]
    context = {
        "proposal": proposal,
        "step": STEP,
        "photo": photo,
        "document": document,
        "photos": [{"file": one, "form": form} for one, form in kept if one.kind == Kind.PHOTO],
        "documents": [{"file": one, "form": form} for one, form in kept if one.kind == Kind.DOCUMENT],
        "most_photos": uploads.MOST_PHOTOS,
        "most_documents": uploads.MOST_DOCUMENTS,
        "message": message,
        "errors": [
            (form[name].auto_id, said)
            for form in shown
            if form.is_bound
            for name in form.fields
            for said in form.errors.get(name, [])
        ],
        "account": account_of(request),
        **progress(proposal, key, STEP),
    }
    return render(request, "experiences/proposing/files.html", context)
