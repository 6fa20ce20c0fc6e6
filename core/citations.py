"""How an item is cited: a line to copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from .models import KnowledgePage


def citation(page: KnowledgePage, organisations: Sequence[str]) -> str:
    """In the manner of ISO 690: who, title, year, where it stands, when it was read."""
    who = ", ".join(organisations[:3])
    parts = [who, page.title, "Centre de ressources GUSP"]
    if page.published_on:
        parts.append(str(page.published_on.year))
    today = timezone.localdate()
    return (
        ". ".join(part for part in parts if part) + f". [consulté le {today:%d/%m/%Y}]. {page.full_url or ''}".rstrip()
    )
