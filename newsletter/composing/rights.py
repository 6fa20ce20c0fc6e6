"""Who composes letters, and who sends them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from directory.models import User
from newsletter.models import IssuePage, NewsletterPage
from newsletter.moderating.rights import MAY_READ

MAY_SEND = "newsletter.add_mailing"


def may_compose(account: User) -> bool:
    page = NewsletterPage.objects.first()
    return bool(page and account.has_perm(MAY_READ) and page.permissions_for_user(account).can_add_subpage())


def may_send(account: User, issue: IssuePage) -> bool:
    return account.has_perm(MAY_SEND) and issue.permissions_for_user(account).can_edit()


def issue_to_edit(request: HttpRequest, pk: int) -> IssuePage:
    """The issue of that number, for who may edit it; 404 and 403 otherwise."""
    issue = get_object_or_404(IssuePage, pk=pk)
    if not (request.user.has_perm(MAY_READ) and issue.permissions_for_user(request.user).can_edit()):
        raise PermissionDenied
    return issue


def issue_to_send(request: HttpRequest, pk: int) -> IssuePage:
    issue = get_object_or_404(IssuePage, pk=pk)
    if not may_send(request.user, issue):
        raise PermissionDenied
    return issue
