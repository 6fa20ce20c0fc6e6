"""Brèves in the admin: the board, one of them, what it may become."""

from __future__ import annotations

from mimetypes import guess_type

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from core.visibility import is_visible
from experiences.proposing.fields import without_invisible
from newsletter.models import Item, ItemPage, ItemVersion
from newsletter.models.items import LONGEST_TEXT
from newsletter.moderating import states
from newsletter.moderating.board import board, next_to_read, sent_to_us
from newsletter.moderating.converting import WAYS, convert, ways_for
from newsletter.moderating.correcting import (
    ChangedMeanwhile,
    CorrectionForm,
    changes_since,
    correct,
    form_of,
    last_sent,
    theirs_beside,
    unchanged_since,
    version_in,
)
from newsletter.moderating.flags import FLAGGED, flags_of
from newsletter.moderating.rights import MAY_CORRECT, MAY_READ, Rights, rights_of
from newsletter.partners.comparing import LABELS, readable

TAKEN_BACK = "Son partenaire a repris cette brève pour la modifier : elle reviendra quand il la proposera de nouveau."
CHANGED = (
    "Cette brève a changé depuis que vous l’avez ouverte : quelqu’un d’autre l’a corrigée, ou son partenaire. Rien "
    "n’est perdu : relisez-la, puis recommencez."
)
DONE = {
    "ask": "La question est partie.",
    "validate": "La brève est validée : elle peut prendre place dans une lettre.",
    "decline": "La brève est refusée ; son partenaire reçoit votre motif.",
    "withdraw": "La brève est retirée ; son partenaire en est prévenu.",
}
State = Item.State
MAY_DECLINE = (State.PROPOSED, State.CHANGES_ASKED, State.VALIDATED)


@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(MAY_READ):
        raise PermissionDenied
    return render(request, "newsletter/moderating/board.html", {"board": board(request.GET)})


def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One brève; its buttons say what is wanted (``act``)."""
    rights = rights_of(request.user)
    if not rights.read:
        raise PermissionDenied
    found = _item(pk)
    if found.state == State.DRAFT:
        messages.warning(request, TAKEN_BACK)
        return redirect("newsletter_board")
    if request.method != "POST":
        return _show(request, found, rights)
    act = request.POST.get("act", "")
    if act == "correct" and rights.correct:
        return _corrected(request, found, rights)
    if act == "validate" and rights.correct and rights.decide and "title" in request.POST:
        return _corrected(request, found, rights, validates=True)
    if act not in DONE or not (rights.correct if act == "ask" else rights.decide):
        raise PermissionDenied
    return _decided(request, found, rights, act)


@require_safe
def image(request: HttpRequest, pk: int) -> HttpResponse:
    """The image that came with it."""
    if not request.user.has_perm(MAY_READ):
        raise PermissionDenied
    file = get_object_or_404(sent_to_us(), pk=pk).image_file
    if not file or not file.storage.exists(file.name):
        raise Http404
    response = FileResponse(file.open("rb"), content_type=guess_type(file.name)[0] or "application/octet-stream")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
def become(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Makes the page and opens it; a second time, opens the same."""
    if not request.user.has_perm(MAY_CORRECT):
        raise PermissionDenied
    found = get_object_or_404(sent_to_us(), pk=pk)
    if name not in WAYS:
        raise Http404
    try:
        page = convert(found, name, request.user)
    except states.Impossible as impossible:
        messages.error(request, str(impossible))
        return redirect("newsletter_item", pk)
    messages.success(request, "Le brouillon est prêt, rempli de ce que dit la brève. Complétez-le, puis soumettez-le.")
    return redirect("wagtailadmin_pages:edit", page.pk)


def _corrected(request: HttpRequest, found: Item, rights: Rights, *, validates: bool = False) -> HttpResponse:
    """``validates``: nobody validates another text than the one they have before their eyes."""
    form = CorrectionForm(request.POST, item=found)
    try:
        with transaction.atomic():
            kept = correct(found, form, request.user, version_in(request.POST))
            if kept and validates:
                states.validate(found, request.user)
    except ChangedMeanwhile:
        fresh = _item(found.pk)
        return _show(request, fresh, rights, form=form, error=CHANGED, beside=theirs_beside(fresh, form))
    except states.Impossible as impossible:
        return _show(request, found, rights, form=form, error=str(impossible))
    if not kept:
        return _show(request, found, rights, form=form, opened_on=version_in(request.POST))
    if validates:
        return _said(request, found, "validate")
    messages.success(request, "La correction est gardée ; son partenaire la voit à côté de ce qu’il avait envoyé.")
    return redirect("newsletter_item", found.pk)


