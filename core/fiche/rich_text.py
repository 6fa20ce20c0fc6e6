"""The HTML that editors write, as nodes. Whatever is not known is read as text, never passed on."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from wagtail.rich_text import expand_db_html

from .content import Heading, Items, Node, Paragraph, Span

SCHEMES = ("http", "https", "mailto", "tel")
DEEPEST_LIST = 3  # a list within lists further in is read as part of the one around it
_BLOCKS = {"p", "div", "blockquote", "pre", "section", "table", "tr", "td", "th", "hr"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_UNREAD = {"script", "style", "template", "iframe", "object", "noscript"}
_SPACES = re.compile(r"[ \t\r\n\f]+")  # a no-break space is none of them


def nodes_of(source: str, base: str) -> tuple[Node, ...]:
    """``source``: rich text as Wagtail keeps it; ``base``: the absolute address that its links start from."""
    reader = _Reader(base)
    reader.feed(expand_db_html(source))
    reader.close()
    return reader.result()


def absolute(url: str, base: str) -> str:
    """Where a link leads, "" where a reader of paper or of a PDF could not follow it."""
    try:
        whole = urljoin(base, url.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in SCHEMES and (parts.netloc or parts.path) else ""


class _Reader(HTMLParser):
    """Builds nodes as tags come: a stack of the lists that are open, the words of the paragraph being read."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.blocks: list[list[Node]] = [[]]  # the nodes being filled: of the text, then of each open item
        self.lists: list[tuple[bool, list[tuple[Node, ...]]]] = []  # ordered, items
        self.too_deep = 0
        self.spans: list[Span] = []
        self.bold = self.italic = self.unread = 0
        self.heading = False
        self.url = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self.unread += 1
        elif tag in ("ul", "ol"):
            self._open_list(tag == "ol")
        elif tag == "li":
            self._open_item()
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._end_paragraph()
            self.heading = tag in _HEADINGS
        elif tag in ("b", "strong"):
            self.bold += 1
        elif tag in ("i", "em"):
            self.italic += 1
        elif tag == "a":
            self.url = absolute(dict(attrs).get("href") or "", self.base)
        elif tag == "br":
            self.spans.append(Span("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self.unread = max(0, self.unread - 1)
        elif tag in ("ul", "ol"):
            self._close_list()
        elif tag == "li":
            self._close_item()
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._end_paragraph()
            self.heading = False
        elif tag in ("b", "strong"):
            self.bold = max(0, self.bold - 1)
        elif tag in ("i", "em"):
            self.italic = max(0, self.italic - 1)
        elif tag == "a":
            self.url = ""

    def handle_data(self, data: str) -> None:
        words = _SPACES.sub(" ", data)
        if words and not self.unread:
            self.spans.append(Span(words, self.bold > 0, self.italic > 0, self.url))

    def result(self) -> tuple[Node, ...]:
        while self.lists:
            self.too_deep = 0
            self._close_list()
        self._end_paragraph()
        return tuple(self.blocks[0])

    def _end_paragraph(self) -> None:
        spans = trimmed(self.spans)
        self.spans = []
        if not spans:
            return
        if self.heading and not self.lists:
            self.blocks[-1].append(Heading("".join(span.text for span in spans).replace("\n", " ")))
        else:
            self.blocks[-1].append(Paragraph(spans))

    def _open_list(self, ordered: bool) -> None:
        self._end_paragraph()
        if len(self.lists) >= DEEPEST_LIST:
            self.too_deep += 1
            return
        if len(self.blocks) == len(self.lists):  # a list right within a list, as browsers take it
            self.blocks.append([])
        self.lists.append((ordered, []))

    def _open_item(self) -> None:
        self._close_item()
        if self.lists and not self.too_deep:
            self.blocks.append([])

    def _close_item(self) -> None:
        self._end_paragraph()
        if self.too_deep or len(self.blocks) <= len(self.lists):
            return
        if self.lists:
            nodes = tuple(self.blocks.pop())
            if nodes:
                self.lists[-1][1].append(nodes)

    def _close_list(self) -> None:
        if self.too_deep:
            self._end_paragraph()
            self.too_deep -= 1
            return
        if not self.lists:
            return
        self._close_item()
        ordered, items = self.lists.pop()
        if items:
            self.blocks[-1].append(Items(tuple(items), ordered))


def trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """Without what is blank at either end, nor spaces that follow one another."""
    kept: list[Span] = []
    for span in spans:
        words = span.text
        if not kept or kept[-1].text.endswith((" ", "\n")):
            words = words.lstrip(" \n") if not kept else words.lstrip(" ")
        if words:
            kept.append(Span(words, span.bold, span.italic, span.url))
    while kept:
        last = kept.pop()
        words = last.text.rstrip(" \n")
        if words:
            return (*kept, Span(words, last.bold, last.italic, last.url))
    return ()
