"""What every page of results is made with: what was asked of it, what stands above it, and how it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from .addresses import query_from
from .results import Results, find
from .ways_out import ask_url, ways_out

HIDDEN_FACETS = ("organisation", "person", "tag")  # chosen by a link, shown as a chip


@dataclass(frozen=True, slots=True)
class Listing:
    title: str
    intro: str
    search_url: str
    suggests: bool = False  # its field proposes what the whole portal holds


def respond(request: HttpRequest, template: str, results: Results, context: Mapping[str, object]) -> HttpResponse:
    """The whole page, or only its results for an htmx request: the same file renders both."""
    if request.htmx and request.htmx.target == "resultats" and not request.htmx.history_restore_request:
        template = "search/includes/results.html"
    shown = {"results": results, "feed_url": results.take_away["atom"], "ask_url": ask_url(results.text)}
    shown["ways_out"] = None if results.total else ways_out(results)
    response = render(request, template, shown | dict(context))
    patch_vary_headers(response, ["HX-Request"])
    return response


def results_of(
    request: HttpRequest, wanted: tuple[str, ...], fixed: Mapping[str, tuple[str, ...]] | None = None
) -> Results:
    return find(query_from(request.GET, wanted_of(request, wanted), fixed), request.GET, request.path)


def wanted_of(request: HttpRequest, facets: tuple[str, ...]) -> tuple[str, ...]:
    """``facets``, and those that are chosen by a link without being offered."""
    return (*facets, *(name for name in HIDDEN_FACETS if request.GET.get(name)))


def breadcrumb_to(name: str, title: str, here: str) -> list[dict[str, str]]:
    return [{"title": "Accueil", "url": "/"}, {"title": title, "url": reverse(name)}, {"title": here, "url": ""}]
