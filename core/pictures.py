"""The pictures of index cards, found and made for a whole list at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from wagtail.images.models import SourceImageIOError

from .assets import PortalImage, PortalRendition

SMALL = "fill-400x267|format-webp"
LARGE = "fill-800x534|format-webp"
PRINTED = "fill-400x267|format-jpeg|jpegquality-82"
SMALL_SIZE = (400, 267)  # pixels; on the 56 mm of a fiche, 180 an inch
_STORED = PortalRendition._meta.get_field("file")


class Rendition(NamedTuple):
    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    src: str
    srcset: str
    width: str  # in pixels; as text, which templates print without asking for the language
    height: str


def card_pictures(image_ids: Collection[int]) -> dict[int, Picture]:
    """Image id → its card picture. One query where the renditions exist; they are made on first use."""
    if not image_ids:
        return {}
    renditions: dict[tuple[int, str], Rendition] = {}
    made = PortalRendition.objects.filter(image__in=image_ids, filter_spec__in=(SMALL, LARGE))
    for image, spec, file, width, height in made.values_list("image_id", "filter_spec", "file", "width", "height"):
        renditions[image, spec] = Rendition(_STORED.storage.url(file), width, height)
    lacking = {pk for pk in image_ids if not {(pk, SMALL), (pk, LARGE)} <= renditions.keys()}
    for image in PortalImage.objects.filter(pk__in=lacking) if lacking else ():
        try:
            made = {spec: image.get_rendition(spec) for spec in (SMALL, LARGE)}
        except SourceImageIOError:  # the file is lost: a list does without its picture
            continue
        for spec, rendition in made.items():
            renditions[image.pk, spec] = Rendition(rendition.url, rendition.width, rendition.height)
    return {pk: _picture(renditions[pk, SMALL], renditions[pk, LARGE]) for pk in image_ids if (pk, LARGE) in renditions}


def printed_picture(image_id: int) -> bytes | None:
    """An image as small as on its card, as JPEG, which a PDF holds as it is (a WebP one it would hold unpacked, ten
    times as heavy); made once. None where the file of the image is lost."""
    image = PortalImage.objects.filter(pk=image_id).first()
    try:
        if image is None:
            return None
        with image.get_rendition(PRINTED).file.open("rb") as file:
            return file.read()
    except (SourceImageIOError, OSError):
        return None


def _picture(small: Rendition, large: Rendition) -> Picture:
    srcset = f"{small.url} {small.width}w, {large.url} {large.width}w"
    return Picture(small.url, srcset, str(small.width), str(small.height))
