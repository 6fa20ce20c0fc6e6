"""Asking the centre what the portal does not say."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.open_forms.keeping import is_kept, privacy_url
from search.addresses import question_in
from search.correspondence import letters
from search.forms import DocumentaryRequestForm

NOT_KEPT = (
    "Votre demande n’a pas pu être enregistrée, c’est de notre fait. Ce que vous avez écrit est toujours là : "
    "réessayez dans un instant."
)
HERE = "Demander au centre de ressources"


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
    if form.is_valid() and is_kept(form, letters, NOT_KEPT):
        return redirect("asked")
    form.reopened()
    return _show(request, form)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "search/asked.html", {"breadcrumb": _breadcrumb("Demande envoyée")})


def _show(request: HttpRequest, form: DocumentaryRequestForm) -> HttpResponse:
    context = {"form": form, "privacy_url": privacy_url(), "breadcrumb": _breadcrumb(HERE)}
    return render(request, "search/ask.html", context)


def _breadcrumb(here: str) -> list[dict[str, str]]:
    steps = [{"title": "Accueil", "url": "/"}]
    if here != HERE:
        steps.append({"title": HERE, "url": reverse("ask")})
    return [*steps, {"title": here, "url": ""}]
