"""Pictures, documents, recordings and transcripts that stand beside an import file."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import puremagic
from django.conf import settings
from django.core.files.base import File
from django.db.models import Model
from PIL import Image, UnidentifiedImageError
from wagtailmedia.models import Media

from core.models import PortalDocument, PortalImage

from .problems import Unusable, listed, quoted

LARGEST_TEXT = 2_000_000
LARGEST_MEDIA = 500_000_000
PICTURE_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
MEDIA_EXTENSIONS = {"audio": ("mp3", "ogg", "opus", "m4a", "wav"), "video": ("mp4", "webm", "ogv")}
TEXT_EXTENSIONS = {"csv", "txt"}
# What the content of a file may turn out to be, for each extension whose content says what it is.
CONTENT = {
    "pdf": {"pdf"}, "docx": {"docx", "zip"}, "xlsx": {"xlsx", "zip"}, "pptx": {"pptx", "zip"},
    "odt": {"odt", "zip"}, "ods": {"ods", "zip"}, "odp": {"odp", "zip"},
    "mp3": {"mp3", "mpga", "mpeg"}, "ogg": {"ogg", "oga", "ogv", "opus"},
    "opus": {"ogg", "oga", "opus"}, "ogv": {"ogg", "ogv"},
    "m4a": {"m4a", "mp4"}, "wav": {"wav"}, "mp4": {"mp4", "m4v", "m4a"}, "webm": {"webm", "mkv"},
}  # fmt: skip


@dataclass(slots=True)
class Files:
    """The files of one import file: ``folder`` holds them all. ``written`` are those copied in by the current batch."""

    folder: Path
    written: list[File] = field(default_factory=list)
    created: list[Model] = field(default_factory=list)  # for the record being read
    _digests: dict[Path, str] = field(default_factory=dict)

    # -- what a record names ------------------------------------------------------------------------------------------
    def image(self, name: str, *, title: str, description: str, credit: str) -> PortalImage:
        path = self._path(name, PICTURE_FORMATS, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        digest = self._sha1(path)
        for known in PortalImage.objects.filter(file_hash=digest, description=description, credit=credit)[:1]:
            return known
        width, height = _picture_size(path)
        image = PortalImage(title=title[:255], description=description, credit=credit, width=width, height=height)
        image.file_hash, image.file_size = digest, path.stat().st_size
        return self._save(image, path)

    def document(self, name: str, *, title: str) -> PortalDocument:
        path = self._path(name, settings.WAGTAILDOCS_EXTENSIONS, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        digest = self._sha1(path)
        for known in PortalDocument.objects.filter(file_hash=digest, title=title)[:1]:
            return known
        _check_content(path)
        document = PortalDocument(title=title[:255], file_hash=digest, file_size=path.stat().st_size)
        return self._save(document, path)

    def media(self, name: str, *, title: str, medium: str, duration: int | None) -> Media:
        path = self._path(name, MEDIA_EXTENSIONS.get(medium, ()), LARGEST_MEDIA)
        for known in Media.objects.filter(title=title[:255], type=medium):
            if known.file.storage.exists(known.file.name) and _sha1_of(known.file) == self._sha1(path):
                return known
        _check_content(path)
        return self._save(Media(title=title[:255], type=medium, duration=duration or 0), path)

    def text(self, name: str) -> str:
        path = self._path(name, ("vtt",), LARGEST_TEXT)
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise Unusable(f"{quoted(name)} n’est pas en UTF-8.") from error

    def digest(self, name: str) -> str:
        """A summary of the content of ``name``; "" where it is no readable file of ours."""
        try:
            return self._sha1(self._inside(name))
        except Unusable:
            return ""

    # -- one record, one batch ----------------------------------------------------------------------------------------
    def accept(self) -> None:
        self.created.clear()

    def take_back(self) -> None:
        """The record is refused: what was copied in for it alone goes again."""
        for thing in reversed(self.created):
            thing.delete()  # and its file with it, once the batch is written
        self.created.clear()

    def batch_written(self) -> None:
        self.written.clear()

    def batch_undone(self) -> None:
        for file in self.written:
            file.storage.delete(file.name)
        self.written.clear()
        self.created.clear()

    def _save(self, thing: Model, path: Path) -> Model:
        with path.open("rb") as content:
            thing.file.save(path.name, File(content), save=False)
        self.written.append(thing.file)
        thing.save()
        self.created.append(thing)
        return thing

    # -- paths --------------------------------------------------------------------------------------------------------
    def _path(self, name: str, extensions: Iterable[str], largest: int) -> Path:
        path = self._inside(name)
        extension = path.suffix.lower().lstrip(".")
        if extension not in extensions:
            raise Unusable(
                f"{quoted(name)} : ce type de fichier n’est pas accepté ici ; attendu : {listed(sorted(extensions))}."
            )
        size = path.stat().st_size
        if not 0 < size <= largest:
            raise Unusable(f"{quoted(name)} : {'fichier vide' if not size else f'plus de {largest // 1_000_000} Mo'}.")
        return path

    def _inside(self, name: str) -> Path:
        """The file called ``name``, followed to where it really is: inside the folder, or nowhere."""
        relative = Path(name)
        if relative.is_absolute() or ".." in relative.parts or "\\" in name or "\x00" in name or len(name) > 500:
            raise Unusable(f"{quoted(name)} : donnez un chemin à partir du dossier du fichier importé, sans « .. ».")
        root = self.folder.resolve()
        try:
            path = (root / relative).resolve(strict=True)
        except (OSError, RuntimeError) as error:
            raise Unusable(f"le fichier {quoted(name)} n’existe pas à côté du fichier importé.") from error
        if not path.is_relative_to(root) or not path.is_file():
            raise Unusable(f"{quoted(name)} mène hors du dossier du fichier importé.")
        return path

    def _sha1(self, path: Path) -> str:
        if path not in self._digests:
            with path.open("rb") as content:
                self._digests[path] = hashlib.file_digest(content, "sha1").hexdigest()
        return self._digests[path]


def _sha1_of(file: File) -> str:
    with file.open("rb") as content:
        return hashlib.sha1(content.read(), usedforsecurity=False).hexdigest()


def _picture_size(path: Path) -> tuple[int, int]:
    expected = PICTURE_FORMATS[path.suffix.lower().lstrip(".")]
    try:
        content = path.read_bytes()
        with Image.open(io.BytesIO(content), formats=[expected]) as picture:
            width, height = picture.size
            if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise Unusable(f"{quoted(path.name)} a trop de pixels ({width} × {height}).")
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unusable(f"{quoted(path.name)} n’est pas une image {expected} lisible.") from error
    return width, height


def _check_content(path: Path) -> None:
    extension = path.suffix.lower().lstrip(".")
    if extension in TEXT_EXTENSIONS:
        with path.open("rb") as content:
            if b"\x00" in content.read(65_536):
                raise Unusable(f"{quoted(path.name)} n’est pas un texte.")
        return
    try:
        found = {match.extension.lstrip(".") for match in puremagic.magic_file(str(path))}
    except (puremagic.PureError, OSError, ValueError):
        found = set()
    if not found & CONTENT.get(extension, {extension}):
        raise Unusable(f"le contenu de {quoted(path.name)} n’est pas celui d’un fichier .{extension}.")
