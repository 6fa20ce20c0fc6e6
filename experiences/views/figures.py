"""The figures of the observatoire: all of them, then each at its own address, to keep, take away or show elsewhere."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt

from core.exports import download
from experiences.figures import NAMES, Figure, figure_of, figures_of, figures_query
from experiences.figures.chart import chart_of
from experiences.figures.files import as_csv, placed
from experiences.figures.selection import in_words
from search.addresses import Links, query_from, understood
from search.engines.choice import engine
from search.interface import Answer, Query

from .observatory import FACETS

Counted = tuple[Query, Answer, Links]
TRAIL = (("Accueil", "/"), ("Observatoire des pratiques", "observatory"), ("Chiffres", "figures"))


def figures(request: HttpRequest) -> HttpResponse:
    """Every figure, for the practices that the address chooses."""
    query, answer, links = _counted(request)
    shown = {"figures": figures_of(query, answer, links), "breadcrumb": _breadcrumb("Chiffres")}
    return render(request, "experiences/figures_page.html", shown | _told(query, answer, links, reverse("figures")))


def figure(request: HttpRequest, name: str) -> HttpResponse:
    """One figure: its permalink."""
    chosen, counted = _figure(request, name)
    shown = {
        "figure": chosen,
        "embed_code": embed_code(chosen, request.build_absolute_uri(chosen.addresses.embed)),
        "breadcrumb": _breadcrumb(chosen.title),
    }
    told = _told(*counted, reverse("figure", args=[name]))
    return render(request, "experiences/figure_page.html", shown | told)


def figure_csv(request: HttpRequest, name: str) -> HttpResponse:
    chosen, _ = _figure(request, name)
    return download(as_csv(chosen, request.build_absolute_uri("/").rstrip("/")), "text/csv", f"{name}.csv")


def figure_svg(request: HttpRequest, name: str) -> HttpResponse:
    """The drawing alone, with its title, its legend and its source."""
    chosen, _ = _figure(request, name)
    source = request.build_absolute_uri(chosen.addresses.page)
    drawing = {"figure": chosen, "total": chosen.total, "source_url": source.split("?")[0], **placed(chosen)}
    return download(render_to_string("experiences/figure.svg", drawing, request), "image/svg+xml", f"{name}.svg")


@csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"]})
@xframe_options_exempt
def figure_embed(request: HttpRequest, name: str) -> HttpResponse:
    """The figure alone, the only page of the portal that any site may show in a frame: it holds nothing but public
    numbers, no script, no form, and is given no cookie."""
    chosen, _ = _figure(request, name)
    source = request.build_absolute_uri(chosen.addresses.page)
    shown = {"figure": chosen, "total": chosen.total, "source_url": source}
    return render(request, "experiences/figure_embed.html", shown)


def embed_code(chosen: Figure, address: str) -> str:
    """The HTML that a partner copies; as tall as the drawing and what stands around it."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        address,
        f"{chosen.title}, observatoire des pratiques",
        chart_of(chosen).height + 380,
    )


def _figure(request: HttpRequest, name: str) -> tuple[Figure, Counted]:
    if name not in NAMES:
        raise Http404
    counted = _counted(request)
    return figure_of(name, *counted), counted


def _counted(request: HttpRequest) -> Counted:
    query = query_from(request.GET, FACETS, {"kind": ("experience",)})
    links = Links(reverse("observatory"), understood(query, request.GET))
    wanted = Query(query.text, query.filters, per_page=0)
    return query, engine().search(figures_query(wanted)), links


def _told(query: Query, answer: Answer, links: Links, here: str) -> dict[str, object]:
    return {"selection": in_words(query), "total": answer.total, "explore_url": links.having(vue=""), "all_url": here}


def _breadcrumb(here: str) -> list[dict[str, str]]:
    steps = [{"title": title, "url": name if name == "/" else reverse(name)} for title, name in TRAIL]
    steps = [step for step in steps if step["title"] != here]
    return [*steps, {"title": here, "url": ""}]
