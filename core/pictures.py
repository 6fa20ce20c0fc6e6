"""The pictures of index cards, found and made for a whole list at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .assets import PortalImage, PortalRendition

SMALL = "fill-400x267|format-webp"
LARGE = "fill-800x534|format-webp"


@dataclass(frozen=True, slots=True)
class Picture:
    src: str
    srcset: str
    width: int
    height: int


def card_pictures(image_ids: Collection[int]) -> dict[int, Picture]:
    """Image id → its card picture. One query where the renditions exist; they are made on first use."""
    if not image_ids:
        return {}
    renditions = {
        (rendition.image_id, rendition.filter_spec): rendition
        for rendition in PortalRendition.objects.filter(image__in=image_ids, filter_spec__in=(SMALL, LARGE))
    }
    lacking = {pk for pk in image_ids if not {(pk, SMALL), (pk, LARGE)} <= renditions.keys()}
    for image in PortalImage.objects.filter(pk__in=lacking) if lacking else ():
        for spec in (SMALL, LARGE):
            renditions[image.pk, spec] = image.get_rendition(spec)
    return {pk: _picture(renditions[pk, SMALL], renditions[pk, LARGE]) for pk in image_ids if (pk, LARGE) in renditions}


def _picture(small: PortalRendition, large: PortalRendition) -> Picture:
    srcset = f"{small.url} {small.width}w, {large.url} {large.width}w"
    return Picture(small.url, srcset, small.width, small.height)
