"""Asking the centre what the portal does not say."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from core.caching import kept_until_content_changes
from core.visibility import visible_q
from search import spam
from search.addresses import question_in
from search.correspondence import tell_everyone
from search.forms import DocumentaryRequestForm

NOT_KEPT = (
    "Votre demande n’a pas pu être enregistrée, c’est de notre fait. Ce que vous avez écrit est toujours là : "
    "réessayez dans un instant."
)
HERE = "Demander au centre de ressources"
PRIVACY_SLUG = "donnees-personnelles"

logger = logging.getLogger(__name__)


# Nobody's account acts through this form: the mark of when it was opened, signed, serves instead of Django's cookie,
# and visitors without an account are still given none.
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        initial = {"question": question_in(request.GET)}
        return _show(request, DocumentaryRequestForm(request=request, initial=initial))
    form = DocumentaryRequestForm(request.POST, request=request)
    if form.is_valid() and _is_kept(form, request):
        return redirect("asked")
    form.reopened()
    return _show(request, form)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "search/asked.html", {"breadcrumb": _breadcrumb("Demande envoyée")})


def _is_kept(form: DocumentaryRequestForm, request: HttpRequest) -> bool:
    try:
        kept, is_new = form.save()
    except DatabaseError as error:
        logger.error("A documentary request could not be kept (%s).", type(error).__name__)
        form.add_error(None, NOT_KEPT)
        return False
    if is_new:
        spam.count_one_more(request)
        tell_everyone(kept)
    return True


def _show(request: HttpRequest, form: DocumentaryRequestForm) -> HttpResponse:
    context = {"form": form, "privacy_url": privacy_url(), "breadcrumb": _breadcrumb(HERE)}
    return render(request, "search/ask.html", context)


def _breadcrumb(here: str) -> list[dict[str, str]]:
    steps = [{"title": "Accueil", "url": "/"}]
    if here != HERE:
        steps.append({"title": HERE, "url": reverse("ask")})
    return [*steps, {"title": here, "url": ""}]


@kept_until_content_changes
def privacy_url() -> str:
    """Where the site says what it keeps of people; "" while it says it nowhere."""
    page = Page.objects.filter(visible_q(), slug=PRIVACY_SLUG).first()
    return page.get_url() if page else ""
