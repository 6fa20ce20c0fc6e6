"""Subscriptions in the admin: found one by one, for a person's request. The list has no export."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from newsletter.models import RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of
from newsletter.subscribing import kept, letters
from newsletter.subscribing.recipients import leave as leave_all
from newsletter.subscribing.rights import MAY_ADD, MAY_CHANGE, MAY_ERASE, MAY_SEE, demanding

A_PAGE = 50
LONGEST = 254
State = Subscriber.State
BY_THE_CENTRE = "L’équipe, à la demande de la personne"


@require_safe
@demanding(MAY_SEE)
def listing(request: HttpRequest) -> HttpResponse:
    """By state, or by a part of the address."""
    state, sought = request.GET.get("etat", ""), request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found = Subscriber.objects.order_by("-created_at", "-pk")
    if state in State.values:
        found = found.filter(state=state)
    if sought:
        found = found.filter(email__icontains=sought)
    counts = dict(Subscriber.objects.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("p")),
        "states": [(value, label, counts.get(value, 0)) for value, label in State.choices],
        "state": state,
        "sought": sought,
        "total": sum(counts.values()),
        "retired": RetiredAddress.objects.count(),
        "retirement": _retirement(sought),
        "may_change": request.user.has_perm(MAY_CHANGE),
        "may_add": request.user.has_perm(MAY_ADD),
    }
    return render(request, "newsletter/subscribing/admin/list.html", context)


@demanding(MAY_SEE)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What one person chose and agreed to."""
    subscriber = get_object_or_404(Subscriber, pk=pk)
    if request.method == "POST":
        _act(request, subscriber)
        return redirect("newsletter_subscription", pk)
    context = {
        "subscriber": subscriber,
        "alerts": subscriber.alerts.all(),
        "proofs": subscriber.consents.all(),
        "may_change": request.user.has_perm(MAY_CHANGE),
        "may_erase": request.user.has_perm(MAY_ERASE),
    }
    return render(request, "newsletter/subscribing/admin/person.html", context)


@require_safe
@demanding(MAY_CHANGE)
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """For the person who asks what is kept of them."""
    subscriber = get_object_or_404(Subscriber, pk=pk)
    response = JsonResponse(kept.all_that_is_kept(subscriber), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="abonnement-{pk}.json"'
    return response


@demanding(MAY_ERASE)
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    subscriber = get_object_or_404(Subscriber, pk=pk)
    if request.method != "POST":
        return render(request, "newsletter/subscribing/admin/erase.html", {"subscriber": subscriber})
    kept.erase(subscriber)
    messages.success(request, "L’adresse et tout ce qui s’y rattachait sont effacés.")
    return redirect("newsletter_subscriptions")


@require_POST
@demanding(MAY_CHANGE)
def let_back(request: HttpRequest) -> HttpResponse:
    """An address that was retired may be asked for again by its owner, who told us so. Nothing is sent by this."""
    if retirement := _retirement(request.POST.get("email", "")):
        retirement.delete()
        messages.success(request, "Cette adresse peut de nouveau demander la lettre, par le formulaire public.")
    return redirect("newsletter_subscriptions")


def _retirement(email: str) -> RetiredAddress | None:
    """What is kept of a whole address that was retired: nobody finds it by a part."""
    if "@" not in email:
        return None
    return RetiredAddress.objects.filter(fingerprint=fingerprint_of(email)).first()


def _asked_again_to_confirm(subscriber: Subscriber) -> bool:
    """Whether what they asked for, the letter or searches alone, was written to them again."""
    if subscriber.wants_letter:
        return letters.confirm(subscriber)
    waiting = subscriber.alerts.filter(is_confirmed=False)
    left = [letters.confirm_alert(subscriber, alert) for alert in waiting]
    return bool(left) and all(left)


@demanding(MAY_CHANGE)
def _act(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "resend" and subscriber.state == State.PENDING:
        if _asked_again_to_confirm(subscriber):
            messages.success(request, "Le message de confirmation est reparti.")
        else:
            messages.error(request, "Le message n’est pas parti : vérifiez l’envoi des courriels, puis réessayez.")
    elif act == "leave" and leave_all(subscriber, BY_THE_CENTRE):
        messages.success(request, "Cette personne ne reçoit plus rien.")
    return HttpResponse()
