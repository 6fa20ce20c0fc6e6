"""A part of an item's text that search can lead to, rather than to the item's beginning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """``label``: where it is, as a link says it. ``anchor``: what leads there, from the address of the item."""

    text: str
    label: str = ""
    anchor: str = ""
