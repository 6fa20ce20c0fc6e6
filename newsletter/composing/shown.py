"""What of a frozen letter may still be shown or sent: an item that was withdrawn, a page that is no longer public, are
left out of it, and nothing else ever changes."""

from __future__ import annotations

from core.models import KnowledgePage

from .entries import Entry
from .frozen import Content, entries_of

LEFT_OUT = {"brief": "Une brève a été retirée.", "page": "Un contenu n’est plus en ligne."}


def still_public(content: Content) -> dict[str, object]:
    """``content`` without what is no longer public; in place of each entry left out, ``left_out`` of its section says
    so in words. One query. A draft's items have no page yet: they stay."""
    pages = {entry["page"] for entry in entries_of(content)} - {None}
    public = set(KnowledgePage.objects.visible().filter(pk__in=pages).values_list("pk", flat=True))
    sections = []
    for section in content.get("sections") or ():
        kept = [entry for entry in section["entries"] if entry["page"] is None or entry["page"] in public]
        gone = [entry for entry in section["entries"] if entry["page"] is not None and entry["page"] not in public]
        sections.append({**section, "entries": kept, "left_out": [_said(entry) for entry in gone]})
    return {**content, "sections": sections}


def _said(entry: Entry) -> str:
    return LEFT_OUT[str(entry["kind"])]
