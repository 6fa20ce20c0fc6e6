"""The blocks of a body, as nodes."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.blocks import StreamValue, StructValue

from .content import Heading, Node, Quote, Table, listed, text
from .rich_text import absolute, nodes_of

CALLOUTS = {"info": "À savoir", "attention": "Attention", "idee": "Une idée"}


def body_nodes(body: Iterable[StreamValue.StreamChild], base: str) -> tuple[Node, ...]:
    """Pictures are left to the portal: their captions alone would tell nothing."""
    return tuple(node for block in body for node in _nodes(block.block_type, block.value, base))


def _nodes(kind: str, value: StructValue, base: str) -> Iterable[Node]:
    match kind:
        case "heading":
            return [Heading(value["text"])]
        case "paragraph":
            return nodes_of(value.source, base)
        case "quote":
            return [Quote(value["text"], value["attribution"])]
        case "callout":
            title = value["title"] or CALLOUTS.get(value["kind"], "")
            return [text(title, bold=True), *nodes_of(value["text"].source, base)]
        case "table":
            return _table(value)
        case "documents":
            return listed(text(file.title, url=absolute(file.url, base)) for file in value if file)
        case "link_button":
            return [text(value["label"], url=absolute(value.href, base))]
        case "external_media":
            return [text(f"{value['title']} ({value['provider']})", url=absolute(value["url"], base))]
        case "accordion":
            return [node for entry in value for node in _answered(entry, base)]
    return []


def _answered(entry: StructValue, base: str) -> list[Node]:
    return [text(entry["question"], bold=True), *nodes_of(entry["answer"].source, base)]


def _table(value: dict[str, object]) -> list[Node]:
    rows = [["" if cell is None else str(cell) for cell in row] for row in value.get("data") or []]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return []
    filled = [tuple(row + [""] * (width - len(row))) for row in rows]
    has_header = value.get("first_row_is_table_header") or "row" in str(value.get("table_header_choice") or "")
    header = filled.pop(0) if has_header else ()
    return [Table(header, tuple(filled))] if filled or header else []
