"""The observatoire des pratiques: one result, seen as cards, as a table, on a map or in figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote_plus

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from core.context_processors import site_frame
from core.exports import streamed
from core.kept_pages import kept_for_visitors
from experiences.figures import figures_of, figures_query
from experiences.mapping.map import practice_map
from experiences.mapping.tiles import tiles_for, with_map_tiles
from experiences.models import Outcome
from experiences.observatory.files import FILES, Source
from experiences.observatory.records import records_of
from experiences.observatory.selection import selection_in
from experiences.observatory.table import table_of
from experiences.search_kinds import VOCABULARIES
from experiences.spreading.taken_up import taken_up_by_departement
from search import harvest
from search.addresses import Links, query_from, ready_for_more, understood
from search.interface import Query
from search.responses import Listing, respond, wanted_of
from search.results import Results, find

TITLE = "Observatoire des pratiques"
FACETS = ("theme", "territory", *VOCABULARIES, "organisation_type", "audience", "year")
PRACTICES = {"kind": ("experience",)}
MOST_ASKED_FOR = 2_000


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the result. ``has_items``: whether it shows practices one by one."""

    name: str
    label: str
    icon: str
    has_items: bool = True


VIEWS = {
    view.name: view
    for view in (
        View("", "Fiches", "list"),
        View("tableau", "Tableau", "table"),
        View("carte", "Carte", "map", has_items=False),
        View("chiffres", "Chiffres", "bars", has_items=False),
    )
}


@with_map_tiles
@kept_for_visitors
def observatory(request: HttpRequest) -> HttpResponse:
    path = reverse("observatory")
    view = VIEWS.get(request.GET.get("vue", ""), VIEWS[""])
    query = _query(request)
    asked = query if view.has_items else replace(query, per_page=0)
    results = find(figures_query(asked) if view.name == "chiffres" else asked, request.GET, path)
    context = {
        "listing": Listing(TITLE, "", path),
        "view": view,
        "views": [(one, results.links.having(vue=one.name)) for one in VIEWS.values()],
        "files": {form: _file_url(form, query, request) for form in FILES},
        "outcomes": _outcomes(results),
        "tiles": tiles_for(results.total),
        "selection": selection_in(results.links.parameters, path),
        "below_card": "experiences/includes/card_pick.html",
        "breadcrumb": [{"title": "Accueil", "url": "/"}, {"title": TITLE, "url": ""}],
    }
    context |= _shown_by(view, request, query, results)
    response = respond(request, "experiences/observatoire.html", results, context)
    response.passing = results.makeshift
    return response


def practices_file(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Every practice of the result at the same address, the latest first."""
    if form not in FILES:
        raise Http404
    query = _query(request)
    found = harvest.ids(query)
    content_type, written = FILES[form]
    records = records_of(found.ids, request.build_absolute_uri("/").rstrip("/"))
    address = Links(reverse("observatory"), understood(query, request.GET)).having()
    source = Source(f"{site_frame().name}, {TITLE.lower()}", request.build_absolute_uri(address), found.total)
    return streamed(written(records, source), content_type, f"{timezone.localdate():%Y-%m-%d}-pratiques.{form}")


def _query(request: HttpRequest) -> Query:
    return query_from(request.GET, wanted_of(request, FACETS), PRACTICES)


def _file_url(form: str, query: Query, request: HttpRequest) -> str:
    return Links(reverse("practices_file", args=[form]), understood(query, request.GET)).having(
        vue="", sort="", col="", p=""
    )


def _shown_by(view: View, request: HttpRequest, query: Query, results: Results) -> dict[str, object]:
    """What only this view needs."""
    links = results.links
    if view.name == "tableau":
        return {"table": table_of(results, request.GET)}
    if view.name == "carte":
        chosen = query.filters.get("territory", ())
        counts = results.counts.get("territory", {})
        out_url = links.having(territory="")
        stem = f"{ready_for_more(out_url)}territory="
        return {
            "map": practice_map(
                counts,
                lambda code: stem + quote_plus(code),
                chosen,
                out_url,
                taken_up_by_departement(_shown_ids(query, results.total)),
            ),
        }
    return {"figures": figures_of(query, results, links)} if view.name == "chiffres" else {}


def _shown_ids(query: Query, total: int) -> tuple[int, ...] | None:
    """The practices whose spreading the map shows: those of the result, all (None) where it is not narrowed or nobody
    took any up, none of so many that asking for each by name would be long."""
    if (query.filters == PRACTICES and not query.text) or not taken_up_by_departement():
        return None
    return tuple(harvest.ids(query).ids) if total <= MOST_ASKED_FOR else ()


def _outcomes(results: Results) -> list[dict[str, object]]:
    counts = results.counts.get("outcome", {})
    total = sum(counts.values()) or 1
    return [
        {
            "code": code,
            "label": label,
            "count": counts.get(code, 0),
            "share": round(100 * counts.get(code, 0) / total),
            "url": results.links.having(outcome=code),
        }
        for code, label in Outcome.choices
    ]
