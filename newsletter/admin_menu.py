"""The menu « Lettre » of the admin, where each part of the newsletter puts its entries (hook
``register_newsletter_menu_item``)."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

MENU_HOOK = "register_newsletter_menu_item"

newsletter_menu = Menu(register_hook_name=MENU_HOOK, construct_hook_name="construct_newsletter_menu")


@hooks.register("register_admin_menu_item")
def register_newsletter_menu() -> SubmenuMenuItem:
    return SubmenuMenuItem("Lettre", newsletter_menu, name="newsletter", icon_name="mail", order=140)
