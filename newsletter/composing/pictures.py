"""The pictures of a letter: JPEG, which every mail program shows, no wider than the letter itself."""

from __future__ import annotations

from wagtail.images.models import SourceImageIOError

from core.assets import PortalImage

from .words import base

WIDTH = 560  # pixels: the text of a letter
SPEC = f"width-{WIDTH}|format-jpeg|jpegquality-78|bgcolor-ffffff"


def picture_of(image: PortalImage | None, description: str = "", credit: str = "") -> dict[str, object] | None:
    """``url`` (absolute), ``width`` and ``height`` in pixels, ``alt``, ``credit``; None where there is no picture, or
    where its file is lost."""
    if image is None:
        return None
    try:
        made = image.get_rendition(SPEC)
    except (SourceImageIOError, OSError):
        return None
    url = made.url if made.url.startswith("http") else f"{base()}{made.url}"
    return {
        "url": url,
        "width": made.width,
        "height": made.height,
        "alt": description or image.description,
        "credit": credit or image.credit,
    }
