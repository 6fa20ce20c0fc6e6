"""Data in, an accessible PDF out: Typst, kept ready in each process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock, local

import pypdfium2
import typst
from django.conf import settings

from .characters import STAND_IN, Drawable, printable

TEMPLATE = Path(__file__).with_name("fiche.typ")
FONTS = settings.BASE_DIR / "static" / "vendor" / "atkinson-hyperlegible-next"
STANDARDS = ["ua-1"]
_own = local()  # a compiler holds one document: each thread has its own
_one_reader = Lock()  # PDFium knows nothing of threads


@cache
def template() -> bytes:
    return TEMPLATE.read_bytes()


@cache
def _typefaces() -> typst.Fonts:
    """Read once a process; those of the system are not looked for: a fiche is the same everywhere."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _compiler() -> typst.Compiler:
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler({"main": b""}, font_paths=_typefaces(), ignore_system_fonts=True)
    return _own.compiler


def typeset(document: Mapping[str, object], files: Mapping[str, bytes], moment: int) -> bytes:
    """The PDF of ``document`` (see the head of fiche.typ), whose pictures stand in ``files``. ``moment``: what it says
    of when it was made, in seconds since 1970. TypstError where it cannot be."""
    sources = {**files, "main": template(), "data.json": json.dumps(document, ensure_ascii=False).encode()}
    return _compiled(sources, moment)


def pages(pdf: bytes) -> int:
    with _one_reader:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def drawn(document: object) -> tuple[object, bool]:
    """``document`` with every text made printable; whether some of its characters had to be replaced."""
    readable = _each_text(document, printable)
    seen: set[str] = set()
    _each_text(readable, lambda words: seen.update(words) or words)
    missing = _drawable().undrawable(seen - {"\n", "\u200b"})
    if not missing:
        return readable, False
    table = str.maketrans(dict.fromkeys(missing, STAND_IN))
    return _each_text(readable, lambda words: words.translate(table)), True


def _each_text(value: object, change) -> object:
    match value:
        case str():
            return change(value)
        case dict():
            return {name: inner if name in UNPRINTED else _each_text(inner, change) for name, inner in value.items()}
        case list() | tuple():
            return [_each_text(inner, change) for inner in value]
    return value


UNPRINTED = frozenset({"kind", "url", "licence_url", "qr", "picture"})  # names of fields that are not shown as text


@cache
def _drawable() -> Drawable:
    return Drawable(_draws)


def _draws(characters: str) -> bool:
    font = '#set document(title: "?")\n#set text(lang: "fr", font: "Atkinson Hyperlegible Next")\n'
    sources = {"main": f'{font}#json("data.json")'.encode(), "data.json": json.dumps(characters).encode()}
    try:
        _compiled(sources, 0)
    except typst.TypstError:
        return False
    return True


def _compiled(sources: dict[str, bytes], moment: int) -> bytes:
    return _compiler().compile(input=sources, format="pdf", pdf_standards=STANDARDS, timestamp=moment)
