"""How every address of the API answers: to whom, by which methods, and when the answer is already known.

The API is the same for everyone: no cookie is read or given, and any site may read it (CORS, without credentials).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from core.caching import content_state

from .problems import problem

METHODS = "GET, HEAD, OPTIONS"
FRESH_FOR = 60  # seconds during which a cache need not ask again
View = Callable[..., HttpResponse]


def served(view: View, version: Callable[[], str]) -> View:
    """``view`` as the API serves it. ``version`` names the shape of the answers: a new release makes others."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return _open_to_all(_answer(request, lambda: view(request, *args, **kwargs), version))

    answer.csrf_exempt = True  # what changes nothing needs no token; other methods are told 405, not 403
    return answer


def _answer(request: HttpRequest, view: Callable[[], HttpResponse], version: Callable[[], str]) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS})
    if request.method not in ("GET", "HEAD"):
        response = problem(405)
        response["Allow"] = METHODS
        return response
    tag = _tag(request, version())
    if "*" not in request.headers.get("If-None-Match", ""):  # "*": whatever there is, if there is something
        known = get_conditional_response(request, etag=tag)
        if known is not None:
            return _kept(known, tag)
    asked, request.method = request.method, "GET"  # the same for HEAD; servers leave the body out
    try:
        response = view()
    finally:
        request.method = asked
    if response.status_code != 200:
        response["Cache-Control"] = "no-cache"
        return response
    return _kept(get_conditional_response(request, etag=tag, response=response), tag)


def _tag(request: HttpRequest, version: str) -> str:
    """Names the answer without making it: the state of the content, the address, the shape of the answers."""
    state = "\x00".join((content_state(), version, request.build_absolute_uri()))
    return f'W/"{hashlib.sha256(state.encode(errors="replace")).hexdigest()[:32]}"'


def _kept(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    return response


def _open_to_all(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Last-Modified"
    response["Access-Control-Max-Age"] = "86400"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
