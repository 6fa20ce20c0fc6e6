"""A partner's space: what they proposed, where each brève stands, what the team asks."""

from __future__ import annotations

from mimetypes import guess_type

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.open_forms import pace
from experiences.proposing.fields import without_invisible
from experiences.views.proposing_pages import slow_answer, wait_message
from newsletter.models import Item, ItemVersion
from newsletter.moderating import states
from newsletter.partners.drafts import NotWritable, again, erase
from newsletter.partners.pages import HOME, shelf, show, show_item
from newsletter.partners.spaces import Space, in_space

State = Item.State


@in_space
def space(request: HttpRequest, space: Space) -> HttpResponse:
    """What is expected of the partner, what the team has, what appeared."""
    if request.method == "POST":
        return redirect(space.url("space"))
    return show(request, space, "newsletter/partners/space.html", HOME, shelf=shelf(space, request.GET.get("page", "")))


@in_space
def item(request: HttpRequest, space: Space, number: int) -> HttpResponse:
    """One brève; its buttons say what is wanted (``act``)."""
    found = space.item(number)
    if request.method != "POST":
        return show_item(request, space, found)
    said = without_invisible(request.POST.get("text", "").replace("\r\n", "\n"))
    if seconds := pace.seconds_to_wait(pace.SENDING, space.name):
        return slow_answer(show_item(request, space, found, answer=said, error=wait_message(seconds)), seconds)
    act = request.POST.get("act", "")
    if act == "again":
        return redirect(space.url("write", again(found, space).pk))
    try:
        if act == "answer":
            states.answer(found, said)
        elif act == "reopen":
            states.reopen(found)
            return redirect(space.url("write", found.pk))
    except states.Impossible as impossible:
        return show_item(request, space, found, answer=said, error=str(impossible))
    return redirect(space.url("item", found.pk))


@in_space
def withdraw(request: HttpRequest, space: Space, number: int) -> HttpResponse:
    """Taking a brève back, once one has said so twice. A draft is erased."""
    found = space.item(number)
    if found.state != State.DRAFT and found.state not in states.SENT:
        return redirect(space.url("item", found.pk))
    if request.method != "POST":
        return show(request, space, "newsletter/partners/withdraw.html", "Retirer la brève", item=found)
    try:
        if found.state == State.DRAFT:
            erase(found)
            return redirect(space.url("space"))
        states.withdraw(found, ItemVersion.By.PARTNER)
    except states.Impossible as impossible:
        return show_item(request, space, found, error=str(impossible))
    except NotWritable:
        pass
    return redirect(space.url("item", found.pk))


@in_space
def image(request: HttpRequest, space: Space, number: int) -> HttpResponse:
    """The image of a brève, as it was made again when it came, to those who may see the brève."""
    file = space.item(number).image_file
    if not file or not file.storage.exists(file.name):
        raise Http404
    response = FileResponse(file.open("rb"), content_type=guess_type(file.name)[0] or "application/octet-stream")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
