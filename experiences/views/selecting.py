"""What a reader keeps of the observatoire: listed, compared, taken away."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.fiche.building import fiche_of
from core.fiche.printing import Cover, dossier_pdf, sheet_of
from core.fiche.views import pdf_response
from core.takeaway import FORMATS
from experiences.models import ExperiencePage
from experiences.observatory.comparison import compared, rows
from experiences.observatory.selection import FEWEST_COMPARED, FORMS, MOST_COMPARED, MOST_KEPT, Selection, selection_in
from search.hits import hits_of, taken, visible_items
from search.interface import Match

TITLE = "Pratiques choisies"


def selection(request: HttpRequest) -> HttpResponse:
    """The practices that the address holds, with what can be done of them."""
    kept = selection_in(request.GET, request.path)
    context = {
        "selection": kept,
        "hits": hits_of([Match(pk) for pk in kept.ids]) if kept else [],
        "most_kept": MOST_KEPT,
        "most_compared": MOST_COMPARED,
        "fewest_compared": FEWEST_COMPARED,
        "breadcrumb": _breadcrumb("Votre sélection"),
    }
    return render(request, "experiences/selection.html", context)


def compare(request: HttpRequest) -> HttpResponse:
    """Two to four practices side by side; otherwise, how to come to that many."""
    kept = selection_in(request.GET, request.path)
    comparable = FEWEST_COMPARED <= len(kept) <= MOST_COMPARED
    pages = compared(kept.ids) if comparable else []
    context = {
        "selection": kept,
        "pages": _with_links(pages, kept),
        "rows": rows(pages),
        "most_compared": MOST_COMPARED,
        "fewest_compared": FEWEST_COMPARED,
        "breadcrumb": _breadcrumb("Comparer"),
    }
    return render(request, "experiences/comparison.html", context)


def selection_file(request: HttpRequest, form: str) -> HttpResponse:
    """The selection as a PDF dossier, references (RIS) or a table (CSV)."""
    if form not in FORMS:
        raise Http404
    kept = selection_in(request.GET, request.path)
    if not kept:  # the page of the selection tells how to make one
        return HttpResponseRedirect(f"{reverse('selection')}?{request.GET.urlencode()}")
    if form == "pdf":
        return pdf_response(_dossier(compared(kept.ids)), f"{timezone.localdate():%Y-%m-%d}-dossier.pdf")
    items = taken(visible_items(kept.ids), request.build_absolute_uri("/").rstrip("/"))
    return FORMATS[form](items, TITLE, request.build_absolute_uri())


def _dossier(pages: Sequence[ExperiencePage]) -> bytes:
    sheets = [sheet_of(fiche_of(ExperiencePage.objects.get(pk=page.pk))) for page in pages]
    day = timezone.localdate()
    number = "1 retour d’expérience choisi" if len(sheets) == 1 else f"{len(sheets)} retours d’expérience choisis"
    intro = f"{number} dans l’observatoire des pratiques, {sheets[0].fiche.portal}, le {day:%d/%m/%Y}."
    return dossier_pdf(Cover(TITLE, intro), sheets)


def _with_links(pages: Sequence[ExperiencePage], kept: Selection) -> list[dict[str, object]]:
    links = {entry.id: entry for entry in kept.entries}
    return [{"title": page.title, "summary": page.summary, "kept": links[page.pk]} for page in pages]


def _breadcrumb(here: str) -> list[dict[str, str]]:
    return [
        {"title": "Accueil", "url": "/"},
        {"title": "Observatoire des pratiques", "url": reverse("observatory")},
        {"title": here, "url": ""},
    ]
