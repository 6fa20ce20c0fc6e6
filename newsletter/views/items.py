"""Every item that has appeared, as a list to be filtered; the rencontres among them, for a calendar."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from events.views import calendar_event, calendar_file
from newsletter.models import Item, ItemPage
from search.responses import Listing, respond, results_of

from .trail import trail

FACETS = ("brief_kind", "theme", "territory", "organisation_type", "year")
INTRO = "<p>Ce que les partenaires ont annoncé dans la lettre, une brève à la fois.</p>"


def items(request: HttpRequest) -> HttpResponse:
    results = results_of(request, FACETS, {"kind": (ItemPage.kind,)})
    context = {
        "listing": Listing("Les brèves", INTRO, reverse("newsletter_items")),
        "breadcrumb": trail("Les brèves"),
    }
    return respond(request, "newsletter/archive/items.html", results, context)


def ical(request: HttpRequest, pk: int) -> HttpResponse:
    """The day of a rencontre that a brève announces, for a calendar."""
    page = get_object_or_404(ItemPage.objects.visible(), pk=pk)
    if not has_a_day(page):
        raise Http404
    event = calendar_event(page, "breve", page.text)
    event.add("dtstart", page.happens_on)
    event.add("dtend", page.happens_on + datetime.timedelta(days=1))
    return calendar_file(event, page.slug)


def has_a_day(page: ItemPage) -> bool:
    """Whether a calendar may take it."""
    return page.item_kind == Item.Kind.EVENT and page.happens_on is not None
