"""Whole pages kept in memory for visitors who carry no cookie, until content changes or the day ends.

They all see the same page at the same address. Only for views whose pages depend on the address and on public content,
and hold nothing made for one visit (a form that says when it was opened, for instance).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .caching import Lasting, lasting

MOST_PAGES = 100  # some 60 KB each

View = Callable[..., HttpResponse]
_pages: dict[Hashable, tuple[Lasting, HttpResponse]] = {}
_lock = Lock()


def kept_for_visitors(view: View) -> View:
    """``view`` may set ``passing`` on its response, to say that it is not to be kept."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.KEEP_PAGES or request.method != "GET" or request.COOKIES:
            return view(request, *args, **kwargs)
        # Pages say how long ago things happened: tomorrow's are others.
        key = (request.build_absolute_uri(), bool(request.htmx), request.htmx.target, timezone.localdate())
        kept = _pages.get(key)
        if kept is not None and kept[0].holds:
            return _copy(kept[1])
        good_for = lasting()  # before the view reads anything: what changes meanwhile makes the page stale
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.cookies and not getattr(response, "passing", False):
            _keep(key, good_for, response)
        return response

    return wrapper


def forget_pages() -> None:
    with _lock:
        _pages.clear()


def _keep(key: Hashable, good_for: Lasting, response: HttpResponse) -> None:
    kept = _copy(response)
    with _lock:
        _pages.pop(key, None)
        while len(_pages) >= MOST_PAGES:
            del _pages[next(iter(_pages))]  # the oldest
        _pages[key] = good_for, kept


def _copy(response: HttpResponse) -> HttpResponse:
    """A response of its own: what middleware adds to one stays out of the others."""
    return HttpResponse(response.content, headers=dict(response.headers))
