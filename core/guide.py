"""The editors' guide (docs/guide-edition.md) where editors are: in the admin."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

DOCS = settings.BASE_DIR / "docs"
GUIDE = DOCS / "guide-edition.md"
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


def guide_image(request: HttpRequest, name: str) -> FileResponse:
    image = DOCS / "images" / name
    if "/" in name or "\\" in name or image.suffix not in (".png", ".webp") or not image.is_file():
        raise Http404
    return FileResponse(image.open("rb"))
