"""Every kind that can be imported, by the name that records give it."""

from __future__ import annotations

from exchange.problems import Problem, Refused, listed, quoted, suggestion
from exchange.readers import Record

from . import directory, events, experiences, home, resources, vocabularies
from .kind import EntryKind, PageKind, Sources

__all__ = ["ENTRY_KINDS", "KINDS", "PAGE_KINDS", "EntryKind", "PageKind", "Sources", "kind_of"]

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


def kind_of(record: Record) -> PageKind | EntryKind:
    """The kind that a record says it is; Refused where it says none that exists."""
    code = record.values.get("kind")
    kind = KINDS.get(code.strip()) if isinstance(code, str) else None
    if kind is None:
        if not code:
            raise Refused([Problem("kind", f"ce champ est obligatoire ; attendu : {listed(KINDS)}.")])
        told = f"{quoted(code)} n’est pas une sorte de fiche ; attendu : {listed(KINDS)}."
        raise Refused([Problem("kind", told + suggestion(str(code), KINDS))])
    return kind
