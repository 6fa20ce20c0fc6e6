"""A result was opened: told by the page's script once the visitor has left it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search import audience

MOST_BYTES = 2_000
FORM = "application/x-www-form-urlencoded"


@csrf_exempt  # it acts for nobody: no cookie and no account is read, and all it can do is add one to a count
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Says the same, nothing, to whatever it is sent."""
    if request.content_type == FORM and _length(request) <= MOST_BYTES and from_here(request):
        audience.note_click(request)
    return HttpResponse(status=204)


def _length(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < 9 else MOST_BYTES + 1


def from_here(request: HttpRequest) -> bool:
    """From a page of this site, as the browser says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin", "").partition("://")[2] == request.get_host()
