"""Every kind that can be imported, by the name that records give it."""

from __future__ import annotations

from . import directory, events, experiences, home, resources, vocabularies
from .kind import EntryKind, PageKind, Sources

__all__ = ["ENTRY_KINDS", "KINDS", "PAGE_KINDS", "EntryKind", "PageKind", "Sources"]

PAGE_KINDS: dict[str, PageKind] = {
    kind.code: kind
    for kind in (
        experiences.KIND, resources.SHEET, resources.RECORDING, resources.BIBLIOGRAPHY, events.KIND,
        home.NEWS, home.PAGE,
    )
}  # fmt: skip
ENTRY_KINDS: dict[str, EntryKind] = {
    kind.code: kind
    for kind in (
        vocabularies.THEME, vocabularies.AUDIENCE, vocabularies.TERM,
        directory.ORGANISATION, directory.PERSON, directory.REFERENCE,
    )
}  # fmt: skip
KINDS: dict[str, PageKind | EntryKind] = {**PAGE_KINDS, **ENTRY_KINDS}
