"""What search finds of a letter: what it shows, and nothing that was taken away from it."""

from __future__ import annotations

from core.models import KnowledgePage
from newsletter.models import IssuePage

from .frozen import entries_of
from .shown import still_public


def passages_of(issue: KnowledgePage) -> list[str]:
    """Its editorial, its rubrics, the titles and texts of its entries; nothing before it is sent."""
    if not isinstance(issue, IssuePage) or issue.sent is None:
        return []
    shown = still_public(issue.sent)
    passages = [str(shown["editorial"]), *(section["title"] for section in shown["sections"] if section["entries"])]
    for entry in entries_of(shown):
        passages += [entry["html"]] if entry["html"] else [entry["title"], entry["text"]]
    return [passage for passage in passages if passage]
