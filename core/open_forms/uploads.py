"""Files that strangers send: read no further than they may weigh, kept under a name that nobody guesses."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MB = 1024 * 1024


def private_name(stem: str, extension: str) -> str:
    """Nothing of what the file was called stays in it."""
    return f"{stem}-{secrets.token_hex(12)}{extension}"


def too_large(most: int) -> str:
    return f"Ce fichier est trop lourd : {most // MB} Mo au plus."


def refuse_large(file: UploadedFile, most: int) -> None:
    if not file.size:
        raise ValidationError("Ce fichier est vide.")
    if file.size > most:
        raise ValidationError(too_large(most))


class CappedUploadHandler(FileUploadHandler):
    """Stops reading a file that is too large, and goes on with the rest of the form: what was typed is kept.

    ``most``: bytes of one file; ``refused``: the fields whose file was left.
    """

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.refused: set[str] = set()
        self._received = 0

    def new_file(self, field_name: str, *args: object, **kwargs: object) -> None:
        super().new_file(field_name, *args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > self.most:
            self.refused.add(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
