"""Subscriptions in the admin: administrators only."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from wagtail import hooks

from core.menus import PermittedMenuItem
from newsletter.admin_menu import MENU_HOOK
from newsletter.views import importing, subscriptions

from .rights import MAY_SEE


@hooks.register("register_admin_urls")
def subscription_urls() -> list[URLPattern]:
    return [
        path("abonnements/", subscriptions.listing, name="newsletter_subscriptions"),
        path("abonnements/reprendre/", importing.bring_in, name="newsletter_import"),
        path("abonnements/reinscrire/", subscriptions.let_back, name="newsletter_let_back"),
        path("abonnements/<int:pk>/", subscriptions.person, name="newsletter_subscription"),
        path("abonnements/<int:pk>/donnees/", subscriptions.data, name="newsletter_subscription_data"),
        path("abonnements/<int:pk>/effacer/", subscriptions.erase, name="newsletter_subscription_erase"),
    ]


@hooks.register(MENU_HOOK)
def subscriptions_menu_item() -> PermittedMenuItem:
    return PermittedMenuItem(
        "Abonnements",
        reverse("newsletter_subscriptions"),
        MAY_SEE,
        name="newsletter-subscriptions",
        icon_name="group",
        order=500,
    )
