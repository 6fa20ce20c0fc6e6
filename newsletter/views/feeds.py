"""The feeds of the newsletter: its letters, its items; everything, or a theme's, or a territory's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.models import KnowledgePage
from newsletter.models import IssuePage, ItemPage
from search import labels
from search.addresses import query_from
from search.engines.choice import engine
from search.interface import Query
from search.views.takeaway import FEEDS, taken_away

from .trail import trail

KINDS: dict[str, type[KnowledgePage]] = {"lettres": IssuePage, "breves": ItemPage}
CHOSEN_BY = ("theme", "territory")
NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


def feed(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """The latest letters or items; ``theme`` and ``territory`` choose among them."""
    if form not in FEEDS or what not in KINDS:
        raise Http404
    return taken_away(request, form, query_from(request.GET, CHOSEN_BY, {"kind": (KINDS[what].kind,)}))


def feeds(request: HttpRequest) -> HttpResponse:
    """Every feed, and those of each theme and territory that the newsletter has spoken of."""
    counts = engine().search(Query(filters={"kind": (ItemPage.kind,)}, facets=CHOSEN_BY, per_page=1)).counts
    chosen = [
        {"label": label, "rows": [row(name, value, known[value]) for value in known]}
        for name, label in (("theme", "Par thème"), ("territory", "Par territoire"))
        if (known := labels.value_labels(name, [value for value, count in counts.get(name, {}).items() if count]))
    ]
    context = {
        "all_feeds": [
            {"label": "Les lettres", "links": links_of("lettres")},
            {"label": "Les brèves", "links": links_of("breves")},
        ],
        "chosen": chosen,
        "breadcrumb": trail("S’abonner par flux"),
    }
    return render(request, "newsletter/archive/feeds.html", context)


def row(facet: str, value: str, label: str) -> dict[str, object]:
    return {"label": label, "links": links_of("breves", f"?{facet}={value}")}


def links_of(what: str, parameters: str = "") -> list[dict[str, str]]:
    return [
        {"name": name, "url": reverse("newsletter_feed", args=[what, form]) + parameters}
        for form, name in NAMES.items()
    ]
