"""Captions of a recording, as a file the player loads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from .models import RecordingPage
from .timecodes import dotted


def captions(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(RecordingPage.objects.visible().exclude(transcript=""), pk=pk)
    return HttpResponse(dotted(page.transcript), content_type="text/vtt; charset=utf-8")
