"""What of a frozen letter may still be shown or sent: an item that was withdrawn, a page that is no longer public, are
left out of it, and nothing else ever changes."""

from __future__ import annotations

from core.models import KnowledgePage
from newsletter.models import Item

from .entries import Entry
from .frozen import Content, entries_of

LEFT_OUT = {"brief": "Une brève a été retirée.", "page": "Un contenu n’est plus en ligne."}


def still_public(content: Content) -> dict[str, object]:
    """``content`` without what is no longer public; in place of each entry left out, ``left_out`` of its section says
    so in words. One query, or two. A draft's items have no page yet: they stay, unless they were withdrawn."""
    pages = {entry["page"] for entry in entries_of(content)} - {None}
    public = set(KnowledgePage.objects.visible().filter(pk__in=pages).values_list("pk", flat=True))
    without_page = {entry["item"] for entry in entries_of(content) if entry["page"] is None} - {None}
    withdrawn = set(Item.objects.filter(pk__in=without_page, state=Item.State.WITHDRAWN).values_list("pk", flat=True))
    sections = []
    for section in content.get("sections") or ():
        kept, gone = [], []
        for entry in section["entries"]:
            stays = entry["item"] not in withdrawn if entry["page"] is None else entry["page"] in public
            (kept if stays else gone).append(entry)
        sections.append({**section, "entries": kept, "left_out": [_said(entry) for entry in gone]})
    return {**content, "sections": sections}


def _said(entry: Entry) -> str:
    return LEFT_OUT[str(entry["kind"])]
