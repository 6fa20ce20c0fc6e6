"""What one opens by the private link of a subscription: choices, leaving, what is kept, erasure."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from core.open_forms.keeping import privacy_url
from core.private_pages import account_of, private
from newsletter.models import Consent, Subscriber
from newsletter.subscribing import kept
from newsletter.subscribing.forms import ChoicesForm
from newsletter.subscribing.recipients import leave as leave_all

State = Subscriber.State
SubscriberView = Callable[..., HttpResponse]
ONE_CLICK = "La désinscription en un clic du logiciel de courriel"
BUTTON = "Le bouton « Me désinscrire », par le lien privé"
CHOICES = "La page « Mes choix », par le lien privé"


def reached(view: SubscriberView) -> SubscriberView:
    """Gives the view the subscriber whose link this is. A link that was never given, or whose owner was erased, says so
    and nothing else."""

    @private
    @wraps(view)
    def inside(request: HttpRequest, secret: str, **kwargs: object) -> HttpResponse:
        subscriber = Subscriber.objects.reached_by(secret)
        if subscriber is None:
            return render(request, "newsletter/subscribing/unknown.html", status=404)
        return view(request, subscriber, **kwargs)

    return inside


def page(
    request: HttpRequest, subscriber: Subscriber, template: str, *, status: int = 200, **context: object
) -> HttpResponse:
    shown = {
        "subscriber": subscriber,
        "secret": subscriber.current_secret(),
        "account": account_of(request),
        "breadcrumb": [{"title": "Accueil", "url": "/"}, {"title": "Votre abonnement", "url": ""}],
        **context,
    }
    return render(request, template, shown, status=status)


@reached
def choices(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """One's rhythm, themes, territories and alerts."""
    if subscriber.state == State.PENDING:
        return redirect("subscription_confirm", subscriber.current_secret())
    if subscriber.state != State.ACTIVE:
        return page(request, subscriber, "newsletter/subscribing/left.html")
    if request.method != "POST":
        return _show(request, subscriber, ChoicesForm(subscriber=subscriber))
    act = request.POST.get("act", "")
    if act == "stop":
        return _stop(request, subscriber)
    if act == "stay":
        lives(subscriber)
        return _show(request, subscriber, ChoicesForm(subscriber=subscriber), "Merci, vous continuez à la recevoir.")
    form = ChoicesForm(request.POST, subscriber=subscriber)
    if not form.is_valid():
        form.cleaned_of_invisible()
        return _show(request, subscriber, form)
    _keep(subscriber, form)
    return _show(request, subscriber, ChoicesForm(subscriber=subscriber), "Vos choix sont enregistrés.")


@reached
def leave(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """A page with a button; a mail program's one click (RFC 8058) is answered at once, without a cookie, a redirect or
    anything to confirm. Twice is once."""
    if request.method == "POST":
        one_click = request.POST.get("List-Unsubscribe", "") == "One-Click"
        leave_all(subscriber, ONE_CLICK if one_click else BUTTON)
        return page(request, subscriber, "newsletter/subscribing/left.html")
    if subscriber.state in (State.LEFT, State.RETIRED):
        return page(request, subscriber, "newsletter/subscribing/left.html")
    return page(request, subscriber, "newsletter/subscribing/leave.html")


@reached
def data(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    response = JsonResponse(kept.all_that_is_kept(subscriber), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="ma-lettre.json"'
    return response


@reached
def erase(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    if request.method != "POST":
        return page(request, subscriber, "newsletter/subscribing/erase.html")
    kept.erase(subscriber)
    return render(request, "newsletter/subscribing/erased.html")


def _show(request: HttpRequest, subscriber: Subscriber, form: ChoicesForm, told: str = "") -> HttpResponse:
    alerts = subscriber.alerts.filter(is_confirmed=True)
    context = {"form": form, "alerts": alerts, "told": told, "privacy_url": privacy_url()}
    return page(request, subscriber, "newsletter/subscribing/choices.html", **context)


def _keep(subscriber: Subscriber, form: ChoicesForm) -> None:
    form.choices().keep(subscriber)
    subscriber.wants_letter = form.cleaned_data["wants_letter"]
    subscriber.save(update_fields=["wants_letter"])
    said = f"Je reçois la lettre : {'oui' if subscriber.wants_letter else 'non'}. {subscriber.get_rhythm_display()}."
    Consent.objects.create(subscriber=subscriber, what=Consent.What.CHANGED, text=said, source=CHOICES)
    lives(subscriber)


def _stop(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    number = request.POST.get("alert", "")
    if number.isascii() and number.isdigit() and len(number) < 19:
        subscriber.alerts.filter(pk=int(number)).delete()
    lives(subscriber)
    return _show(request, subscriber, ChoicesForm(subscriber=subscriber), "L’alerte est arrêtée.")


def lives(subscriber: Subscriber) -> None:
    """Somebody pressed a button: who was asked whether they still want the letter has answered."""
    Subscriber.objects.filter(pk=subscriber.pk).update(active_at=timezone.now(), asked_again_at=None)
    subscriber.refresh_from_db()
