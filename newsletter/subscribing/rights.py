"""Who sees the addresses of those who receive the letter."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

MAY_SEE, MAY_ADD = "newsletter.view_subscriber", "newsletter.add_subscriber"
MAY_CHANGE, MAY_ERASE = "newsletter.change_subscriber", "newsletter.delete_subscriber"
View = Callable[..., HttpResponse]


def demanding(permission: str) -> Callable[[View], View]:
    """Of a view of the admin."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard
