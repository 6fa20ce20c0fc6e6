"""Small rules that apply to whole parts of the site."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class AdminContentSecurityPolicy:
    """Lets the admin's own pages, and its bar on an editor's public pages, keep their inline styles and scripts; what
    the public is served stays under the strict policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(self.admin) or getattr(request, "shows_editor_bar", False):
            response._csp_replace = settings.ADMIN_CSP_RELAXED  # the attribute that django-csp documents
        return response
