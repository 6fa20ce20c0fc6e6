"""Texts and tables kept as text: what they hold is what they say."""

from __future__ import annotations

from typing import BinaryIO

from .cleaning import cleaned
from .outcome import EMPTY, MOST_CHARACTERS, Outcome, gathered

_MOST_BYTES = 4 * MOST_CHARACTERS


def read(file: BinaryIO) -> Outcome:
    content = file.read(_MOST_BYTES)
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Outcome(EMPTY)
    return gathered([cleaned(_decoded(content))])


def _decoded(content: bytes) -> str:
    """Spreadsheets save in UTF-8, UTF-16 or Windows’ own alphabet, and do not say which."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "ignore")
    whole = content[: content.rfind(b"\n") + 1] if len(content) == _MOST_BYTES else content  # no half letter at the end
    try:
        return (whole or content).decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
