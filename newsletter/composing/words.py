"""What an editor writes in a letter, as plain HTML and as plain text: the same words in both, and nothing else."""

from __future__ import annotations

from django.conf import settings
from django.utils.html import escape

from core.fiche.content import Items, Node, Paragraph, Span
from core.fiche.rich_text import nodes_of

LONGEST_SUMMARY = 500  # characters


def base() -> str:
    """The address of the site, without final slash: what a letter's links start from."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def local(url: str) -> str:
    """The same address from a page of the portal, whatever name the portal is reached by."""
    return url.removeprefix(base()) if url.startswith(f"{base()}/") else url


def plain_html(source: str) -> str:
    """``source``: rich text as Wagtail keeps it. Paragraphs, lists, bold, italic and absolute links; no other markup
    can stand in it."""
    return "".join(_html(node) for node in nodes_of(source, f"{base()}/"))


def plain_text(source: str) -> str:
    """The same as text, addresses after the words that lead to them."""
    return "\n\n".join(_text(node) for node in nodes_of(source, f"{base()}/"))


def cut(text: str, longest: int) -> str:
    """``text`` on one line, cut after a whole word where it is too long."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _html(node: Node) -> str:
    if isinstance(node, Items):
        tag = "ol" if node.ordered else "ul"
        items = "".join(f"<li>{''.join(_html(inner) for inner in item)}</li>" for item in node.items)
        return f"<{tag}>{items}</{tag}>"
    return f"<p>{''.join(_html_span(span) for span in _spans(node))}</p>"


def _html_span(span: Span) -> str:
    html = escape(span.text).replace("\n", "<br>")
    html = f"<i>{html}</i>" if span.italic else html
    html = f"<b>{html}</b>" if span.bold else html
    return f'<a href="{escape(span.url)}">{html}</a>' if span.url else html


def _text(node: Node) -> str:
    if isinstance(node, Items):
        marks = (f"{number}." if node.ordered else "-" for number in range(node.start, node.start + len(node.items)))
        return "\n".join(
            f"{mark} {' '.join(_text(inner) for inner in item)}" for mark, item in zip(marks, node.items, strict=True)
        )
    return "".join(_text_span(span) for span in _spans(node))


def _text_span(span: Span) -> str:
    shown = span.url.removeprefix("mailto:").removeprefix("tel:")
    return f"{span.text} ({shown})" if span.url and shown != span.text.strip() else span.text


def _spans(node: Node) -> tuple[Span, ...]:
    """What a node other than a list says; short prose holds nothing but paragraphs."""
    return node.spans if isinstance(node, Paragraph) else (Span(getattr(node, "text", "")),)
