"""Pictures, documents and recordings, made on the spot."""

from __future__ import annotations

import io
import struct
import wave
import zlib

import factory
from django.core.files.base import ContentFile
from wagtailmedia.models import Media

from core.models import (
    PortalDocument,
    PortalImage,
)


def png(width: int = 640, height: int = 480) -> bytes:
    """A grey picture, made without a library: a test can afford hundreds."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\x00" + b"\x90" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def wav(seconds: float = 0.1) -> bytes:
    """Silence."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * int(8000 * seconds))
    return buffer.getvalue()


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PortalImage

    title = factory.Sequence(lambda n: f"Photographie {n}")
    description = "Des habitantes plantent un arbre au pied d’un immeuble"
    file = factory.Sequence(lambda n: ContentFile(png(120, 80), name=f"photographie-{n}.png"))


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PortalDocument

    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.Sequence(lambda n: ContentFile(f"contenu du document {n}".encode(), name=f"document-{n}.txt"))


class MediaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Media

    title = factory.Sequence(lambda n: f"Enregistrement {n}")
    type = "audio"
    duration = 12
    file = factory.Sequence(lambda n: ContentFile(wav(), name=f"enregistrement-{n}.wav"))
