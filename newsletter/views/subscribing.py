"""Asking for the letter, and confirming it."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.open_forms import pace, robots
from core.open_forms.forms import OpenForm
from core.open_forms.keeping import privacy_url
from experiences.views.proposing_pages import slow_answer, wait_message
from newsletter.models import Subscriber
from newsletter.subscribing import asking, confirming
from newsletter.subscribing.answers import Afterwards
from newsletter.subscribing.forms import TERMS, SubscribeForm

from .subscribers import page, reached

HERE = "Recevoir la lettre"


# As for a question to the centre: nobody's account acts through this form, and visitors are given no cookie.
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request, SubscribeForm(request=request))
    form = SubscribeForm(request.POST, request=request)
    if refused := refused_form(form):
        form.cleaned_of_invisible()
        return slow_answer(_show(request, form), refused) if refused > 0 else _show(request, form)
    told = partial(asking.ask_for_letter, form.cleaned_data["email"], form.choices(), TERMS)
    return Afterwards(reverse("subscription_asked"), told)


def refused_form(form: OpenForm) -> int:
    """0 where it may be acted on, which is counted; -1 where something is wrong with it, else how many seconds whoever
    sends it has to wait. What is wrong is said in the form, ready to be shown again."""
    if not form.is_valid():
        form.reopened()
        return -1
    seconds = pace.seconds_to_wait(pace.SENDING, robots.visitor(form.request))
    if seconds:
        form.add_error(None, wait_message(seconds))
        form.reopened()
        return seconds
    robots.count_one_more(form.request)
    return 0


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for all."""
    return render(request, "newsletter/subscribing/asked.html", {"breadcrumb": breadcrumb("Un dernier geste")})


@reached
def confirm(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """Mail scanners follow links; only a person presses the button."""
    may = confirming.may_confirm(subscriber)
    if request.method == "POST" and may:
        confirming.confirm(subscriber)
        return page(request, subscriber, "newsletter/subscribing/confirmed.html")
    if not may:
        return page(request, subscriber, "newsletter/subscribing/not_to_confirm.html", status=_status(subscriber))
    return page(request, subscriber, "newsletter/subscribing/confirm.html", terms=confirming.TERMS)


def _status(subscriber: Subscriber) -> int:
    return 200 if subscriber.state == Subscriber.State.ACTIVE else 410


def _show(request: HttpRequest, form: SubscribeForm) -> HttpResponse:
    context = {"form": form, "privacy_url": privacy_url(), "breadcrumb": breadcrumb(HERE)}
    return render(request, "newsletter/subscribing/subscribe.html", context)


def breadcrumb(here: str) -> list[dict[str, str]]:
    steps = [{"title": "Accueil", "url": "/"}]
    if here != HERE:
        steps.append({"title": HERE, "url": reverse("subscribe")})
    return [*steps, {"title": here, "url": ""}]
