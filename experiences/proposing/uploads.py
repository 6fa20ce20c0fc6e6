"""What may come with a proposal, and documents, believed for what is in them only."""

from __future__ import annotations

import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from core.open_forms.uploads import MB, refuse_large
from core.uploads import refuse_disguised

LARGEST_DOCUMENT = 20 * MB
LARGEST_IN_ALL = 80 * MB
STEM = "proposition"  # what the names of its files begin with
MOST_PHOTOS, MOST_DOCUMENTS = 8, 5
DOCUMENTS = ("pdf", "docx", "odp", "ods", "odt", "pptx", "xlsx")
ZIPPED = DOCUMENTS[1:]
MOST_MEMBERS, LARGEST_UNZIPPED, MOST_SQUEEZED = 5_000, 300 * MB, 200
ACTIVE = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".scr", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".hta")
TOO_MANY_PHOTOS = f"{MOST_PHOTOS} photos au plus : retirez-en avant d’en ajouter."
TOO_MANY_DOCUMENTS = f"{MOST_DOCUMENTS} documents au plus : retirez-en avant d’en ajouter."
NO_DOCUMENT = (
    "Ce type de fichier n’est pas accepté. Choisissez un PDF, un texte, un tableau ou un diaporama (Word, Excel, "
    "PowerPoint ou OpenDocument)."
)


def check_document(file: UploadedFile) -> str:
    """The extension of a document that may be kept; ValidationError where it may not."""
    refuse_large(file, LARGEST_DOCUMENT)
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
