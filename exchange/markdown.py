"""Markdown to what the editor makes: rich text, and the blocks of a body. HTML in it is refused, never passed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .problems import Unusable, quoted
from .readers import Json

_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")  # HTML is recognised in order to be refused,
_PARSER.validateLink = lambda url: True  # and so are links that lead nowhere safe (see _address)
SCHEMES = {"http", "https", "mailto", "tel"}
TAGS_OF = {
    "bold": {"b"}, "italic": {"i"}, "ol": {"ol", "li"}, "ul": {"ul", "li"}, "link": {"a"}, "h3": {"h3"}, "h2": {"h2"},
}  # fmt: skip

# What Markdown can say and a text of the portal cannot.
_REFUSED = {
    "html_block": "du HTML", "html_inline": "du HTML", "image": "une image (donnez-la dans « image »)",
    "fence": "un bloc de code", "code_block": "un bloc de code (des lignes décalées de quatre espaces ?)",
    "code_inline": "du code (des accents graves ?)", "hr": "un trait de séparation",
}  # fmt: skip
_TAG = {"strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>"}
_NAMED = {"heading_open": "un intertitre", "blockquote_open": "une citation", "table_open": "un tableau",
          "bullet_list_open": "une liste", "ordered_list_open": "une liste numérotée"}  # fmt: skip


def rich_text(text: str, features: Sequence[str]) -> str:
    """``text`` as the rich text of a field that allows ``features``."""
    tokens = _tokens(text)
    allowed = {"bullet_list_open": "ul", "ordered_list_open": "ol", "heading_open": "h3"}
    for token in tokens:
        if token.type in _NAMED and allowed.get(token.type, "") not in features:
            raise Unusable(
                f"{_NAMED[token.type]} n’a pas sa place ici ; la mise en forme possible : {_possible(features)}."
            )
    return _clean("".join(_html(tokens)), _tags(tuple(features)))


def body_blocks(text: str) -> list[tuple[str, Json]]:
    """``text`` as the blocks of a body: (type, raw value) of headings, paragraphs, quotations and tables."""
    tokens = _tokens(text)
    blocks: list[tuple[str, Json]] = []
    prose: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        end = _closing(tokens, position)
        inner = tokens[position + 1 : end]
        if token.type in ("heading_open", "blockquote_open", "table_open"):
            _flush(prose, blocks)
        if token.type == "heading_open":
            blocks.append(("heading", {"text": _plain(inner), "level": "h2" if token.tag in ("h1", "h2") else "h3"}))
        elif token.type == "blockquote_open":
            blocks.append(("quote", _quote(inner)))
        elif token.type == "table_open":
            blocks.append(("table", _table(inner)))
        else:
            prose.extend(tokens[position : end + 1])
        position = end + 1
    _flush(prose, blocks)
    return blocks


def _tokens(text: str) -> list[Token]:
    tokens = _PARSER.parse(text)
    for token in tokens:
        for inner in (token, *(token.children or ())):
            if inner.type in _REFUSED:
                raise Unusable(f"le texte contient {_REFUSED[inner.type]} : {quoted(inner.content or inner.markup)}.")
    return tokens


def _closing(tokens: Sequence[Token], start: int) -> int:
    """The place of the token that closes the one at ``start``."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


def _flush(prose: list[Token], blocks: list[tuple[str, Json]]) -> None:
    if prose:
        for token in prose:
            if token.type in ("heading_open", "blockquote_open", "table_open"):
                raise Unusable(f"{_NAMED[token.type]} ne peut pas se trouver dans une liste.")
        blocks.append(("paragraph", _clean("".join(_html(prose)), _tags(("bold", "italic", "ol", "ul", "link")))))
        prose.clear()


def _quote(tokens: Sequence[Token]) -> Json:
    """The quotation, and who said it where its last line begins with a dash."""
    lines = [line for token in tokens if token.type == "inline" for line in _plain([token]).split("\n")]
    attribution = ""
    if len(lines) > 1 and lines[-1].startswith(("—", "–", "-- ")):
        attribution = lines.pop().lstrip("—–- ")
    return {"text": "\n".join(lines).strip("«» \u00a0\u202f"), "attribution": attribution}


def _table(tokens: Sequence[Token]) -> Json:
    rows: list[list[Json]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_plain([token]))
    return {
        "data": rows, "cell": [], "mergeCells": [], "table_caption": "", "table_header_choice": "row",
        "first_row_is_table_header": True, "first_col_is_header": False,
    }  # fmt: skip


def _html(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _inline(token.children or ())
        elif token.type == "heading_open":
            yield "<h3>"
        elif token.type == "heading_close":
            yield "</h3>"
        elif token.tag and not token.hidden:  # a tight list hides its paragraphs
            yield f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>"


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "text":
            yield _escaped(token.content)
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak":
            yield "<br/>"
        elif token.type == "link_open":
            yield f'<a href="{_escaped(_address(str(token.attrGet("href") or "")))}">'
        elif token.type == "link_close":
            yield "</a>"
        elif token.type in _TAG:
            yield _TAG[token.type]
        else:
            yield _escaped(token.content)


def _plain(tokens: Sequence[Token]) -> str:
    """The words of ``tokens`` without any mark-up."""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for token in tokens
        if token.type == "inline"
        for child in token.children or ()
    )


def _address(url: str) -> str:
    scheme, colon, _ = url.partition(":")
    if url.startswith(("/", "#")) and not url.startswith("//"):
        return url
    if not colon or scheme.lower() not in SCHEMES:
        raise Unusable(
            f"le lien {quoted(url)} ne mène nulle part : écrivez une adresse entière (https://…) ou un chemin (/…)."
        )
    return url


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@lru_cache
def _tags(features: tuple[str, ...]) -> frozenset[str]:
    return frozenset({"p", "br"}.union(*(TAGS_OF.get(feature, set()) for feature in features)))


def _clean(html: str, tags: frozenset[str]) -> str:
    """What was built above needs no cleaning; it is cleaned all the same, for it ends up on public pages."""
    return nh3.clean(html, tags=set(tags), attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None).strip()


def _possible(features: Sequence[str]) -> str:
    names = {
        "h3": "intertitres",
        "bold": "gras",
        "italic": "italique",
        "ol": "listes numérotées",
        "ul": "listes",
        "link": "liens",
    }
    return ", ".join(name for feature, name in names.items() if feature in features)
