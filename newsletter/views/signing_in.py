"""Signing in: whoever has nothing to do in the admin is led to their own space."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.account import LoginView

from core.private_pages import account_of

ENTERS_ADMIN = "wagtailadmin.access_admin"


class SignIn(LoginView):
    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Who is signed in and was sent back from the admin would be asked their password for ever."""
        account = account_of(request)
        if account is not None and not account.has_perm(ENTERS_ADMIN) and self._wants_the_admin():
            return redirect("partner:space")
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        if not self.request.user.has_perm(ENTERS_ADMIN) and self._wants_the_admin():
            return reverse("partner:space")
        return super().get_success_url()

    def _wants_the_admin(self) -> bool:
        """Or nothing in particular."""
        wanted = self.get_redirect_url()
        return not wanted or wanted.startswith(reverse("wagtailadmin_home"))
