"""Laying the map of practices on tiles: only where the operator names a server, and only when a reader asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

MOST_POINTS = 2_000  # practices that a browser lays on a map without tiring


@dataclass(frozen=True, slots=True)
class Tiles:
    """``address`` holds {z}, {x} and {y}."""

    address: str
    credit: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


def tiles_for(total: int) -> Tiles | None:
    """``total``: how many practices would be laid on them."""
    if not settings.MAP_TILES or total > MOST_POINTS:
        return None
    return Tiles(settings.MAP_TILES, settings.MAP_TILES_CREDIT)


def with_map_tiles(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lets the pages of ``view`` show images of the server of tiles, and no other page."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        parts = urlsplit(settings.MAP_TILES)
        if parts.hostname:
            response._csp_update = {"img-src": [f"{parts.scheme}://{parts.netloc}"]}  # as django-csp documents
        return response

    return wrapper
