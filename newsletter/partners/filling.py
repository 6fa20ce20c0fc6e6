"""The form of a brève as it is opened, and as it comes back."""

from __future__ import annotations

from django.http import HttpRequest

from newsletter.models import Item

from .deadlines import deadlines
from .drafts import PLAIN
from .forms import ItemForm
from .spaces import Space


def blank_form(space: Space) -> ItemForm:
    """Where the organisation acts is proposed as the place."""
    place = space.organisation.territory
    return ItemForm(initial={"place": place.label, "place_code": place.code} if place else {}, issues=_issues())


def form_of(item: Item) -> ItemForm:
    initial: dict[str, object] = {name: getattr(item, name) for name in PLAIN}
    initial["theme"] = item.theme.slug if item.theme else ""
    initial["wanted_issue"] = str(item.wanted_issue_id or "")
    if item.territory:
        initial |= {"place": item.territory.label, "place_code": item.territory.code}
    return ItemForm(initial=initial, issues=_issues())


def bound_form(request: HttpRequest) -> ItemForm:
    sent = request.POST  # read first: the files come with it
    return ItemForm(sent, request.FILES, issues=_issues(), too_large="image_file" in request.capped.refused)


def version_in(request: HttpRequest) -> int:
    """The one that the form was opened on; -1 where it does not say."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else -1


def _issues() -> list[tuple[str, str]]:
    return [(str(one.issue), str(one)) for one in deadlines()]
