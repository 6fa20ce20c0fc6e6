"""The search in the admin: one menu, where other modules put their entries too (hook ``register_search_menu_item``)."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from . import attachment_hooks, audience_hooks  # noqa: F401
from .modeladmins import PromotedAdmin, SynonymAdmin
from .views import curation

MENU_HOOK = "register_search_menu_item"

search_menu = Menu(register_hook_name=MENU_HOOK, construct_hook_name="construct_search_menu")
synonym_admin, promoted_admin = SynonymAdmin(), PromotedAdmin()
for admin in (synonym_admin, promoted_admin):
    admin.register_with_wagtail()


@hooks.register("register_admin_menu_item")
def register_search_menu() -> SubmenuMenuItem:
    return SubmenuMenuItem("Recherche", search_menu, name="public-search", icon_name="search", order=650)


@hooks.register(MENU_HOOK)
def register_synonyms() -> MenuItem:
    return synonym_admin.get_menu_item()


@hooks.register(MENU_HOOK)
def register_promoted() -> MenuItem:
    return promoted_admin.get_menu_item()


@hooks.register("register_admin_urls")
def curation_urls() -> list[URLPattern]:
    return [
        path("synonymes/fournis/", curation.built_in_synonyms, name="built_in_synonyms"),
        path("synonymes/essayer/", curation.synonym_trial, name="synonym_trial"),
    ]
