"""Results as files: CSV, RIS, feeds."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse

from core.takeaway import FORMATS, as_ris
from search import labels
from search.addresses import query_from
from search.agenda import bounded
from search.engines.choice import engine
from search.hits import taken, visible_items
from search.interface import Query
from search.registry import facets

MOST_IN_A_FEED = 40
FEEDS = ("atom", "rss", "json")
MOST_TAKEN = {"csv": 5_000, "ris": 1_000, **dict.fromkeys(FEEDS, MOST_IN_A_FEED)}


def take_away(request: HttpRequest, form: str) -> HttpResponse:
    """The results at this address as CSV, RIS or a feed (the latest first, unless another order is asked for)."""
    if form not in FORMATS:
        raise Http404
    query = bounded(query_from(request.GET, tuple(facets())), request.GET.get("periode", ""))
    return taken_away(request, form, query)


def taken_away(request: HttpRequest, form: str, query: Query) -> HttpResponse:
    """What this query finds, in one of ``FORMATS``."""
    sort = query.sort or ("-date" if form in FEEDS else "")
    answer = engine().search(replace(query, facets=(), page=1, per_page=MOST_TAKEN[form], sort=sort))
    items = taken(visible_items([match.id for match in answer.matches]), request.build_absolute_uri("/").rstrip("/"))
    labels_of = [labels.value_label(name, value) for name, values in query.filters.items() for value in values]
    title = " · ".join(part for part in ("Centre de ressources GUSP", query.text, *labels_of) if part)
    return FORMATS[form](items, title, request.build_absolute_uri())


def item_ris(request: HttpRequest, pk: int) -> HttpResponse:
    items = taken(visible_items([pk]), request.build_absolute_uri("/").rstrip("/"))
    if not items:
        raise Http404
    return as_ris(items, items[0].title, items[0].url)
