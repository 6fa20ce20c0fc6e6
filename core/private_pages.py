"""Pages that one reaches by a private link or with an account, and that nothing keeps."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from directory.models import User

View = Callable[..., HttpResponse]


def account_of(request: HttpRequest) -> User | None:
    """Who is signed in. A visitor without a session is not even asked, so that nothing varies with cookies."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if request.user.is_authenticated else None


def private(view: View) -> View:
    """Of a page that follows from a private link: no cache, no search engine and no other site learns of it, not even
    where there is nothing.

    Whoever has the link needs no cookie; where an account acts, Django's own protection of forms serves.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        account = account_of(request)
        answer = csrf_protect(view) if account else view
        try:
            response = answer(request, *args, **kwargs)
        except Http404 as nothing:
            response = response_for_exception(request, nothing)
        response["Cache-Control"] = "no-store, private"
        # Under "no-referrer" browsers send forms with the origin "null", which Django's protection refuses.
        response["Referrer-Policy"] = "strict-origin" if account else "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded
