"""Entries of the admin's menus."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class PermittedMenuItem(MenuItem):
    """Shown to those who hold all of ``permissions``."""

    def __init__(self, label: str, url: str, *permissions: str, name: str, icon_name: str, order: int) -> None:
        super().__init__(label, url, name=name, icon_name=icon_name, order=order)
        self.permissions = permissions

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perms(self.permissions)
