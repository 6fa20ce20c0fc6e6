"""Letters in the admin: the menu, the addresses, the actions of their editor."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem

from core.menus import PermittedMenuItem
from newsletter.admin_menu import MENU_HOOK
from newsletter.models import IssuePage, ItemPage
from newsletter.moderating.rights import MAY_READ
from newsletter.views import composing, sending

from .chooser import ItemChooserViewSet, item_chooser

# What comes out by being sent is not published by a button.
NOT_OURS = ("action-publish", "action-submit", "action-restart-workflow")


class SendMenuItem(ActionMenuItem):
    label = "Envoyer la lettre…"
    name = "action-send-letter"
    icon_name = "mail"

    def is_shown(self, context: dict[str, object]) -> bool:
        return context["view"] == "edit"

    def get_url(self, context: dict[str, object]) -> str:
        return reverse("newsletter_send", args=[context["page"].pk])


@hooks.register("register_admin_urls")
def letter_urls() -> list[URLPattern]:
    return [
        path("lettres/", composing.letters, name="newsletter_letters"),
        path("lettres/composer/", composing.compose, name="newsletter_compose"),
        path("lettres/<int:pk>/breves/", composing.add_items, name="newsletter_add_items"),
        path("lettres/<int:pk>/envoyer/", sending.send, name="newsletter_send"),
        path("lettres/<int:pk>/essayer/", sending.try_on, name="newsletter_try"),
        path("lettres/<int:pk>/annuler/", sending.cancel, name="newsletter_cancel"),
    ]


@hooks.register(MENU_HOOK)
def letters_menu_item() -> PermittedMenuItem:
    return PermittedMenuItem(
        "Lettres", reverse("newsletter_letters"), MAY_READ, name="newsletter-letters", icon_name="mail", order=100
    )


@hooks.register("register_admin_viewset")
def register_item_chooser() -> ItemChooserViewSet:
    return item_chooser


@hooks.register("construct_page_action_menu")
def send_rather_than_publish(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, object]
) -> None:
    page = context.get("page")
    if isinstance(page, IssuePage | ItemPage):
        menu_items[:] = [item for item in menu_items if item.name not in NOT_OURS]
    if isinstance(page, IssuePage):
        menu_items.append(SendMenuItem(order=60))
