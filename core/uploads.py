"""What a file is, by what is in it: a name and its extension are only what somebody typed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO

import puremagic
from django.core.exceptions import ValidationError

HEAD = 4096
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<[!?a-z]", re.IGNORECASE)
_MP3_FRAME = re.compile(rb"^\xff[\xe0-\xff]")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def refuse_disguised(file: BinaryIO, name: str) -> None:
    """Raises a ValidationError where the content of ``file`` is not what the extension of ``name`` says."""
    extension = PurePath(name).suffix.lower().removeprefix(".")
    recognise = RECOGNISERS.get(extension)
    if recognise is None:
        return  # which extensions are accepted at all is the field's to say
    position = file.tell()
    file.seek(0)
    try:
        genuine = recognise(file)
    finally:
        file.seek(position)
    if not genuine:
        raise ValidationError(
            f"Ce fichier porte l’extension .{extension}, mais son contenu est d’une autre sorte. "
            "Ouvrez-le dans le logiciel qui l’a fait, enregistrez-le au bon format, puis recommencez.",
            code="disguised_file",
        )


def _starts_like(*extensions: str) -> Callable[[BinaryIO], bool]:
    def recognise(file: BinaryIO) -> bool:
        head = file.read(HEAD)
        try:
            found = {match.extension for match in puremagic.magic_string(head)}
        except (puremagic.PureError, ValueError):
            return False
        return bool(found & {f".{extension}" for extension in extensions})

    return recognise


def _is_mp3(file: BinaryIO) -> bool:
    head = file.read(HEAD)
    return head.startswith(b"ID3") or bool(_MP3_FRAME.match(head))


def _is_text(file: BinaryIO) -> bool:
    head = file.read(HEAD)
    return b"\x00" not in head and not _MARKUP.match(head)


def _is_office(folder: str) -> Callable[[BinaryIO], bool]:
    """An Office Open XML file: a ZIP with its contents page and the folder of its kind."""

    def recognise(file: BinaryIO) -> bool:
        try:
            names = zipfile.ZipFile(file).namelist()
        except (zipfile.BadZipFile, OSError, ValueError):
            return False
        return "[Content_Types].xml" in names and any(name.startswith(f"{folder}/") for name in names)

    return recognise


def _is_open_document(kind: str) -> Callable[[BinaryIO], bool]:
    def recognise(file: BinaryIO) -> bool:
        try:
            declared = zipfile.ZipFile(file).read("mimetype")
        except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError):
            return False
        return declared.decode("ascii", "replace").startswith(f"{_OPEN_DOCUMENT}{kind}")

    return recognise


RECOGNISERS: dict[str, Callable[[BinaryIO], bool]] = {
    "pdf": _starts_like("pdf"),
    "csv": _is_text,
    "txt": _is_text,
    "docx": _is_office("word"),
    "pptx": _is_office("ppt"),
    "xlsx": _is_office("xl"),
    "odt": _is_open_document("text"),
    "ods": _is_open_document("spreadsheet"),
    "odp": _is_open_document("presentation"),
    "mp3": _is_mp3,
    "ogg": _starts_like("ogg", "oga"),
    "opus": _starts_like("opus", "ogg"),
    "m4a": _starts_like("m4a", "mp4"),
    "wav": _starts_like("wav"),
    "mp4": _starts_like("mp4", "m4v"),
    "webm": _starts_like("webm"),
    "ogv": _starts_like("ogv"),
}
