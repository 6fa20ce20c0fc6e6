"""Essaimage: what has been taken up elsewhere, and the form by which one tells it."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from experiences.adoption_forms import AdoptionForm
from experiences.adoption_letters import tell_everyone
from experiences.models import ExperiencePage
from search import spam
from search.views.asking import privacy_url

NOT_KEPT = (
    "Vos lignes n’ont pas pu être enregistrées, c’est de notre fait. Ce que vous avez écrit est toujours là : "
    "réessayez dans un instant."
)
HERE = "Vous l’avez fait chez vous ?"

logger = logging.getLogger(__name__)


# As for a question to the centre: nobody's account acts through this form, and visitors are given no cookie.
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(ExperiencePage.objects.visible(), pk=pk)
    if request.method != "POST":
        return _show(request, practice, AdoptionForm(request=request))
    form = AdoptionForm(request.POST, request=request)
    if form.is_valid() and _is_kept(form, practice, request):
        return redirect("adoption_told", pk=pk)
    form.reopened()
    return _show(request, practice, form)


@require_safe
def told(request: HttpRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(ExperiencePage.objects.visible(), pk=pk)
    return render(request, "experiences/adoption_told.html", {"practice": practice, "breadcrumb": _to(practice)})


def _is_kept(form: AdoptionForm, practice: ExperiencePage, request: HttpRequest) -> bool:
    try:
        adoption, is_new = form.save(practice)
    except DatabaseError as error:
        logger.error("An adoption could not be kept (%s).", type(error).__name__)
        form.add_error(None, NOT_KEPT)
        return False
    if is_new:
        spam.count_one_more(request)
        tell_everyone(adoption)
    return True


def _show(request: HttpRequest, practice: ExperiencePage, form: AdoptionForm) -> HttpResponse:
    context = {"practice": practice, "form": form, "privacy_url": privacy_url(), "breadcrumb": _to(practice)}
    return render(request, "experiences/adoption_form.html", context)


def _to(practice: ExperiencePage) -> list[dict[str, str]]:
    return [
        {"title": "Accueil", "url": "/"},
        {"title": "Observatoire des pratiques", "url": reverse("observatory")},
        {"title": practice.title, "url": practice.get_url()},
        {"title": HERE, "url": ""},
    ]
