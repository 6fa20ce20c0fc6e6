"""How an item is cited: a line to copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from .models import KnowledgePage


def citation(page: KnowledgePage, organisations: Sequence[str]) -> str:
    """In the manner of ISO 690: who, title, year, where it stands, when it was read."""
    return (
        f"{_cited(page, organisations)}. [consulté le {timezone.localdate():%d/%m/%Y}]. {page.full_url or ''}".rstrip()
    )


def reference(page: KnowledgePage, organisations: Sequence[str]) -> str:
    """The same on paper, which does not know when it is read."""
    return f"{_cited(page, organisations)}. {page.full_url or ''}".rstrip()


def _cited(page: KnowledgePage, organisations: Sequence[str]) -> str:
    parts = [", ".join(organisations[:3]), page.title, "Centre de ressources GUSP"]
    if page.published_on:
        parts.append(str(page.published_on.year))
    return ". ".join(part for part in parts if part)
