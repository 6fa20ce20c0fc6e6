"""What is filed under a theme or a place, and the ways to both."""

from __future__ import annotations

import re

from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify

from directory.models import Organisation
from french.folding import fold
from search import labels
from search.addresses import question_in
from search.counts import counts_of
from search.responses import Listing, breadcrumb_to, respond, results_of
from taxonomy.models import Territory, Theme


def theme_list(request: HttpRequest) -> HttpResponse:
    counts = counts_of("theme")
    nodes: dict[int | None, list[dict[str, object]]] = {}
    for theme in Theme.objects.all():
        node = {"pk": theme.pk, "name": theme.name, "url": theme.get_absolute_url(), "count": counts.get(theme.slug, 0),
                "description": theme.description}  # fmt: skip
        nodes.setdefault(theme.parent_id, []).append(node)
    for node in [node for group in nodes.values() for node in group]:
        node["children"] = nodes.get(node["pk"], [])
    return render(request, "search/theme_list.html", {"themes": nodes.get(None, [])})


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = Theme.objects.select_related("parent").filter(slug=slug).first() or _theme_by_alias(slug)
    if chosen.slug != slug:
        return redirect(chosen, permanent=True)
    counts = counts_of("theme")
    children = [
        {"name": child.name, "url": child.get_absolute_url(), "count": counts.get(child.slug, 0)}
        for child in chosen.children.all()
    ]
    results = results_of(request, ("kind", "territory", "audience", "outcome", "year"), {"theme": (chosen.slug,)})
    listing = Listing(chosen.name, chosen.description, chosen.get_absolute_url())
    context = {"theme": chosen, "parent": chosen.parent, "children": children, "listing": listing}
    return respond(
        request,
        "search/theme.html",
        results,
        context | {"breadcrumb": breadcrumb_to("theme_list", "Thèmes", chosen.name)},
    )


def _theme_by_alias(slug: str) -> Theme:
    """A theme by one of its other names: an address made of a former name still leads to it."""
    for candidate in Theme.objects.prefetch_related("aliases"):
        if any(slugify(alias.name) == slug for alias in candidate.aliases.all()):
            return candidate
    raise Http404


def territory_list(request: HttpRequest) -> HttpResponse:
    """Régions and their départements; ``q`` finds any other place by its name or code."""
    text = question_in(request.GET)
    counts = counts_of("territory")
    regions: list[dict[str, object]] = []
    for code, value in labels.wide_territories().items():
        entry = {"name": value.label, "url": reverse("territory", args=[code]), "count": counts.get(code, 0)}
        if value.depth == 0:
            regions.append(entry | {"departements": []})
        else:
            regions[-1]["departements"].append(entry)
    matches = _places_named(text) if text else []
    places = [
        {"label": place.label, "url": place.get_absolute_url(), "count": counts.get(place.code, 0)} for place in matches
    ]
    return render(request, "search/territory_list.html", {"regions": regions, "matches": places, "q": text})


def _places_named(text: str) -> list[Territory]:
    """By a code, or by words of the name in their order, whatever stands between them: a hyphen, a space…"""
    words = "[^a-z0-9]+".join(re.findall(r"[^\W_]+", fold(text)))
    found = Q(code=text.upper()) | Q(folded__regex=rf"(^|[^a-z0-9]){words}") if words else Q(code=text.upper())
    return list(
        Territory.objects.filter(found)
        .select_related("commune")
        .order_by(F("population").desc(nulls_last=True), "name")[:40]
    )


def territory(request: HttpRequest, code: str) -> HttpResponse:
    # The official codes are in capitals, those of quartiers end with their name.
    places = Territory.objects.select_related("region", "departement", "epci", "commune")
    place = get_object_or_404(places, code__in={code, code.upper()})
    wider = [place.region, place.departement, place.epci, place.commune]
    parents = [{"name": parent.name, "url": parent.get_absolute_url()} for parent in wider if parent]
    organisations = Organisation.objects.filter(Q(territory=place) | Q(territory__commune=place))[:50]
    results = results_of(request, ("kind", "theme", "outcome", "year"), {"territory": (place.code,)})
    listing = Listing(place.label, "", place.get_absolute_url())
    breadcrumb = breadcrumb_to("territory_list", "Territoires", place.label)
    context = {"territory": place, "parents": parents, "organisations": organisations, "listing": listing}
    return respond(request, "search/territory.html", results, context | {"breadcrumb": breadcrumb})
