"""Texts, tables and slides of office suites: XML in a ZIP, read as it comes, without entities and up to a size."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from .cleaning import cleaned
from .outcome import LOCKED, MOST_CHARACTERS, UNREADABLE, Outcome, gathered

MOST_XML = 50_000_000  # bytes, once decompressed: the text of several novels
MOST_SLIDES = 1_000
_CHUNK = 65_536
_ENCRYPTED_OFFICE = b"\xd0\xcf\x11\xe0"  # a file of Word or Excel with a password is no ZIP but an older container

_TEXT, _OFFICE, _TABLE, _DRAW = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 " for name in (
    "text", "office", "table", "drawing"))  # fmt: skip


class Unreadable(Exception):
    """What stands in the file is not what it should be."""


# What reading a ZIP or its XML raises when they are not what they should be.
BROKEN = (
    Unreadable, zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, RecursionError, KeyError,
    EOFError, OSError, ValueError,
)  # fmt: skip


class _Listener:
    """Gathers the text of an XML file: characters inside ``said``, a space after ``ends`` and at ``blanks``, nothing
    of what stands inside ``unsaid``; ``pages`` begin a new page."""

    def __init__(
        self,
        *,
        said: frozenset[str],
        ends: frozenset[str],
        unsaid: frozenset[str] = frozenset(),
        pages: frozenset[str] = frozenset(),
        name: Callable[[str], str] = str,
    ) -> None:
        self.pages: list[list[str]] = [[]]
        self._said, self._ends, self._unsaid, self._page_starts, self._name = said, ends, unsaid, pages, name
        self._inside = self._silenced = self._length = 0

    @property
    def has_enough(self) -> bool:
        return self._length > MOST_CHARACTERS

    def start(self, name: str, _: dict[str, str]) -> None:
        name = self._name(name)
        self._inside += name in self._said
        self._silenced += name in self._unsaid
        if name in self._page_starts and self.pages[-1]:
            self.pages.append([])

    def end(self, name: str) -> None:
        name = self._name(name)
        self._inside -= name in self._said
        self._silenced -= name in self._unsaid
        if name in self._ends and not self._silenced:
            self.pages[-1].append("\n")

    def text(self, characters: str) -> None:
        if self._inside and not self._silenced:
            self.pages[-1].append(characters)
            self._length += len(characters)

    def told(self) -> list[str]:
        return [cleaned("".join(page)) for page in self.pages]


def read_open_document(file: BinaryIO) -> Outcome:
    """ODT, ODS, ODP. Deleted text and remarks in the margin are not what the document says."""
    return _read(file, _open_document_pages)


def read_word(file: BinaryIO) -> Outcome:
    return _read(file, _word_pages)


def read_slides(file: BinaryIO) -> Outcome:
    return _read(file, _slides)


def read_workbook(file: BinaryIO) -> Outcome:
    return _read(file, _workbook_pages)


def _read(file: BinaryIO, pages: Callable[[zipfile.ZipFile], Iterator[str]]) -> Outcome:
    if file.read(len(_ENCRYPTED_OFFICE)) == _ENCRYPTED_OFFICE:
        return Outcome(LOCKED)
    try:
        with zipfile.ZipFile(file) as archive:
            return gathered(pages(archive))
    except BROKEN:
        return Outcome(UNREADABLE)
    except RuntimeError:  # what zipfile says of a file that asks for a password
        return Outcome(LOCKED)


def _open_document_pages(archive: zipfile.ZipFile) -> Iterator[str]:
    if b"manifest:encryption-data" in archive.open("META-INF/manifest.xml").read(_CHUNK * 4):
        raise RuntimeError("encrypted")
    listener = _Listener(
        said=frozenset({f"{_TEXT}p", f"{_TEXT}h"}),
        ends=frozenset(_TEXT + name for name in ("p", "h", "tab", "s", "line-break")),
        unsaid=frozenset({f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"}),
        pages=frozenset({f"{_DRAW}page"}),
    )
    yield from _listen(archive, "content.xml", listener)


def _office_listener(**more: frozenset[str]) -> _Listener:
    """What the XML of Word, Excel and PowerPoint have in common; a text box stands twice in it, for older versions."""
    return _Listener(
        said=frozenset({"t"}),
        ends=frozenset({"p", "tab", "br", "cr", "si", "is"}),
        unsaid=frozenset({"Fallback", "rPh"}),
        name=lambda name: name.rpartition(" ")[2],
        **more,
    )


def _word_pages(archive: zipfile.ZipFile) -> Iterator[str]:
    names = set(archive.namelist())
    told: list[str] = []
    for part in ("document", "footnotes", "endnotes"):
        if part == "document" or f"word/{part}.xml" in names:
            told += _listen(archive, f"word/{part}.xml", _office_listener())
    yield " ".join(told)


def _slides(archive: zipfile.ZipFile) -> Iterator[str]:
    numbers = sorted(
        int(found[1]) for name in archive.namelist() if (found := re.fullmatch(r"ppt/slides/slide(\d{1,6})\.xml", name))
    )
    for number in numbers[:MOST_SLIDES]:
        yield " ".join(_listen(archive, f"ppt/slides/slide{number}.xml", _office_listener()))


def _workbook_pages(archive: zipfile.ZipFile) -> Iterator[str]:
    names = archive.namelist()
    sheets = [name for name in names if re.fullmatch(r"xl/worksheets/sheet\d{1,6}\.xml", name)]
    for name in [*(["xl/sharedStrings.xml"] if "xl/sharedStrings.xml" in names else []), *sheets[:MOST_SLIDES]]:
        yield from _listen(archive, name, _office_listener())


def _listen(archive: zipfile.ZipFile, name: str, listener: _Listener) -> list[str]:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = listener.start, listener.end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse  # no office file declares one, and entities start there
    read = 0
    with archive.open(name) as content:
        while chunk := content.read(_CHUNK):
            read += len(chunk)
            if read > MOST_XML:
                raise Unreadable
            parser.Parse(chunk, False)
            if listener.has_enough:
                return listener.told()
    parser.Parse(b"", True)
    return listener.told()


def _refuse(*_: object) -> None:
    raise Unreadable
