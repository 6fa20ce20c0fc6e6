"""Everything, and the list of each kind."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.items import breadcrumb
from core.listing import KindIndexPage
from search import audience
from search.addresses import query_from
from search.agenda import bounded, periods_of
from search.glossary import glossary_answers
from search.promotions import with_advice
from search.responses import Listing, respond, results_of, wanted_of
from search.results import find

COMMON_FACETS = ("theme", "territory", "audience", "organisation_type", "year")
FACETS_OF_KIND = {
    "experience": ("theme", "outcome", "approach", "evidence", "territory", "organisation_type", "year", "audience"),
    "practice_sheet": ("theme", "audience"),
    "recording": ("theme", "medium", "year"),
    "bibliography": ("theme", "audience"),
    "event": ("event_type", "format", "status", "theme", "year"),
    "news": ("theme", "year"),
    "issue": ("year",),
}


def search(request: HttpRequest) -> HttpResponse:
    results = with_advice(results_of(request, ("kind", *COMMON_FACETS, "outcome", "format")))
    audience.note_search(request, results)
    listing = Listing("Recherche", "", reverse("search"), suggests=True)
    terms = glossary_answers(results.text) if results.page == 1 else []
    context = {"listing": listing, "terms": terms, "clicks_url": reverse("search_click")}
    return respond(request, "search/results.html", results, context)


def kind_list(request: HttpRequest, page: KindIndexPage) -> HttpResponse:
    """The list of one kind, at the address of the page under which its items stand."""
    query = query_from(request.GET, wanted_of(request, FACETS_OF_KIND[page.listed_kind]), {"kind": (page.listed_kind,)})
    period, periods = periods_of(query, request) if page.listed_kind == "event" else ("", [])
    results = find(bounded(query, period), request.GET, request.path, period)
    listing = Listing(page.title, page.intro, page.get_url(request))
    context = {"page": page, "self": page, "listing": listing, "periods": periods, "breadcrumb": breadcrumb(page)}
    return respond(request, page.template, results, context)
