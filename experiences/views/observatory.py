"""The observatoire des pratiques: retours d'expérience filtered, listed, mapped."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from experiences.map import practice_map
from experiences.models import Outcome
from search.addresses import Links, query_from
from search.responses import Listing, respond
from search.results import find

FACETS = (
    "theme",
    "territory",
    "outcome",
    "evidence",
    "approach",
    "cost",
    "duration",
    "effort",
    "habitat",
    "governance",
    "programme",
    "organisation_type",
    "audience",
    "year",
)


def observatory(request: HttpRequest) -> HttpResponse:
    """One result, as a list or as a map (``vue=carte``); the address carries every choice."""
    path = reverse("observatory")
    query = query_from(request.GET, FACETS, {"kind": ("experience",)})
    results = find(query, request.GET, path)
    counts = {name: dict(results.counts.get(name, {})) for name in ("territory", "outcome")}
    context = {
        "listing": Listing("Observatoire des pratiques", "", path),
        "map": practice_map(counts["territory"], lambda code: results.links.having(territory=code, vue="")),
        "outcomes": _outcomes(counts["outcome"], results.links),
        "view": "carte" if request.GET.get("vue") == "carte" else "liste",
        "breadcrumb": [{"title": "Accueil", "url": "/"}, {"title": "Observatoire des pratiques", "url": ""}],
    }
    return respond(request, "experiences/observatoire.html", results, context)


def _outcomes(counts: dict[str, int], links: Links) -> list[dict[str, object]]:
    total = sum(counts.values()) or 1
    return [
        {
            "code": code,
            "label": label,
            "count": counts.get(code, 0),
            "share": round(100 * counts.get(code, 0) / total),
            "url": links.having(outcome=code),
        }
        for code, label in Outcome.choices
    ]
