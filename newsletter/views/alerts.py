"""A search by mail: asking for it, confirming it, stopping it."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.open_forms.keeping import privacy_url
from experiences.views.proposing_pages import slow_answer
from newsletter.models import Subscriber
from newsletter.subscribing import asking, confirming
from newsletter.subscribing.answers import Afterwards
from newsletter.subscribing.forms import ALERT_TERMS, AlertForm
from newsletter.subscribing.searches import Wanted, wanted_by

from .subscribers import lives, page, reached
from .subscribing import refused_form

TOO_LONG = "Cette recherche a trop de filtres pour être envoyée par courriel : retirez-en quelques-uns."


# As for the letter: nobody's account acts through this form, and visitors are given no cookie.
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    wanted = wanted_by(request.GET)
    if request.method != "POST":
        return _show(request, wanted, AlertForm(request=request))
    form = AlertForm(request.POST, request=request)
    if wanted.is_too_long:
        form.add_error(None, TOO_LONG)
    if refused := refused_form(form):
        answer = _show(request, wanted, form)
        return slow_answer(answer, refused) if refused > 0 else answer
    told = partial(asking.ask_for_alert, form.cleaned_data["email"], wanted.query, wanted.label, ALERT_TERMS)
    return Afterwards(reverse("subscription_asked"), told)


@reached
def alert(request: HttpRequest, subscriber: Subscriber, number: int) -> HttpResponse:
    """Confirms the alert by a button, and stops it by another."""
    found = subscriber.alerts.filter(pk=number).first()
    if found is None:
        return page(request, subscriber, "newsletter/subscribing/alert_gone.html", status=410)
    if request.method == "POST":
        if request.POST.get("act") == "stop":
            found.delete()
            lives(subscriber)
            return page(request, subscriber, "newsletter/subscribing/alert_gone.html")
        confirming.confirm_alert(found, subscriber)
        lives(subscriber)
        found.refresh_from_db()
    late = not found.is_confirmed and not confirming.may_confirm_alert(found, subscriber)
    context = {"alert": found, "late": late, "terms": confirming.ALERT_TERMS, "confirmed": request.method == "POST"}
    return page(request, subscriber, "newsletter/subscribing/alert.html", status=410 if late else 200, **context)


def _show(request: HttpRequest, wanted: Wanted, form: AlertForm) -> HttpResponse:
    context = {
        "form": form,
        "wanted": wanted,
        "privacy_url": privacy_url(),
        "breadcrumb": [
            {"title": "Accueil", "url": "/"},
            {"title": "Recherche", "url": reverse("search") + (f"?{wanted.query}" if wanted.query else "")},
            {"title": "Cette recherche par courriel", "url": ""},
        ],
    }
    return render(request, "newsletter/subscribing/ask_alert.html", context)
