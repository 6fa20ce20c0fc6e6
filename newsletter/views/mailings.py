"""Mailings in the admin: the list, and one as it goes on."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from newsletter.mailing import problems, queue, tasks
from newsletter.mailing.progress import counts_of, minutes_left, progress_of, rate_of
from newsletter.models import Mailing

MAY_SEE, MAY_CHANGE = "newsletter.view_mailing", "newsletter.change_mailing"
SHOWN = 20
GOING_ON = (Mailing.State.SCHEDULED, Mailing.State.SENDING)

# What an editor may do: the function, what is said once it is done, what is said where it could not be.
ACTIONS: dict[str, tuple[Callable[[Mailing], bool], str, str]] = {
    "suspendre": (queue.pause, "L’envoi est suspendu.", "Cet envoi n’est pas en cours : il n’y a rien à suspendre."),
    "reprendre": (queue.resume, "L’envoi reprend.", "Cet envoi n’est pas suspendu."),
    "annuler": (queue.cancel, "L’envoi est annulé : plus rien ne part.", "Cet envoi est fini : il ne s’annule plus."),
}  # fmt: skip


@require_safe
def mailings(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    page = Paginator(Mailing.objects.all(), SHOWN).get_page(request.GET.get("p"))
    counts = counts_of(page.object_list)
    rows = [(one, *counts.get(one.pk, (0, 0))) for one in page]
    context = {"page": page, "rows": rows, "problem": problems.current()}
    return render(request, "newsletter/mailing/mailings.html", context)


@require_safe
def mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page, or its figures alone for whoever looks at it going on (``?state=`` is what they look at: another
    since, and they are told to load the page again)."""
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    found = get_object_or_404(Mailing.objects.select_related("issue", "created_by"), pk=pk)
    context = _shown(request, found)
    if not request.htmx:
        return render(request, "newsletter/mailing/mailing.html", context)
    response = render(request, "newsletter/mailing/progress.html", context)
    if request.GET.get("state") != found.state:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    if not request.user.has_perm(MAY_CHANGE) or action not in ACTIONS:
        raise PermissionDenied
    found = get_object_or_404(Mailing, pk=pk)
    do, done, impossible = ACTIONS[action]
    if do(found):
        messages.success(request, done)
        if found.state == Mailing.State.SENDING:
            tasks.wake()
    else:
        messages.error(request, impossible)
    return redirect("newsletter_mailing", pk)


def _shown(request: HttpRequest, found: Mailing) -> dict[str, object]:
    progress, rate = progress_of(found), rate_of(found) if found.state == Mailing.State.SENDING else 0
    going_on = found.state in GOING_ON
    return {
        "mailing": found,
        "progress": progress,
        "rate": rate,
        "minutes": minutes_left(progress.waiting, rate) if found.state == Mailing.State.SENDING else 0,
        "problem": problems.current() if found.state in (*GOING_ON, Mailing.State.PAUSED) else "",
        "going_on": going_on,
        "progress_url": f"{reverse('newsletter_mailing', args=[found.pk])}?state={found.state}",
        "may_change": request.user.has_perm(MAY_CHANGE),
    }
