"""Reviews in the admin: what awaits one, on the dashboard, and the click that says that a page still holds."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry, log

from .models import KnowledgePage
from .reviews import confirm, due_on, overdue_for

MOST_LISTED = 8
CONFIRMED = "core.review.confirm"


@hooks.register("register_log_actions")
def note_confirmations(actions: LogActionRegistry) -> None:
    actions.register_action(CONFIRMED, "Confirmer", "Page relue, toujours juste")


@require_POST
def still_true(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes that a published page still holds, by somebody who may change it."""
    page = get_object_or_404(KnowledgePage.objects.visible(), pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    following = confirm(page)
    log(instance=page, action=CONFIRMED, user=request.user)
    messages.success(request, f"« {page.title} » : toujours juste. Prochaine relecture avant le {following:%d/%m/%Y}.")
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    return [path("relectures/<int:pk>/toujours-juste/", still_true, name="review_confirm")]


class ReviewsPanel(Component):
    name = "reviews"
    order = 70
    template_name = "core/admin/reviews.html"

    def get_context_data(self, parent_context: dict[str, object]) -> dict[str, object]:
        items = overdue_for(parent_context["request"].user)
        listed = [
            {
                "title": item.title,
                "due_on": due_on(item),
                "url": item.get_url(),
                "edit_url": reverse("wagtailadmin_pages:edit", args=[item.pk]),
                "confirm_url": reverse("review_confirm", args=[item.pk]),
            }
            for item in items[:MOST_LISTED].specific()
        ]
        number = items.count() if len(listed) == MOST_LISTED else len(listed)
        return {"items": listed, "number": number, "request": parent_context["request"]}


@hooks.register("construct_homepage_panels")
def tell_of_reviews(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ReviewsPanel())
