"""Practices by how they went: what each outcome means, how many there are and on what that rests."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from experiences.observatory.lessons import lessons_of
from experiences.observatory.outcomes import BY_SLUG, Kind, readings, weighed, weighed_one
from search.engines.choice import engine
from search.hits import hits_of
from search.interface import Query
from search.responses import Listing, respond, results_of

FACETS = ("evidence", "theme", "territory", "approach", "organisation_type", "year")
MOST_TOLD = 3  # practices of which the points are shown before the list
HOME = [{"title": "Accueil", "url": "/"}]


def outcomes(request: HttpRequest) -> HttpResponse:
    """The outcomes side by side, and how to read the evidence."""
    shown = {"outcomes": weighed(), "readings": readings(), "breadcrumb": _breadcrumb("Issues et preuves")}
    return render(request, "experiences/outcomes.html", shown)


def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """The practices of one outcome: a search whose outcome is fixed."""
    kind = BY_SLUG.get(slug)
    if kind is None:
        raise Http404
    results = results_of(request, FACETS, {"kind": ("experience",), "outcome": (kind.outcome,)})
    context = {
        "listing": Listing(kind.title, "", kind.url),
        "weighed": weighed_one(kind),
        "lessons": _first_lessons(kind) if results.page == 1 and not results.chips else [],
        "lessons_url": f"{reverse('lessons')}?outcome={kind.outcome}",
        "breadcrumb": _breadcrumb(kind.title),
    }
    return respond(request, "experiences/outcome.html", results, context)


def _first_lessons(kind: Kind) -> list:
    """What the last practices of this outcome say of what they would do again or avoid."""
    filters = {"kind": ("experience",), "outcome": (kind.outcome,), "lessons": (kind.lesson,)}
    found = engine().search(Query(filters=filters, per_page=MOST_TOLD))
    return [group for group in lessons_of(hits_of(found.matches), [kind.lesson]) if group.told]


def _breadcrumb(here: str) -> list[dict[str, str]]:
    steps = [*HOME, {"title": "Observatoire des pratiques", "url": reverse("observatory")}]
    if here != "Issues et preuves":
        steps.append({"title": "Issues et preuves", "url": reverse("outcomes")})
    return [*steps, {"title": here, "url": ""}]
