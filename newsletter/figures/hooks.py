"""Figures in the menu « Lettre » of the admin."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from wagtail import hooks

from core.menus import PermittedMenuItem
from newsletter.admin_menu import MENU_HOOK
from newsletter.views import figures


@hooks.register("register_admin_urls")
def figure_urls() -> list[URLPattern]:
    return [
        path("lettre/chiffres/", figures.figures, name="newsletter_figures"),
        path("lettre/chiffres/<slug:name>.csv", figures.table_csv, name="newsletter_figures_csv"),
    ]


@hooks.register(MENU_HOOK)
def figures_menu_item() -> PermittedMenuItem:
    return PermittedMenuItem(
        "Chiffres",
        reverse("newsletter_figures"),
        *figures.PERMISSIONS,
        name="newsletter-figures",
        icon_name="table",
        order=450,
    )
