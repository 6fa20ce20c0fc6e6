"""PDF, by the library that reads them in Chromium: ten times as fast as those written in Python, and it knows ligatures
and words cut in two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pypdfium2

from .cleaning import cleaned
from .outcome import LOCKED, UNREADABLE, Outcome, gathered

MOST_PAGES = 1_000
_ASKS_FOR_A_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(file: BinaryIO) -> Outcome:
    try:
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError as error:
        return Outcome(LOCKED if error.err_code == _ASKS_FOR_A_PASSWORD else UNREADABLE)
    return gathered(_pages(document))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """The text of each page; a page that cannot be read is left blank, so that the others keep their numbers."""
    for number in range(min(len(document), MOST_PAGES)):
        try:
            page = document[number]
            try:
                yield _readable(cleaned(page.get_textpage().get_text_bounded()))
            finally:
                page.close()
        except pypdfium2.PdfiumError:
            yield ""


def _readable(text: str) -> str:
    """Fonts that do not say what their signs stand for give signs at random: not words, nothing to look for."""
    signs = sum(not character.isspace() for character in text)
    letters = sum(character.isalnum() for character in text)
    return text if letters * 2 >= signs else ""
