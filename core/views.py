"""Addresses that items of every kind have, and the files that people upload."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils._os import safe_join
from wagtail import views as wagtail_views
from whitenoise.responders import StaticFile

from .files import may_read_upload
from .routing import site_with_root


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, hooks and all, with the site already known."""
    hostname = split_domain_port(request.get_host())[0]
    request._wagtail_site = site_with_root(hostname, request.get_port())  # where Site.find_for_request looks first
    return wagtail_views.serve(request, path)


def health(request: HttpRequest) -> HttpResponse:
    """Says that the process answers, and nothing else: what a supervisor asks every few seconds."""
    return HttpResponse("ok", content_type="text/plain")


def media(request: HttpRequest, path: str) -> HttpResponse:
    """An uploaded file, whole or by ranges (players ask for ranges); 404 for whoever may not read it."""
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    if not _exists(file) or not may_read_upload(request, path):
        raise Http404
    return _file_response(request, file, "public" if may_read_upload(None, path) else "private")


def _exists(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # a name too long for the system, or one with a NUL
        return False


def _file_response(request: HttpRequest, file: Path, whose: str) -> HttpResponse:
    """WhiteNoise answers conditions and ranges; Django sends what it says. ``whose``: "public", or "private" where
    only editors may read it."""
    headers = [
        ("Content-Type", guess_type(file.name)[0] or "application/octet-stream"),
        ("Cache-Control", f"{whose}, max-age=3600"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("Accept-Ranges", "bytes"),
    ]
    answer = StaticFile(str(file), headers).get_response(request.method or "GET", request.META)
    if answer.file is None:
        response = HttpResponse(status=answer.status)
    else:
        response = FileResponse(answer.file, status=answer.status)
    for name, value in answer.headers:
        response[name] = value
    return response
