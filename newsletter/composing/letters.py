"""A letter as the mail that a reader gets: its HTML, and a text that says the same.

A letter is rendered once, its CSS inlined once, then cut into pieces, one an entry: what a reader gets is the pieces
that they want with their own links in the last one. So ten thousand readers cost little more than one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

from django.utils.html import escape

from core.context_processors import Frame, site_frame

from . import mail_html, mail_text
from .frozen import Content
from .pieces import Pieces
from .selection import wanted

HEAVIEST = 100_000  # bytes of HTML: a little more, and Gmail cuts the letter
OWN = 1_000  # of these, for what is each reader's own
WHY = "Vous recevez cette lettre parce que vous l’avez demandée."


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a letter: private addresses, choices (empty: everything), what is around the territories chosen, and why
    they get it, as a sentence."""

    manage_url: str
    leave_url: str
    one_click_url: str
    themes: frozenset[int] = frozenset()
    territories: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    why: str = WHY


_last: list[tuple[Content, Frame, tuple[Pieces, Pieces]]] = []


@dataclass(frozen=True, slots=True)
class Rendered:
    """``left_out``: how many entries are read online only, for the mail would be too heavy."""

    subject: str
    html: str
    text: str
    left_out: int = 0


def rendered(content: Content, reader: Reader) -> Rendered | None:
    """What this reader gets; None where nothing of the letter is for them. ``content`` must not change between two
    readers: a letter that says something else is another object."""
    kept = wanted(content, reader)
    if kept is None:
        return None
    html, text = _pieces(content, site_frame())
    own = {"why": reader.why, "manage": reader.manage_url, "leave": reader.leave_url}
    asked = sum(map(sum, kept))
    kept = _light_enough(html, kept)
    left_out = asked - sum(map(sum, kept))
    return Rendered(
        subject=" ".join(str(content.get("subject") or content.get("title") or "").split()),
        html=_put_together(html, kept, {name: escape(value) for name, value in own.items()}, ends_early=left_out > 0),
        text=_put_together(text, kept, own, ends_early=left_out > 0),
        left_out=left_out,
    )


def _light_enough(pieces: Pieces, kept: list[list[bool]]) -> list[list[bool]]:
    """``kept`` until the letter weighs what mail programs show whole; what follows is read online."""
    room = HEAVIEST - OWN - len("".join((pieces.head, pieces.more, pieces.foot)).encode())
    light = []
    for section, keep in zip(pieces.sections, kept, strict=True):
        room -= len(section.head.encode()) if any(keep) else 0
        chosen = []
        for piece, wanted_here in zip(section.entries, keep, strict=True):
            room -= len(piece.encode()) if wanted_here else 0
            chosen.append(wanted_here and room >= 0)
        light.append(chosen)
    return light


def _put_together(pieces: Pieces, kept: list[list[bool]], own: dict[str, str], *, ends_early: bool) -> str:
    foot = pieces.foot
    for name, value in own.items():
        foot = foot.replace(f"@@{name}@@", value)
    said = [pieces.head]
    for section, keep in zip(pieces.sections, kept, strict=True):
        if any(keep):
            said += [section.head, *compress(section.entries, keep)]
    return "".join([*said, pieces.more if ends_early else "", foot])


def _pieces(content: Content, frame: Frame) -> tuple[Pieces, Pieces]:
    """Those of the letter asked for just before, where this is the same object: the readers of a letter come in a row.
    Otherwise they are looked for by what the letter says."""
    last = _last[0] if _last else None
    if last is None or last[0] is not content or last[1] != frame:
        last = (content, frame, _made(json.dumps(content, sort_keys=True), frame))
        _last[:] = [last]
    return last[2]


@lru_cache(maxsize=8)
def _made(content: str, frame: Frame) -> tuple[Pieces, Pieces]:
    """``content``: as JSON."""
    whole = json.loads(content)
    return mail_html.pieces(whole, frame), mail_text.pieces(whole, frame)
