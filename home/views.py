"""The front page and the site map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.models import Page

from core.caching import kept_until_content_changes
from core.dates import today
from core.visibility import visible_q
from directory.models import Organisation
from search.counts import counts_of
from search.hits import Hit, top
from search.interface import Query
from taxonomy.models import Theme

from .models import HomePage

EXAMPLES = ("collecte des encombrants", "jets par les fenêtres", "jardin partagé", "qui ramasse les dépôts sauvages ?")
COUNTED = ("experience", "practice_sheet", "recording", "bibliography", "event")


def home(request: HttpRequest, page: HomePage) -> HttpResponse:
    experiences, latest, coming = top(
        Query(filters={"kind": ("experience",)}, per_page=12),
        Query(filters={"kind": ("practice_sheet", "recording", "bibliography", "news")}, per_page=6),
        Query(filters={"kind": ("event",), "status": ("planned", "adapted")}, since=today(), sort="date", per_page=3),
    )
    context = page.get_context(request)
    context |= {
        "highlights": _one_of_each_outcome(experiences)[:3],
        "latest": latest,
        "upcoming": coming,
        "themes": _root_themes(),
        "counts": _counts(),
        "searches": [{"label": text, "url": f"{reverse('search')}?{_encoded(text)}"} for text in EXAMPLES],
    }
    return TemplateResponse(request, page.template, context)


def site_map(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "home/site_map.html",
        {
            "sections": _sections(),
            "breadcrumb": [{"title": "Accueil", "url": "/"}, {"title": "Plan du site", "url": ""}],
        },
    )


def robots(request: HttpRequest) -> HttpResponse:
    """Filtered lists are endless to a robot: it is given the list of pages instead."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /recherche/",
        "Disallow: /*?",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _one_of_each_outcome(hits: list[Hit]) -> list[Hit]:
    """The latest practice of each outcome first, so that what went well is not all one sees."""
    latest = {hit.outcome: hit for hit in reversed(hits)}
    chosen = [hit for hit in hits if latest[hit.outcome] is hit]
    return [*chosen, *(hit for hit in hits if hit not in chosen)]


@kept_until_content_changes
def _root_themes() -> list[dict[str, object]]:
    counts = counts_of("theme")
    return [
        {"name": theme.name, "url": theme.get_absolute_url(), "count": counts.get(theme.slug, 0)}
        for theme in Theme.objects.filter(parent=None)
    ]


@kept_until_content_changes
def _counts() -> dict[str, int]:
    by_kind = counts_of("kind")
    return {kind: by_kind.get(kind, 0) for kind in COUNTED} | {"organisation": Organisation.objects.count()}


@kept_until_content_changes
def _sections() -> list[dict[str, object]]:
    """Every page but the items of the lists, in the order of the tree, then what has no page of its own."""
    pages = Page.objects.filter(visible_q(), depth__gte=3, depth__lte=4).order_by("path")
    sections: list[dict[str, object]] = []
    for page in pages:
        entry = {"title": page.title, "url": page.get_url()}
        if page.depth == 3:
            lists = page.content_type.model.endswith("indexpage")
            sections.append(entry | {"children": [], "path": page.path, "lists": lists})
        elif sections and page.path.startswith(sections[-1]["path"]) and not sections[-1]["lists"]:
            sections[-1]["children"].append(entry)
    fixed = {
        "search": "Recherche", "observatory": "Observatoire des pratiques", "theme_list": "Thèmes",
        "territory_list": "Territoires", "organisation_list": "Annuaire", "glossary": "Glossaire",
        "ask": "Demander au centre de ressources", "api_documentation": "Réutiliser les contenus (API)",
    }  # fmt: skip
    return sections + [{"title": title, "url": reverse(name), "children": []} for name, title in fixed.items()]


def _encoded(text: str) -> str:
    parameters = QueryDict(mutable=True)
    parameters["q"] = text
    return parameters.urlencode()
