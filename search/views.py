"""The results page, and every list that is a search with something fixed: a kind, a theme, a place, an organisation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify

from core.caching import kept_until_content_changes
from core.dates import PartialDate, today, yesterday
from core.items import breadcrumb
from core.listing import KindIndexPage
from core.takeaway import FORMATS, as_ris
from directory.models import Organisation, Person
from french.folding import fold
from french.tokens import tokenize
from taxonomy.models import Term, Territory, Theme

from . import labels
from .addresses import Links, query_from, understood
from .counts import counts_of
from .engines.database import DatabaseEngine
from .hits import taken, visible_items
from .interface import Query
from .registry import facets
from .results import Results, find

COMMON_FACETS = ("theme", "territory", "audience", "organisation_type", "year")
FACETS_OF_KIND = {
    "experience": ("theme", "outcome", "approach", "evidence", "territory", "organisation_type", "year", "audience"),
    "practice_sheet": ("theme", "audience"),
    "recording": ("theme", "medium", "year"),
    "bibliography": ("theme", "audience"),
    "event": ("event_type", "format", "status", "theme", "year"),
    "news": ("theme", "year"),
}
PERIODS = {"a-venir": "À venir", "passees": "Passées", "toutes": "Toutes"}
HIDDEN_FACETS = ("organisation", "person", "tag")  # chosen by a link, shown as a chip


@dataclass(frozen=True, slots=True)
class Listing:
    title: str
    intro: str
    search_url: str
    empty_help: str


MOST_TAKEN = {"csv": 5_000, "ris": 1_000, "atom": 40}
EMPTY_HELP = "Essayez avec moins de filtres, un mot plus simple, ou parcourez les thèmes."


def search(request: HttpRequest) -> HttpResponse:
    results = _results(request, ("kind", *COMMON_FACETS, "outcome", "format"))
    listing = Listing("Recherche", "", reverse("search"), EMPTY_HELP)
    terms = glossary_answers(results.text) if results.page == 1 else []
    return respond(request, "search/results.html", results, {"listing": listing, "terms": terms})


def kind_list(request: HttpRequest, page: KindIndexPage) -> HttpResponse:
    """The list of one kind, at the address of the page under which its items stand."""
    query = query_from(request.GET, _wanted(request, FACETS_OF_KIND[page.listed_kind]), {"kind": (page.listed_kind,)})
    periods: list[dict[str, object]] = []
    if page.listed_kind == "event":
        query, periods = _in_period(query, request)
    results = find(query, request.GET, request.path)
    listing = Listing(page.title, page.intro, page.get_url(request), EMPTY_HELP)
    context = {"page": page, "self": page, "listing": listing, "periods": periods, "breadcrumb": breadcrumb(page)}
    return respond(request, page.template, results, context)


def _in_period(query: Query, request: HttpRequest) -> tuple[Query, list[dict[str, object]]]:
    """The agenda's tabs: what is to come (the nearest first) while there is anything, what is past, everything."""
    bounds = {
        "a-venir": {"since": today(), "sort": query.sort or ("" if query.text else "date")},
        "passees": {"until": yesterday()},
        "toutes": {},
    }
    counts = _period_counts(query.text, tuple(sorted(query.filters.items())), today())
    chosen = request.GET.get("periode", "")
    if chosen not in bounds:
        chosen = "a-venir" if counts["a-venir"] else "toutes"
    links = Links(request.path, understood(query, request.GET))
    periods = [
        {"label": label, "count": counts[name], "url": links.having(periode=name), "current": name == chosen}
        for name, label in PERIODS.items()
    ]
    return replace(query, **bounds[chosen]), periods


@kept_until_content_changes
def _period_counts(text: str, filters: tuple[tuple[str, tuple[str, ...]], ...], day: PartialDate) -> dict[str, int]:
    """How many rencontres each tab of the agenda holds on that day."""
    query = Query(text=text, filters=dict(filters), per_page=0)
    engine = DatabaseEngine()
    everything, coming = engine.search(query).total, engine.search(replace(query, since=day)).total
    past = engine.search(replace(query, until=yesterday())).total
    return {"a-venir": coming, "passees": past, "toutes": everything}


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
    results = _results(request, ("kind", "territory", "audience", "outcome", "year"), {"theme": (chosen.slug,)})
    listing = Listing(chosen.name, chosen.description, chosen.get_absolute_url(), EMPTY_HELP)
    context = {"theme": chosen, "parent": chosen.parent, "children": children, "listing": listing}
    return respond(
        request, "search/theme.html", results, context | {"breadcrumb": _crumbs("theme_list", "Thèmes", chosen.name)}
    )


def _theme_by_alias(slug: str) -> Theme:
    """A theme by one of its other names: an address made of a former name still leads to it."""
    for candidate in Theme.objects.prefetch_related("aliases"):
        if any(slugify(alias.name) == slug for alias in candidate.aliases.all()):
            return candidate
    raise Http404


