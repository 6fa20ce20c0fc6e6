"""The editors' guide (docs/guide-edition.md) where editors are: in the admin."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

GUIDE = settings.BASE_DIR / "docs" / "guide-edition.md"
IMAGES = GUIDE.parent / "images"
TYPES = {".png": "image/png", ".webp": "image/webp"}
_IMAGE = re.compile(r'src="images/([\w-]+\.(?:png|webp))"')
_FIRST_TITLE = re.compile(r"^# .*\n")


def guide(request: HttpRequest) -> HttpResponse:
    if not GUIDE.is_file():
        raise Http404
    text = _FIRST_TITLE.sub("", GUIDE.read_text(encoding="utf-8"))
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    html = _IMAGE.sub(lambda match: f'src="{reverse("editing_guide_image", args=[match[1]])}" loading="lazy"', html)
    # Written by the project, not by visitors, and rendered without raw HTML.
    return render(request, "core/admin/guide.html", {"guide": mark_safe(html)})


def guide_image(request: HttpRequest, name: str) -> HttpResponse:
    image = (IMAGES / name).resolve()
    if image.parent != IMAGES or image.suffix not in TYPES or not image.is_file():
        raise Http404
    return HttpResponse(image.read_bytes(), content_type=TYPES[image.suffix])
