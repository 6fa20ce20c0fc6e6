"""Addresses that items of every kind have, and the files that people upload."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils._os import safe_join
from whitenoise.responders import StaticFile

from .citations import ris
from .files import may_read_upload
from .models import KnowledgePage


def item_ris(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(KnowledgePage.objects.visible(), pk=pk)
    response = HttpResponse(ris([page.specific]), content_type="application/x-research-info-systems; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.ris"'
    return response


def media(request: HttpRequest, path: str) -> HttpResponse:
    """An uploaded file, whole or by ranges (players ask for ranges); 404 for whoever may not read it."""
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    if "\x00" in path or not file.is_file() or not may_read_upload(request, path):
        raise Http404
    return _file_response(request, file)


def _file_response(request: HttpRequest, file: Path) -> HttpResponse:
    """WhiteNoise answers conditions and ranges; Django sends what it says."""
    headers = [
        ("Content-Type", guess_type(file.name)[0] or "application/octet-stream"),
        ("Cache-Control", "public, max-age=3600"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
    ]
    answer = StaticFile(str(file), headers).get_response(request.method or "GET", request.META)
    if answer.file is None:
        response = HttpResponse(status=answer.status)
    else:
        response = FileResponse(answer.file, status=answer.status)
    for name, value in answer.headers:
        response[name] = value
    return response
