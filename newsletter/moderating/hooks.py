"""Brèves in the menu « Lettre » of the admin, and those that wait on its home."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from core.menus import PermittedMenuItem
from newsletter.admin_menu import MENU_HOOK
from newsletter.views import moderating

from .board import number_waiting
from .rights import MAY_READ


class WaitingItemsPanel(Component):
    """On the dashboard: brèves that nobody has read."""

    name = "waiting_items"
    order = 58
    template_name = "newsletter/moderating/waiting.html"

    def __init__(self, number: int) -> None:
        self.number = number

    def get_context_data(self, parent_context: dict[str, object]) -> dict[str, object]:
        return {"number": self.number, "url": reverse("newsletter_board")}


@hooks.register("register_admin_urls")
def board_urls() -> list[URLPattern]:
    return [
        path("breves/", moderating.show_board, name="newsletter_board"),
        path("breves/<int:pk>/", moderating.item, name="newsletter_item"),
        path("breves/<int:pk>/image/", moderating.image, name="newsletter_item_image"),
        path("breves/<int:pk>/devenir/<slug:name>/", moderating.become, name="newsletter_item_become"),
    ]


@hooks.register(MENU_HOOK)
def board_menu_item() -> PermittedMenuItem:
    return PermittedMenuItem(
        "Brèves", reverse("newsletter_board"), MAY_READ, name="newsletter-board", icon_name="comment", order=200
    )


@hooks.register("construct_homepage_panels")
def waiting_items(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm(MAY_READ) and (number := number_waiting()):
        panels.append(WaitingItemsPanel(number))
