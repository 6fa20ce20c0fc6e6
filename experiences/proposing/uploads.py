"""What may come with a proposal: photos and documents, believed for what is in them only."""

from __future__ import annotations

import io
import secrets
import warnings
import zipfile
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from PIL import Image, ImageOps

from core.uploads import refuse_disguised

MB = 1024 * 1024
LARGEST_PHOTO, LARGEST_DOCUMENT = 15 * MB, 20 * MB
LARGEST_IN_ALL = 80 * MB
MOST_PHOTOS, MOST_DOCUMENTS = 8, 5
LONGEST_SIDE = 3_000  # pixels of a photo once kept
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
DOCUMENTS = ("pdf", "docx", "odp", "ods", "odt", "pptx", "xlsx")
ZIPPED = DOCUMENTS[1:]
MOST_MEMBERS, LARGEST_UNZIPPED, MOST_SQUEEZED = 5_000, 300 * MB, 200
ACTIVE = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".scr", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".hta")
NO_PHOTO = "Ce fichier n’est pas une photo que nous savons lire. Choisissez une image JPEG, PNG ou WebP."
TOO_MANY_PHOTOS = f"{MOST_PHOTOS} photos au plus : retirez-en avant d’en ajouter."
TOO_MANY_DOCUMENTS = f"{MOST_DOCUMENTS} documents au plus : retirez-en avant d’en ajouter."
NO_DOCUMENT = (
    "Ce type de fichier n’est pas accepté. Choisissez un PDF, un texte, un tableau ou un diaporama (Word, Excel, "
    "PowerPoint ou OpenDocument)."
)


def read_photo(file: UploadedFile) -> ContentFile:
    """The photo made again from its pixels: upright, no larger than needed, with nothing of what it said of where, when
    and by what it was taken. ValidationError where it is none."""
    _refuse_large(file, LARGEST_PHOTO)
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
            return _made_again(image)
        except Exception as error:
            raise ValidationError(NO_PHOTO) from error


def check_document(file: UploadedFile) -> str:
    """The extension of a document that may be kept; ValidationError where it may not."""
    _refuse_large(file, LARGEST_DOCUMENT)
    extension = PurePath(file.name).suffix.lower().removeprefix(".")
    if extension not in DOCUMENTS:
        raise ValidationError(NO_DOCUMENT)
    head = _head(file)
    if extension in ZIPPED:
        if not head.startswith(b"PK\x03\x04"):
            raise ValidationError(NO_DOCUMENT)  # something else, with an archive at its end
        _refuse_bomb(file)
    refuse_disguised(file.file, file.name)  # it reads from the archive: after what the archive says was looked at
    if extension == "pdf" and not head.startswith(b"%PDF-"):
        raise ValidationError(NO_DOCUMENT)
    return extension


def private_name(extension: str) -> str:
    """A name that nobody guesses; nothing of what the file was called stays in it."""
    return f"proposition-{secrets.token_hex(12)}{extension}"


class CappedUploadHandler(FileUploadHandler):
    """Stops reading a file that is too large, and goes on with the rest of the form: what was typed is kept.

    ``refused``: the fields whose file was left.
    """

    def __init__(self, request: object = None) -> None:
        super().__init__(request)
        self.refused: set[str] = set()
        self._received = 0

    def new_file(self, field_name: str, *args: object, **kwargs: object) -> None:
        super().new_file(field_name, *args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > LARGEST_DOCUMENT:
            self.refused.add(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def too_large(most: int) -> str:
    return f"Ce fichier est trop lourd : {most // MB} Mo au plus."


def _refuse_large(file: UploadedFile, most: int) -> None:
    if not file.size:
        raise ValidationError("Ce fichier est vide.")
    if file.size > most:
        raise ValidationError(too_large(most))


def _too_many_pixels(pixels: int = 0) -> str:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    said = f" de {pixels // 1_000_000} millions de pixels" if pixels else ""
    return f"Cette image{said} est trop grande : {most} millions de pixels au plus. Réduisez-la, puis recommencez."


def _made_again(image: Image.Image) -> ContentFile:
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
    return ContentFile(written.getvalue(), name=private_name(FORMATS[kind]))


def _head(file: UploadedFile) -> bytes:
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    return head


def _refuse_bomb(file: UploadedFile) -> None:
    """Reads what the archive says of itself: nothing is unzipped."""
    try:
        members = zipfile.ZipFile(file.file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ValidationError(NO_DOCUMENT) from error
    finally:
        file.seek(0)
    unzipped = sum(member.file_size for member in members)
    squeezed = any(one.file_size > MB and one.file_size > MOST_SQUEEZED * one.compress_size for one in members)
    if len(members) > MOST_MEMBERS or unzipped > LARGEST_UNZIPPED or unzipped > MOST_SQUEEZED * file.size or squeezed:
        raise ValidationError(
            "Ce document est anormalement compressé : par prudence, nous ne l’ouvrons pas. Enregistrez-le en PDF, puis "
            "recommencez."
        )
    if any(member.flag_bits & 1 for member in members):
        raise ValidationError("Ce document est protégé par un mot de passe. Retirez-le, ou enregistrez-le en PDF.")
    names = [member.filename.lower() for member in members]
    if any(name.endswith(ACTIVE) or name.startswith(("basic/", "scripts/")) for name in names):
        raise ValidationError("Ce document contient un programme ou des macros. Enregistrez-le en PDF.")
