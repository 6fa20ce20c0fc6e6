"""Fiches as PDFs: one to two pages each, alone or several behind a cover."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache

import segno
from django.utils.text import Truncator

from core.pictures import SMALL_SIZE, printed_picture

from . import heights
from .characters import is_blank, seen
from .content import Fiche, Part
from .fitting import UNLIKELY, fitted
from .typesetting import drawn, pages, typeset

MOST_PAGES = 2
LARGE_TEXT, SMALL_TEXT = 10.5, 9.5  # points: the larger wherever all fits

UNTITLED = "Sans titre"
LONGEST_FOOTER = 100  # characters


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands before several fiches. ``contents`` is the title of their list."""

    title: str
    intro: str
    contents: str = "Dans ce dossier"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A fiche as it stands on its pages: the parts that fit, in type of ``size`` points; ``more``: the titles of those
    that are cut short or left out; ``drawings``: its code and its picture, as SVG."""

    fiche: Fiche
    size: float
    more: tuple[str, ...]
    drawings: Mapping[str, bytes]
    pdf: bytes


def sheet_of(fiche: Fiche, drawings: Mapping[str, bytes] | None = None) -> Sheet:
    """At most two pages: in smaller type, then without what matters least, where it is long. ``drawings``: its own,
    for whoever cannot ask the database."""
    drawings = drawings_of(fiche) if drawings is None else drawings
    room = MOST_PAGES * heights.PAGE
    if heights.of_fiche(fiche, fiche.parts, LARGE_TEXT) <= UNLIKELY * room:
        whole = _sheet(fiche, fiche.parts, LARGE_TEXT, drawings)
        if pages(whole.pdf) <= MOST_PAGES:
            return whole
    tried: dict[tuple[Part, ...], Sheet] = {}

    def taken(parts: tuple[Part, ...]) -> int:
        tried[parts] = _sheet(fiche, parts, SMALL_TEXT, drawings)
        return pages(tried[parts].pdf)

    kept = fitted(fiche.parts, taken, MOST_PAGES, room - heights.around(fiche, SMALL_TEXT), SMALL_TEXT)
    return tried.get(kept) or _sheet(fiche, kept, SMALL_TEXT, drawings)


def dossier_pdf(cover: Cover, sheets: Sequence[Sheet]) -> bytes:
    """One document: the cover with the list of the fiches, then each of them from the top of a page."""
    titles = ", ".join(sheet.fiche.title for sheet in sheets)
    portal = sheets[0].fiche.portal
    document = {
        "title": cover.title,
        "author": sheets[0].fiche.publisher,
        "description": titles,
        "keywords": sorted({word for sheet in sheets for word in sheet.fiche.keywords}),
        "footer": _footer(portal, cover.title),
        "cover": as_data(cover),
    }
    return _typeset(document, sheets)


def _sheet(fiche: Fiche, parts: tuple[Part, ...], size: float, drawings: Mapping[str, bytes]) -> Sheet:
    kept = {part.title: part.nodes for part in parts}
    more = tuple(part.title or "le récit" for part in fiche.parts if kept.get(part.title) != part.nodes)
    sheet = Sheet(replace(fiche, parts=parts), size, more, drawings, b"")
    document = {
        "title": fiche.title,
        "author": fiche.publisher,
        "description": fiche.summary,
        "keywords": list(fiche.keywords),
        "footer": _footer(fiche.portal, fiche.title),
        "cover": None,
    }
    return replace(sheet, pdf=_typeset(document, [sheet]))


def _footer(portal: str, title: str) -> str:
    """On one line."""
    return Truncator(f"{portal} · {title}").chars(LONGEST_FOOTER)


def _typeset(document: dict[str, object], sheets: Sequence[Sheet]) -> bytes:
    files: dict[str, bytes] = {}
    told = []
    for number, sheet in enumerate(sheets):
        names = {name: f"{name}-{number}.svg" for name in sheet.drawings}
        files |= {names[name]: drawing for name, drawing in sheet.drawings.items()}
        picture = sheet.fiche.picture if "picture" in names else None
        told_of_picture = {"alt": picture.alt if picture else "", "credit": picture.credit if picture else ""}
        data = as_data(sheet.fiche) | {"qr": "", "picture": ""} | names | told_of_picture
        data["title"] = titled(sheet.fiche.title)
        shown, replaced = drawn(data | {"size": sheet.size, "more": list(sheet.more), "shown_url": sheet.fiche.url})
        told.append(shown | {"undrawn": replaced})
    shown, _ = drawn({"footer": document["footer"], "cover": document["cover"]})
    said = {name: _said(document[name]) for name in ("title", "author", "description", "keywords")}
    return typeset(said | shown | {"fiches": told}, files, max(sheet.fiche.updated for sheet in sheets))


def _said(value: object) -> object:
    """What the PDF says of itself: a browser or a screen reader has its own typefaces for it."""
    return [seen(word) for word in value] if isinstance(value, list) else titled(str(value))


def titled(words: str) -> str:
    """PDF/UA wants a title, and a page may have one in which there is nothing to see."""
    return UNTITLED if is_blank(seen(words)) else seen(words)


def drawings_of(fiche: Fiche) -> dict[str, bytes]:
    """The code ("qr") and the picture, those that there are."""
    drawings = {"qr": code(fiche.url)} if fiche.url else {}
    picture = printed_picture(fiche.picture.pk) if fiche.picture else None
    return drawings | ({"picture": framed(picture)} if picture else {})


def framed(picture: bytes) -> bytes:
    """A JPEG picture within an SVG one: the typesetter takes files as texts only."""
    width, height = SMALL_SIZE
    inside = f'width="{width}" height="{height}" href="data:image/jpeg;base64,{base64.b64encode(picture).decode()}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><image {inside}/></svg>'.encode()


def code(url: str) -> bytes:
    """The QR code of an address, as SVG; a seventh of it may be worn off. Trying each of the eight masks of
    the standard would take a fifth of the time of a fiche, for a code that telephones read no better."""
    image = io.BytesIO()
    segno.make(url, error="m", micro=False, mask=2).save(image, kind="svg", xmldecl=False, svgns=True, border=2)
    return image.getvalue()


def as_data(value: object) -> object:
    """Dataclasses as dictionaries that say which they are, for the template to tell nodes apart."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [as_data(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return {"kind": kind.__name__} | {name: as_data(getattr(value, name)) for name in _names_of(kind)}
    return value


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