def territory_list(request: HttpRequest) -> HttpResponse:
    """Régions and their départements; ``q`` finds any other place by its name or code."""
    text = " ".join(request.GET.get("q", "").split())[:100]
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
    return list(Territory.objects.filter(found).select_related("commune").order_by("-population", "name")[:40])


def territory(request: HttpRequest, code: str) -> HttpResponse:
    place = get_object_or_404(
        Territory.objects.select_related("region", "departement", "epci", "commune"), code=code.upper()
    )
    wider = [place.region, place.departement, place.epci, place.commune]
    parents = [{"name": parent.name, "url": parent.get_absolute_url()} for parent in wider if parent]
    organisations = Organisation.objects.filter(Q(territory=place) | Q(territory__commune=place))[:50]
    results = _results(request, ("kind", "theme", "outcome", "year"), {"territory": (place.code,)})
    listing = Listing(place.label, "", place.get_absolute_url(), EMPTY_HELP)
    context = {"territory": place, "parents": parents, "organisations": organisations, "listing": listing}
    return respond(
        request,
        "search/territory.html",
        results,
        context | {"breadcrumb": _crumbs("territory_list", "Territoires", place.label)},
    )


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(Organisation.objects.select_related("territory__commune"), slug=slug)
    results = _results(request, ("kind", "theme", "year"), {"organisation": (chosen.slug,)})
    listing = Listing(chosen.name, chosen.description, chosen.get_absolute_url(), EMPTY_HELP)
    context = {"organisation": chosen, "people": chosen.people.all(), "listing": listing}
    return respond(
        request,
        "directory/organisation.html",
        results,
        context | {"breadcrumb": _crumbs("organisation_list", "Annuaire", chosen.name)},
    )


def person(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(Person.objects.select_related("organisation"), slug=slug)
    results = _results(request, ("kind", "theme", "year"), {"person": (chosen.slug,)})
    listing = Listing(chosen.name, chosen.function, chosen.get_absolute_url(), EMPTY_HELP)
    return respond(
        request, "directory/person.html", results,
        {"person": chosen, "listing": listing, "breadcrumb": _crumbs("organisation_list", "Annuaire", chosen.name)},
    )  # fmt: skip


def take_away(request: HttpRequest, form: str) -> HttpResponse:
    """The results at this address as CSV, RIS or an Atom feed (the latest first, unless another order is asked for)."""
    if form not in FORMATS:
        raise Http404
    query = query_from(request.GET, tuple(facets()))
    sort = query.sort or ("-date" if form == "atom" else "")
    answer = DatabaseEngine().search(replace(query, facets=(), page=1, per_page=MOST_TAKEN[form], sort=sort))
    items = taken(visible_items([match.id for match in answer.matches]), request.build_absolute_uri("/").rstrip("/"))
    labels_of = [labels.value_label(name, value) for name, values in query.filters.items() for value in values]
    title = " · ".join(part for part in ("Centre de ressources GUSP", query.text, *labels_of) if part)
    return FORMATS[form](items, title, request.build_absolute_uri())


def item_ris(request: HttpRequest, pk: int) -> HttpResponse:
    items = taken(visible_items([pk]), request.build_absolute_uri("/").rstrip("/"))
    if not items:
        raise Http404
    return as_ris(items, items[0].title, items[0].url)


def glossary_answers(text: str) -> list[Term]:
    """The terms that the question is, or that one of its words is as an acronym."""
    if not text:
        return []
    words = [token.exact for token in tokenize(text)]
    names = [fold(text), " ".join(words), *(word for word in words if len(word) > 2)]
    answers = _glossary()
    return list({answers[name].pk: answers[name] for name in names if name in answers}.values())[:3]


@kept_until_content_changes
def _glossary() -> dict[str, Term]:
    """Each term by its folded name and its other names."""
    names: dict[str, Term] = {}
    for term in Term.objects.prefetch_related("aliases"):
        for name in (*(alias.folded for alias in term.aliases.all()), fold(term.name)):
            names[name] = term
    return names


def respond(request: HttpRequest, template: str, results: Results, context: Mapping[str, object]) -> HttpResponse:
    """The whole page, or only its results for an htmx request: the same file renders both."""
    if request.htmx and request.htmx.target == "resultats" and not request.htmx.history_restore_request:
        template = "search/includes/results.html"
    response = render(request, template, {"results": results, "feed_url": results.take_away["atom"], **context})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _results(
    request: HttpRequest, wanted: tuple[str, ...], fixed: Mapping[str, tuple[str, ...]] | None = None
) -> Results:
    return find(query_from(request.GET, _wanted(request, wanted), fixed), request.GET, request.path)


def _wanted(request: HttpRequest, facets: tuple[str, ...]) -> tuple[str, ...]:
    """``facets``, and those that are chosen by a link without being offered."""
    return (*facets, *(name for name in HIDDEN_FACETS if request.GET.get(name)))


def _crumbs(name: str, title: str, here: str) -> list[dict[str, str]]:
    return [{"title": "Accueil", "url": "/"}, {"title": title, "url": reverse(name)}, {"title": here, "url": ""}]
