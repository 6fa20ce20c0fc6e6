"""What the items found say. Read without the ORM: a page of results asks for it twice, and has a few milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from .sql import marks


class Text(NamedTuple):
    pk: int
    title: str
    summary: str
    text: str


def titles_of(ids: Sequence[int]) -> list[tuple[int, str]]:
    return _read("page_id, title", ids)


def texts_of(ids: Sequence[int]) -> dict[int, Text]:
    """By item; without those that are no longer in the index."""
    return {found[0]: Text(*found) for found in _read("page_id, title, summary, text", ids)}


def _read(columns: str, ids: Sequence[int]) -> list[tuple]:
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM search_indexeditem WHERE page_id IN ({marks(ids)})", ids)
        return cursor.fetchall()
