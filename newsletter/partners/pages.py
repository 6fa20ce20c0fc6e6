"""What the pages of a partner's space show."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from core.open_forms import robots
from core.private_pages import account_of
from core.visibility import is_visible
from newsletter.models import Item, ItemPage, ItemVersion
from newsletter.models.items import LONGEST_TEXT

from .comparing import corrections
from .deadlines import Deadline, deadlines
from .forms import ItemForm
from .spaces import Space

State = Item.State
EXPECTED = (State.CHANGES_ASKED, State.DRAFT)
WITH_THE_TEAM = (State.PROPOSED, State.VALIDATED)
CLOSED = (State.PUBLISHED, State.DECLINED, State.WITHDRAWN)
MOST_OPEN, CLOSED_A_PAGE = 100, 20
HOME = "Vos brèves"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The items of a space, by what is to be done with them."""

    expected: list[Item]
    with_the_team: list[Item]
    closed: Page
    next_letter: Deadline | None


def shelf(space: Space, page: str) -> Shelf:
    open_items = list(space.items.filter(state__in=(*EXPECTED, *WITH_THE_TEAM))[:MOST_OPEN])
    ahead = deadlines()
    return Shelf(
        expected=[item for state in EXPECTED for item in open_items if item.state == state],
        with_the_team=[item for item in open_items if item.state in WITH_THE_TEAM],
        closed=Paginator(space.items.filter(state__in=CLOSED), CLOSED_A_PAGE).get_page(page),
        next_letter=ahead[0] if ahead else None,
    )


def show(request: HttpRequest, space: Space, template: str, here: str, **context: object) -> HttpResponse:
    """A page of the space; ``here``: where one is, for the path that leads back."""
    everywhere = {"space": space, "account": account_of(request), "breadcrumb": breadcrumb(space, here)}
    return render(request, f"newsletter/partners/{template}.html", everywhere | context)


def breadcrumb(space: Space, here: str) -> list[dict[str, str]]:
    steps = [{"title": "Accueil", "url": "/"}]
    if here != HOME:
        steps.append({"title": HOME, "url": space.url("space")})
    return [*steps, {"title": here, "url": ""}]


def show_item(request: HttpRequest, space: Space, item: Item, *, answer: str = "", error: str = "") -> HttpResponse:
    """Where it stands. ``answer``: what was typed and not sent, because of ``error``."""
    public = ItemPage.objects.filter(item_number=item.pk).first() if item.state == State.PUBLISHED else None
    return show(
        request,
        space,
        "item",
        item.title or "Une brève",
        item=item,
        messages_of_both=list(item.messages.all()),
        changes=corrections(item),
        page_url=public.get_url() if public and is_visible(public) else "",
        answer=answer,
        error=error,
    )


def show_form(
    request: HttpRequest,
    space: Space,
    item: Item | None,
    form: ItemForm,
    message: str = "",
    *,
    theirs: list[dict[str, str]] | None = None,
    opened_on: int | None = None,
) -> HttpResponse:
    """``message``: what stands in the way of the whole; ``theirs``: what another window kept, which is now seen;
    ``opened_on``: the version that the form was opened on, where it is not the item's."""
    if form.is_bound:
        form.cleaned_of_invisible()
    opened = request.POST.get("opened", "")
    asked = item.messages.filter(by=ItemVersion.By.TEAM).last() if item and item.state == State.CHANGES_ASKED else None
    return show(
        request,
        space,
        "form",
        (item.title if item else "") or "Une brève",
        item=item,
        form=form,
        message=message,
        errors=[(form[name].auto_id, said) for name in form.fields for said in form.errors.get(name, [])],
        theirs=theirs or [],
        version=opened_on if opened_on is not None else (item.version if item else 0),
        opened=robots.opened_still(opened),
        question=asked.text if asked else "",
        kept=kept_at(item) if item else "",
        longest=LONGEST_TEXT,
    )


def kept_at(item: Item) -> str:
    """« Enregistré à 10 h 32 »; with its day where it is another."""
    then = timezone.localtime(item.modified_at)
    hour = f"{then.hour} h {then:%M}"
    if then.date() == timezone.localdate():
        return f"Enregistré à {hour}"
    return f"Enregistré le {date_format(then, 'j F Y')} à {hour}"
