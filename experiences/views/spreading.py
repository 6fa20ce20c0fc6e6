"""Essaimage: what has been taken up elsewhere, and the form by which one tells it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.open_forms.keeping import is_kept, privacy_url
from experiences.mapping.map import practice_map
from experiences.models import ExperiencePage
from experiences.spreading.forms import AdoptionForm
from experiences.spreading.letters import letters
from experiences.spreading.taken_up import how_many_taken_up, name_of, taken_up, taken_up_by_departement
from search.addresses import Links

NOT_KEPT = (
    "Vos lignes n’ont pas pu être enregistrées, c’est de notre fait. Ce que vous avez écrit est toujours là : "
    "réessayez dans un instant."
)
A_PAGE = 30
HERE = "Vous l’avez fait chez vous ?"


@require_safe
def spreads(request: HttpRequest) -> HttpResponse:
    """All that was taken up, on a map, in a table and one by one; ``departement``: only there."""
    counts = taken_up_by_departement()
    chosen = request.GET.get("departement", "")
    departement = chosen if chosen in counts else ""
    total = how_many_taken_up(departement)
    pages = max(1, -(-total // A_PAGE))
    number = min(max(1, _number(request.GET.get("page", ""))), pages)
    here = reverse("spreads")
    links = Links(here, QueryDict(f"departement={departement}" if departement else ""))
    context = {
        "map": practice_map(counts, lambda code: f"{here}?departement={code}#liste"),
        "departement": name_of(departement) if departement else "",
        "taken": taken_up(departement, (number - 1) * A_PAGE, A_PAGE),
        "total": total,
        "number": number,
        "pages": pages,
        "previous_url": links.having(page=str(number - 1)) if number > 1 else "",
        "next_url": links.having(page=str(number + 1)) if number < pages else "",
        "breadcrumb": [*_to_observatory(), {"title": "Ce qui a essaimé", "url": ""}],
    }
    return render(request, "experiences/spreads.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


# As for a question to the centre: nobody's account acts through this form, and visitors are given no cookie.
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(ExperiencePage.objects.visible(), pk=pk)
    if request.method != "POST":
        return _show(request, practice, AdoptionForm(request=request))
    form = AdoptionForm(request.POST, request=request)
    if form.is_valid() and is_kept(form, letters, NOT_KEPT, practice=practice):
        return redirect("adoption_told", pk=pk)
    form.reopened()
    return _show(request, practice, form)


@require_safe
def told(request: HttpRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(ExperiencePage.objects.visible(), pk=pk)
    return render(request, "experiences/adoption_told.html", {"practice": practice, "breadcrumb": _to(practice)})


def _show(request: HttpRequest, practice: ExperiencePage, form: AdoptionForm) -> HttpResponse:
    context = {"practice": practice, "form": form, "privacy_url": privacy_url(), "breadcrumb": _to(practice)}
    return render(request, "experiences/adoption_form.html", context)


def _to(practice: ExperiencePage) -> list[dict[str, str]]:
    return [*_to_observatory(), {"title": practice.title, "url": practice.get_url()}, {"title": HERE, "url": ""}]


def _to_observatory() -> list[dict[str, str]]:
    return [
        {"title": "Accueil", "url": "/"},
        {"title": "Observatoire des pratiques", "url": reverse("observatory")},
    ]
