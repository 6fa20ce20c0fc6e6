"""Practices by how they went: what each outcome means, how many there are and on what that rests."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from experiences.observatory.lessons import lessons_of
from experiences.observatory.outcomes import BY_SLUG, Kind, readings, weighed, weighed_one
from search.addresses import query_from
from search.engines.choice import engine
from search.hits import hits_of
from search.interface import Query
from search.responses import Listing, respond, wanted_of
from search.results import Results, SortLink, find

FACETS = ("evidence", "theme", "territory", "approach", "organisation_type", "year")
MOST_TOLD = 3  # practices of which the points are shown before the list
SOLID_FIRST = "-evidence"  # what is proven best, then the most recent
HOME = [{"title": "Accueil", "url": "/"}]


def outcomes(request: HttpRequest) -> HttpResponse:
    """The outcomes side by side, and how to read the evidence."""
    shown = {"outcomes": weighed(), "readings": readings(), "breadcrumb": _breadcrumb("Ce qui a marché, ce qui a raté")}
    return render(request, "experiences/outcomes.html", shown)


def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """The practices of one outcome: a search whose outcome is fixed."""
    kind = BY_SLUG.get(slug)
    if kind is None:
        raise Http404
    results = _practices_of(request, kind)
    context = {
        "listing": Listing(kind.title, "", kind.url),
        "weighed": weighed_one(kind),
        "lessons": _first_lessons(kind) if results.page == 1 and not results.chips else [],
        "lessons_url": f"{reverse('lessons')}?outcome={kind.outcome}",
        "breadcrumb": _breadcrumb(kind.title),
    }
    return respond(request, "experiences/outcome.html", results, context)


def _practices_of(request: HttpRequest, kind: Kind) -> Results:
    """Those that prove best what they say come first, unless a question or the reader orders them otherwise."""
    fixed = {"kind": ("experience",), "outcome": (kind.outcome,)}
    query = query_from(request.GET, wanted_of(request, FACETS), fixed)
    if not query.text and not query.sort:
        query = replace(query, sort=SOLID_FIRST)
    results = find(query, request.GET, request.path)
    chosen = SortLink(
        SOLID_FIRST, "Mieux prouvés d’abord", results.links.having(sort=SOLID_FIRST), query.sort == SOLID_FIRST
    )
    return replace(results, sorts=[chosen, *results.sorts])


def _first_lessons(kind: Kind) -> list:
    """What the last practices of this outcome say of what they would do again or avoid."""
    filters = {"kind": ("experience",), "outcome": (kind.outcome,), "lessons": (kind.lesson,)}
    found = engine().search(Query(filters=filters, per_page=MOST_TOLD))
    return [group for group in lessons_of(hits_of(found.matches), [kind.lesson]) if group.told]


def _breadcrumb(here: str) -> list[dict[str, str]]:
    steps = [*HOME, {"title": "Observatoire des pratiques", "url": reverse("observatory")}]
    if here != "Ce qui a marché, ce qui a raté":
        steps.append({"title": "Ce qui a marché, ce qui a raté", "url": reverse("outcomes")})
    return [*steps, {"title": here, "url": ""}]
