"""Actualités and editorial pages: the common fields suffice."""

from __future__ import annotations

from core.models import KnowledgePage
from exchange.given import Given
from exchange.shapes import TEXT
from home.models import NewsPage, StandardPage

from .common import with_common
from .kind import PageKind, Sources


def fill(page: KnowledgePage, given: Given, sources: Sources) -> None:
    """Nothing more."""


NEWS = PageKind("news", NewsPage, with_common(), fill)
PAGE = PageKind("page", StandardPage, with_common(parent=TEXT), fill)