def _decided(request: HttpRequest, found: Item, rights: Rights, act: str) -> HttpResponse:
    said = without_invisible(request.POST.get("text", "").replace("\r\n", "\n"))
    try:
        with unchanged_since(found, version_in(request.POST)):
            _do(act, found, said, request)
    except ChangedMeanwhile:
        return _show(request, _item(found.pk), rights, act=act, said=said, error=CHANGED)
    except states.Impossible as impossible:
        return _show(request, _item(found.pk), rights, act=act, said=said, error=str(impossible))
    return _said(request, found, act)


def _said(request: HttpRequest, found: Item, act: str) -> HttpResponse:
    """It is done; the next one is a click away."""
    following = next_to_read(found)
    button = (
        messages.button(reverse("newsletter_item", args=[following.pk]), "Lire la suivante")
        if following
        else messages.button(reverse("newsletter_board"), "Toutes les brèves")
    )
    messages.success(request, DONE[act], buttons=[button])
    return redirect("newsletter_item", found.pk)


def _do(act: str, found: Item, said: str, request: HttpRequest) -> None:
    if act == "ask":
        states.ask(found, said)
    elif act == "validate":
        states.validate(found, request.user)
    elif act == "decline":
        states.decline(found, said)
    else:
        states.withdraw(found, ItemVersion.By.TEAM)


def _item(pk: int) -> Item:
    """Drafts too: whoever had it open is told what became of it."""
    known = Item.objects.select_related(
        "organisation", "author", "invitation", "theme", "territory__commune", "wanted_issue", "became"
    )
    return get_object_or_404(known.exclude(state=State.DRAFT, proposed_at=None), pk=pk)


def _show(
    request: HttpRequest,
    found: Item,
    rights: Rights,
    *,
    form: CorrectionForm | None = None,
    opened_on: int | None = None,
    act: str = "",
    said: str = "",
    error: str = "",
    beside: list | None = None,
) -> HttpResponse:
    """``act``, ``said``, ``error``: what was tried, what was typed for it, and why it was not done; ``opened_on``: the
    version that the form was opened on, where it is not this one."""
    may_correct = rights.correct and found.state in FLAGGED
    if may_correct and form is None:
        form = form_of(found)
    if form is not None and form.is_bound:
        form.cleaned_of_invisible()
    sent = last_sent(found)
    page = ItemPage.objects.filter(item_number=found.pk).first()
    context = {
        "item": found,
        "rights": rights,
        "version": found.version if opened_on is None else opened_on,
        "form": form if may_correct else None,
        "errors": _errors(form),
        "sent": [
            (label, readable(name, sent.get(name)))
            for name, label in LABELS.items()
            if sent.get(name) and name != "image"
        ],
        "changes": changes_since(found),
        "beside": beside or [],
        "flags": flags_of([found]).get(found.pk, []),
        "versions": found.versions.select_related("account"),
        "messages_of_both": found.messages.all(),
        "ways": ways_for(found, request.user) if rights.correct else {},
        "page_url": page.get_url() if page and is_visible(page) else "",
        "may_validate": rights.decide and found.state in (State.PROPOSED, State.CHANGES_ASKED),
        "may_decline": rights.decide and found.state in MAY_DECLINE,
        "may_withdraw": rights.decide and found.state in states.SENT,
        "act": act,
        "said": said,
        "error": error,
        "longest": LONGEST_TEXT,
        "board_url": reverse("newsletter_board"),
    }
    status = 422 if error or context["errors"] else 200
    return render(request, "newsletter/moderating/item.html", context, status=status)


def _errors(form: CorrectionForm | None) -> list[tuple[str, str, str]]:
    """Of each field: where it is, its label, what is said of it."""
    if form is None or not form.is_bound:
        return []
    return [
        (form[name].auto_id, str(form[name].label), said) for name in form.fields for said in form.errors.get(name, [])
    ]
