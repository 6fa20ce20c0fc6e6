"""Mailings in the menu « Lettre » of the admin."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from wagtail import hooks

from core.menus import PermittedMenuItem
from newsletter.admin_menu import MENU_HOOK
from newsletter.views import mailings


@hooks.register("register_admin_urls")
def mailing_urls() -> list[URLPattern]:
    return [
        path("envois/", mailings.mailings, name="newsletter_mailings"),
        path("envois/<int:pk>/", mailings.mailing, name="newsletter_mailing"),
        path("envois/<int:pk>/<slug:action>/", mailings.act, name="newsletter_mailing_act"),
    ]


@hooks.register(MENU_HOOK)
def mailings_menu_item() -> PermittedMenuItem:
    return PermittedMenuItem(
        "Envois",
        reverse("newsletter_mailings"),
        mailings.MAY_SEE,
        name="newsletter-mailings",
        icon_name="upload",
        order=400,
    )
