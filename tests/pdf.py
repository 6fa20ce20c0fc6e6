"""What a reader, a screen reader or a telephone finds in a PDF."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def pages(pdf: bytes) -> list[str]:
    """The words of each page, in the order in which they stand in it."""
    with opened(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\ufffe", "") for page in document]


def words(pdf: bytes) -> str:
    """All words, on one line."""
    return " ".join(" ".join(pages(pdf)).split())


def said_of(pdf: bytes) -> dict[str, str]:
    """Title, Author, Subject, Keywords."""
    with opened(pdf) as document:
        return document.get_metadata_dict()


def language(pdf: bytes) -> str:
    with opened(pdf) as document:
        length = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
        buffer = (ctypes.c_ushort * (length // 2))()
        pdfium.FPDFCatalog_GetLanguage(document, buffer, length)
        return bytes(buffer).decode("utf-16-le").rstrip("\0")


def is_tagged(pdf: bytes) -> bool:
    with opened(pdf) as document:
        return bool(pdfium.FPDFCatalog_IsTagged(document))


def tags(pdf: bytes) -> list[str]:
    """The tags of each page (H1, P, L, Figure…), in reading order."""
    return [tag for tag, _ in _elements(pdf)]


def alternatives(pdf: bytes) -> list[str]:
    """What is read in place of its pictures."""
    return [alternative for tag, alternative in _elements(pdf) if tag == "Figure"]


def codes(pdf: bytes) -> list[str]:
    """What a telephone reads in the codes of each page, as printed at 200 points an inch."""
    with opened(pdf) as document:
        return [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())]


def _elements(pdf: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    with opened(pdf) as document:
        for page in document:
            tree = pdfium.FPDF_StructTree_GetForPage(page)
            for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                _walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), found)
            pdfium.FPDF_StructTree_Close(tree)
    return found


def _walk(element: object, found: list[tuple[str, str]]) -> None:
    if not element:
        return
    found.append(
        (_text(pdfium.FPDF_StructElement_GetType, element), _text(pdfium.FPDF_StructElement_GetAltText, element))
    )
    for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
        _walk(pdfium.FPDF_StructElement_GetChildAtIndex(element, number), found)


def _text(read: Callable[..., int], element: object) -> str:
    length = read(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    read(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
