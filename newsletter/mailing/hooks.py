"""Mailings in the menu « Lettre » of the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from newsletter.admin_menu import MENU_HOOK
from newsletter.views import mailings


class MailingsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(mailings.MAY_SEE)


@hooks.register("register_admin_urls")
def mailing_urls() -> list[URLPattern]:
    return [
        path("envois/", mailings.mailings, name="newsletter_mailings"),
        path("envois/<int:pk>/", mailings.mailing, name="newsletter_mailing"),
        path("envois/<int:pk>/<slug:action>/", mailings.act, name="newsletter_mailing_act"),
    ]


@hooks.register(MENU_HOOK)
def mailings_menu_item() -> MenuItem:
    return MailingsMenuItem(
        "Envois", reverse("newsletter_mailings"), name="newsletter-mailings", icon_name="upload", order=400
    )
