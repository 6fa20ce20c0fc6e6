"""``/courriels/``: the letters that this machine would have sent. Only where the settings keep them in files, and only
for who sits at this machine or is an administrator: private links stand in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .reading import Kept, names, read

SHOWN = 50
OUTSIDE = '<base target="_blank">'  # links open beside the frame
HERE = ("127.0.0.1", "::1")
BY_PROXY = ("X-Forwarded-For", "Forwarded", "X-Real-IP")

View = Callable[..., HttpResponse]


def for_who_is_here(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, **arguments: str) -> HttpResponse:
        proxied = any(name in request.headers for name in BY_PROXY)
        here = request.META.get("REMOTE_ADDR") in HERE and not proxied
        if not (here or request.user.is_superuser):
            return redirect_to_login(request.get_full_path())
        response = view(request, **arguments)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return never_cache(require_safe(guarded))


@for_who_is_here
def mailbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(names(), SHOWN).get_page(request.GET.get("page"))
    letters = [letter for letter in map(read, page.object_list) if letter]
    return render(request, "core/mailbox/list.html", {"letters": letters, "page": page})


@for_who_is_here
def letter(request: HttpRequest, name: str) -> HttpResponse:
    kept = _found(name)
    known = ["", *reversed(names()), ""]
    place = known.index(name)
    around = {"previous": known[place - 1], "following": known[place + 1]}
    way = [{"title": "Courriels", "url": reverse("mailbox")}, {"title": kept.subject, "url": ""}]
    return render(request, "core/mailbox/letter.html", {"letter": kept, "breadcrumb": way, **around})


@for_who_is_here
@csp_replace(
    {
        "default-src": [NONE],
        "script-src": [NONE],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox", "allow-top-navigation-by-user-activation"],
    }
)
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML as it was written, in a page of its own that can do nothing: no script, no form, no request but for
    pictures of this site."""
    response = HttpResponse(_found(name).html.replace("<head>", f"<head>{OUTSIDE}", 1))
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _found(name: str) -> Kept:
    kept = read(name)
    if kept is None:
        raise Http404
    return kept
