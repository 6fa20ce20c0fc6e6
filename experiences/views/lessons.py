"""What the network would do again, what it would avoid: a search of the practices that say so, and what they say."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from experiences.models import Lesson
from experiences.observatory.lessons import lessons_of
from search import labels
from search.addresses import Links, query_from
from search.responses import Listing, respond
from search.results import find

FACETS = ("theme", "outcome", "evidence", "territory", "approach", "organisation_type", "year")
TITLE = "Ce que nous referions, ce que nous éviterions"
# ``vue`` in the address → the sorts of points shown.
VIEWS = {"": (Lesson.REDO, Lesson.AVOID), "refaire": (Lesson.REDO,), "eviter": (Lesson.AVOID,)}
TABS = {"": "Les deux", "refaire": "À refaire", "eviter": "À éviter"}


def lessons(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("vue", "")
    view = view if view in VIEWS else ""
    query = query_from(request.GET, FACETS, {"kind": ("experience",), "lessons": VIEWS[view]})
    results = find(query, request.GET, reverse("lessons"))
    themes = [labels.value_label("theme", slug) for slug in query.filters.get("theme", ())]
    title = f"{TITLE} : {', '.join(themes)}" if themes else TITLE
    context = {
        "listing": Listing(title, "", reverse("lessons")),
        "groups": [group for group in lessons_of(results.hits, VIEWS[view]) if group.told],
        "tabs": _tabs(view, results.links),
        "view": "lecons",  # filters follow the whole block, as in the observatoire
        "breadcrumb": [
            {"title": "Accueil", "url": "/"},
            {"title": "Observatoire des pratiques", "url": reverse("observatory")},
            {"title": TITLE, "url": ""},
        ],
    }
    return respond(request, "experiences/lessons.html", results, context)


def _tabs(view: str, links: Links) -> list[dict[str, object]]:
    return [
        {"code": code or "tout", "label": label, "url": links.having(vue=code), "current": code == view}
        for code, label in TABS.items()
    ]
