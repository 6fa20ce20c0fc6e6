"""Letters in the admin: those that are being composed, the next one, what may be added to one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from newsletter.composing.entries import SENDABLE, placed
from newsletter.composing.gathering import (
    NowhereToPut,
    compose_next,
    known_items,
    new_pages,
    not_placed,
    waiting_items,
    with_items,
)
from newsletter.composing.rights import issue_to_edit, may_compose
from newsletter.composing.versions import latest
from newsletter.models import IssuePage, Item, Mailing
from newsletter.moderating.rights import MAY_READ

MOST_SENT = 12
NOWHERE = "La page « La lettre » n’existe plus : recréez-la sous la page d’accueil."


def letters(request: HttpRequest) -> HttpResponse:
    """What is being composed, what was sent, and the button that makes the next."""
    if not request.user.has_perm(MAY_READ):
        raise PermissionDenied
    may = may_compose(request.user)
    drafts = IssuePage.objects.filter(sent__isnull=True).order_by("-number", "-pk")
    context = {
        "drafts": [_draft(issue) for issue in drafts],
        "sent": IssuePage.objects.filter(sent__isnull=False).order_by("-sent_at")[:MOST_SENT],
        "may_compose": may,
        "waiting": waiting_items().count(),
        "pages": len(new_pages()) if may else 0,
    }
    return render(request, "newsletter/composing/letters.html", context)


@require_POST
def compose(request: HttpRequest) -> HttpResponse:
    """Makes the next letter and opens it."""
    if not may_compose(request.user):
        raise PermissionDenied
    try:
        issue = compose_next(request.user)
    except NowhereToPut:
        messages.error(request, NOWHERE)
        return redirect("newsletter_letters")
    messages.success(request, "La lettre est prête à relire : déplacez, retirez, ajoutez, puis écrivez l’éditorial.")
    return redirect("wagtailadmin_pages:edit", issue.pk)


def add_items(request: HttpRequest, pk: int) -> HttpResponse:
    """What is validated and stands in no letter yet; those that are ticked go into this one."""
    issue = issue_to_edit(request, pk)
    if issue.sent is not None:
        messages.error(request, "Cette lettre est partie : elle ne change plus.")
        return redirect("newsletter_letters")
    if request.method == "POST":
        number = _add(issue, known_items(request.POST.getlist("item")), request)
        if number:
            messages.success(request, f"{number} brève{'s' if number > 1 else ''} de plus dans la lettre.")
            return redirect("wagtailadmin_pages:edit", issue.pk)
        messages.error(request, "Cochez au moins une brève.")
    context = {"issue": issue, "items": not_placed(latest(issue))}
    return render(request, "newsletter/composing/add_items.html", context)


def _add(issue: IssuePage, items: list[Item], request: HttpRequest) -> int:
    """How many were added: those that stand there already are not put twice."""
    with transaction.atomic():
        page = latest(IssuePage.objects.select_for_update().get(pk=issue.pk))
        there = set(placed(page.content)[0])
        new = [item for item in items if item.pk not in there]
        if new:
            page.content = type(page.content)(page.content.stream_block, with_items(page, new), is_lazy=True)
            page.save_revision(user=request.user, log_action=True)
    return len(new)


def _draft(issue: IssuePage) -> dict[str, object]:
    page = latest(issue)
    items, pages = placed(page.content)
    mailing = Mailing.objects.filter(issue=issue.pk).exclude(state=Mailing.State.CANCELLED).first()
    return {
        "issue": page,
        "items": len(items),
        "pages": len(pages),
        "mailing": mailing,
        "is_late": bool(page.items_until and page.items_until < timezone.localdate()),
        "gone": Item.objects.filter(pk__in=items).exclude(state__in=SENDABLE).count(),
    }
