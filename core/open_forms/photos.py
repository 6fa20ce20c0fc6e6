"""Photos that strangers send, believed for their pixels only."""

from __future__ import annotations

import io
import warnings

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from .uploads import MB, private_name, refuse_large

LARGEST_PHOTO = 15 * MB
LONGEST_SIDE = 3_000  # pixels of a photo once kept
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
NO_PHOTO = "Ce fichier n’est pas une photo que nous savons lire. Choisissez une image JPEG, PNG ou WebP."


def read_photo(file: UploadedFile, stem: str) -> ContentFile:
    """The photo made again from its pixels: upright, no larger than needed, with nothing of what it said of where, when
    and by what it was taken. ``stem``: what its name begins with. ValidationError where it is
    none."""
    refuse_large(file, LARGEST_PHOTO)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # counted below, before anything is decoded
        try:
            image = Image.open(file, formats=tuple(FORMATS))
        except Image.DecompressionBombError as error:
            raise ValidationError(_too_many_pixels()) from error
        except Exception as error:  # a hostile file has a hundred ways to upset a decoder
            raise ValidationError(NO_PHOTO) from error
        if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise ValidationError(_too_many_pixels(image.width * image.height))
        try:
            return _made_again(image, stem)
        except Exception as error:
            raise ValidationError(NO_PHOTO) from error


def _too_many_pixels(pixels: int = 0) -> str:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    said = f" de {pixels // 1_000_000} millions de pixels" if pixels else ""
    return f"Cette image{said} est trop grande : {most} millions de pixels au plus. Réduisez-la, puis recommencez."


def _made_again(image: Image.Image, stem: str) -> ContentFile:
    kind = image.format or ""
    if kind == "JPEG":
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # decodes no more than what is kept
    image.load()
    upright = ImageOps.exif_transpose(image)
    clear = kind != "JPEG" and ("A" in upright.getbands() or "transparency" in upright.info)
    plain = upright.convert("RGBA" if clear else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = Image.new(plain.mode, plain.size)
    kept.paste(plain)  # pixels alone: no Exif, no place, no comment
    written = io.BytesIO()
    kept.save(written, format=kind, **({"quality": 88} if kind != "PNG" else {"optimize": False}))
    return ContentFile(written.getvalue(), name=private_name(stem, FORMATS[kind]))
