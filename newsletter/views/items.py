"""Every item that has appeared, as a list to be filtered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from newsletter.models import ItemPage
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
