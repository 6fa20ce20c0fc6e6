"""The portal's addresses, and one for each way in which a page can fail."""

from __future__ import annotations

from axes.helpers import get_lockout_response
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.csrf import csrf_failure

from portal.urls import urlpatterns as portal_urls

FAULTY_STYLE = "p { overflow: hidden; height: 1.5em } nav { transition: opacity 1s }"


def _fails_with(error: Exception) -> object:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def _faulty(request: HttpRequest) -> HttpResponse:
    """One fault of each sort that the tests look for."""
    response = HttpResponse(
        """<!doctype html><title>Fautes</title>
        <style>p { color: red }</style><link rel="stylesheet" href="/essais/fautes.css">
        <img src="https://elsewhere.example.org/pixel.png" width="900" height="10">
        <svg width="200" height="30"><rect width="200" height="30" fill="#fff"></rect></svg>
        <a href="#a" id="a">a</a><a href="#b" id="b">b</a><nav>menu</nav><font color="#dddddd">à peine lisible</font>
        <p>coupé<br>en deux</p>
        """
    )
    response.set_cookie("tracker", "1")
    return response


urlpatterns = [
    path("essais/fautes/", _faulty),
    path("essais/fautes.css", lambda request: HttpResponse(FAULTY_STYLE, content_type="text/css")),
    path("essais/400/", _fails_with(BadRequest())),
    path("essais/403/", _fails_with(PermissionDenied())),
    path("essais/403-of-a-form/", csrf_failure),
    path("essais/404/", _fails_with(Http404())),
    path("essais/429/", lambda request: get_lockout_response(request, None, credentials={})),
    path("essais/500/", _fails_with(RuntimeError("an error made for the test"))),
    *portal_urls,
]
