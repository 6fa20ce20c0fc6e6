"""Writing a brève: kept as one goes, with or without a script, then proposed."""

from __future__ import annotations

import datetime
import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from core.open_forms import pace
from core.open_forms.robots import suspicion
from experiences.proposing.attaching import CHOOSE_AGAIN
from experiences.views.proposing_pages import NOT_KEPT, slow_answer, wait_message
from newsletter.models import Item
from newsletter.moderating import states
from newsletter.partners.drafts import ChangedMeanwhile, NotWritable, begin, differences, fill, keep
from newsletter.partners.filling import blank_form, bound_form, form_of, version_in
from newsletter.partners.forms import ItemForm
from newsletter.partners.pages import MOST_OPEN, kept_at, show_form
from newsletter.partners.spaces import Space, in_space

CHANGED = (
    "Cette brève a été modifiée ailleurs après que vous l’avez ouverte. Rien n’est perdu : ce que vous venez d’écrire "
    "est ci-dessous. Enregistrez pour garder votre version."
)
NO_LONGER = "Cette brève n’est plus à écrire : elle a été proposée, reprise ou retirée entre-temps."
TOO_MANY = f"Vous avez {MOST_OPEN} brèves en cours. Terminez ou effacez-en avant d’en commencer une autre."
REST_IS_KEPT = "Tout le reste est enregistré."
# A form that keeps itself sends every few seconds while one types.
KEEPING = pace.Limit("briefs", 60, every=datetime.timedelta(seconds=3))

logger = logging.getLogger(__name__)


@in_space
def begin_one(request: HttpRequest, space: Space) -> HttpResponse:
    """A brève that is not kept yet."""
    if request.method != "POST":
        return show_form(request, space, None, blank_form(space))
    form = bound_form(request)
    if refusal := _refusal(request, space):
        return _not_kept(request, space, None, form, refusal)
    return _sent(request, space, None, form)


@in_space
def write(request: HttpRequest, space: Space, number: int) -> HttpResponse:
    """One that its partner may still change."""
    item = space.item(number)
    if not item.is_writable:
        return _gone(request, space, item)
    if request.method != "POST":
        return show_form(request, space, item, form_of(item))
    return _sent(request, space, item, bound_form(request))


def _sent(request: HttpRequest, space: Space, item: Item | None, form: ItemForm) -> HttpResponse:
    if seconds := pace.seconds_to_wait(KEEPING, space.name):
        return slow_answer(_not_kept(request, space, item, form, wait_message(seconds)), seconds)
    form.is_valid()
    if item is None and "title" in form.errors:
        return _not_kept(request, space, None, form)
    try:
        item = keep(item, form, version_in(request)) if item else begin(space, form, request.POST.get("opened", ""))
    except NotWritable as meanwhile:
        return _gone(request, space, meanwhile.item)
    except ChangedMeanwhile as changed:
        return _shown_beside(request, space, changed.theirs, form)
    except (DatabaseError, OSError) as error:
        logger.error("A brève could not be kept (%s).", type(error).__name__)
        return _not_kept(request, space, item, form, NOT_KEPT)
    if request.POST.get("act") == "propose":
        return _proposed(request, space, item, form)
    if "autosave" in request.POST:
        return _kept_quietly(space, item, form)
    return show_form(request, space, item, form, REST_IS_KEPT) if form.errors else redirect(space.url("write", item.pk))


def _proposed(request: HttpRequest, space: Space, item: Item, form: ItemForm) -> HttpResponse:
    form.refuse_what_is_missing(item)
    if form.errors:
        return show_form(request, space, item, form, "Votre brouillon est enregistré ; rien n’est encore proposé.")
    try:
        states.propose(item)
    except states.Impossible as impossible:
        return show_form(request, space, item, form, str(impossible))
    return redirect(space.url("item", item.pk))


def _kept_quietly(space: Space, item: Item, form: ItemForm) -> HttpResponse:
    left = [str(form.fields[name].label).lower() for name in form.errors if name in form.fields]
    told = {"saved": kept_at(item), "left": left, "version": item.version, "address": space.url("write", item.pk)}
    return JsonResponse(told)


def _not_kept(request: HttpRequest, space: Space, item: Item | None, form: ItemForm, message: str = "") -> HttpResponse:
    if "autosave" in request.POST:
        said = message or " ".join(form.errors.get("title", []))
        return JsonResponse({"refused": said}, status=422)
    _ask_for_its_image_again(form)
    return show_form(request, space, item, form, message, opened_on=version_in(request))


def _ask_for_its_image_again(form: ItemForm) -> None:
    """Where nothing was kept: a browser sends a file once."""
    if form.files:
        form.is_valid()
        form.errors.setdefault("image_file", form.error_class([CHOOSE_AGAIN]))


def _shown_beside(request: HttpRequest, space: Space, theirs: Item, form: ItemForm) -> HttpResponse:
    """Nothing is kept before whoever writes has seen what the other window kept."""
    if "autosave" in request.POST:
        return JsonResponse({"refused": CHANGED}, status=409)
    mine = Item.objects.get(pk=theirs.pk)
    fill(mine, form)
    _ask_for_its_image_again(form)
    return show_form(request, space, theirs, form, CHANGED, theirs=differences(mine, theirs))


def _gone(request: HttpRequest, space: Space, item: Item) -> HttpResponse:
    if "autosave" in request.POST:
        return JsonResponse({"refused": NO_LONGER}, status=409)
    return redirect(space.url("item", item.pk))


def _refusal(request: HttpRequest, space: Space) -> str:
    """Why a new one is not begun; "" where it is."""
    if space.items.filter(state__in=Item.OPEN).count() >= MOST_OPEN:
        return TOO_MANY
    return "" if space.account else suspicion(request.POST)
