"""Fiches already made, in files: one an item, until what it shows changes. The folder may be emptied at any time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from .content import Fiche
from .printing import as_data, sheet_of

logger = logging.getLogger(__name__)
A_FOLDER = 1_000  # items; so that no folder of files grows too long


def digest_of(fiche: Fiche) -> str:
    """Names what a fiche looks like: all that is shown of the item, and how it is laid out."""
    shown = json.dumps(as_data(fiche), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(_layout() + shown.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _layout() -> bytes:
    """Changes with whatever makes a fiche what it is: this folder, as it stands."""
    return b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.*")))


def kept(pk: int, digest: str) -> bytes | None:
    """The PDF of this item as it looks now; None where none was made."""
    try:
        return _file(pk, digest).read_bytes()
    except OSError:
        return None


def is_kept(pk: int, digest: str) -> bool:
    return _file(pk, digest).is_file()


def make(fiche: Fiche, digest: str, drawings: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of ``fiche``, kept from now on; given all the same where the disk is full. The database is asked for
    nothing where ``drawings`` (see ``printing``) are given."""
    pdf = sheet_of(fiche, drawings).pdf
    try:
        _keep(_file(fiche.pk, digest), pdf)
    except OSError as error:
        logger.warning("A fiche could not be kept: %s", error.strerror)
    return pdf


def kept_size(pk: int) -> int:
    """How many bytes the fiche of this item last took; 0 where none is kept."""
    try:
        return max((file.stat().st_size for file in _files(pk)), default=0)
    except OSError:
        return 0


def forget(pk: int) -> None:
    """What is no longer public leaves nothing behind."""
    for file in _files(pk):
        with contextlib.suppress(OSError):
            file.unlink()


def _keep(file: Path, pdf: bytes) -> None:
    """Written whole under another name first: whoever reads meanwhile finds all of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, half_written = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as writing:
            writing.write(pdf)
        os.replace(half_written, file)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(half_written)
        raise
    for former in _files(int(file.stem.split("-")[0])):
        if former != file:
            with contextlib.suppress(OSError):
                former.unlink()


def _files(pk: int) -> list[Path]:
    return sorted(_folder(pk).glob(f"{pk}-*.pdf"))


def _file(pk: int, digest: str) -> Path:
    return _folder(pk) / f"{pk}-{digest}.pdf"


def _folder(pk: int) -> Path:
    return Path(settings.STATE_DIR) / "fiches" / str(pk // A_FOLDER)
