"""Texts for other sites: plain HTML whose addresses are whole, and the same without markup."""

from __future__ import annotations

from dataclasses import dataclass

import nh3
from ninja import Schema
from pydantic import Field
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, expand_db_html

from core.blocks import PointsBlock
from search.documents import plain, said

# What the portal's own templates add (classes, icons, positions) means nothing elsewhere.
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "dd", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4",
    "i", "img", "li", "ol", "p", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "h2": {"id"},
    "h3": {"id"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
DROPPED_WHOLE = {"button", "script", "style", "svg", "template"}


class Text(Schema):
    """Un texte mis en forme, et le même sans balises."""

    html: str = Field(description="HTML simple ; les adresses sont complètes.")
    text: str


@dataclass(frozen=True, slots=True)
class Writer:
    """``base``: the portal's address, without final slash."""

    base: str

    def rich(self, value: str | RichText | None) -> dict[str, str] | None:
        """Rich text as the database keeps it; None where there is none."""
        source = value.source if isinstance(value, RichText) else value
        return self._text(expand_db_html(source), plain(source)) if source and plain(source) else None

    def stream(self, value: StreamValue) -> dict[str, str] | None:
        """A body, as its page shows it."""
        told = " ".join(plain(said(block.block, block.value)) for block in value)
        return self._text("".join(block.render() for block in value), told) if len(value) else None

    def points(self, value: StreamValue) -> list[dict[str, str]]:
        assert isinstance(value.stream_block, PointsBlock)
        return [text for text in (self.rich(point.value) for point in value) if text]

    def absolute(self, address: str) -> str | None:
        """An address of the portal made whole, another one as it is; None for none."""
        if not address:
            return None
        return f"{self.base}{address}" if address.startswith("/") else address

    def _text(self, html: str, told: str) -> dict[str, str]:
        return {"html": self._portable(html), "text": told}

    def _portable(self, html: str) -> str:
        cleaned = nh3.clean(
            html,
            tags=TAGS,
            clean_content_tags=DROPPED_WHOLE,
            attributes=ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel=None,
            url_relative=("rewrite_with_base", f"{self.base}/"),
        )
        return cleaned.strip()
