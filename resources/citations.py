"""References written as a librarian would (NF ISO 690:2021, author-date left aside: this is a reading list)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core.dates import PartialDate

if TYPE_CHECKING:
    from .models import Reference

CONTAINED = {"article", "chapter", "webpage"}  # their container's title is in italics, not theirs


def reference_html(reference: Reference) -> SafeString:
    """« NOM, Prénom. *Titre*. Lieu : éditeur, date, pages. ISBN … »"""
    parts = [
        _names(reference.author_names),
        _title(reference),
        _edited_by(reference.editor_names),
        _imprint(reference),
        escape(reference.pages),
        format_html("ISBN {}", reference.isbn) if reference.isbn else "",
        format_html("DOI {}", reference.doi) if reference.doi else "",
        format_html("[consulté le {}]", PartialDate(reference.accessed).label) if reference.accessed else "",
    ]
    return mark_safe(" ".join(_sentence(str(part)) for part in parts if part))


def _sentence(part: str) -> str:
    """The part with the full stop that closes it, unless its own punctuation does."""
    text = part.removesuffix("</cite>").removesuffix("</i>").rstrip()
    return part if text.endswith(("?", "!", "…", ".")) else f"{part}."


def _names(names: list[str]) -> SafeString | str:
    shown = names[:3]
    text = format_html_join(", ", "{}", ((_inverted(name),) for name in shown))
    return format_html("{} <i>et al.</i>", text) if len(names) > 3 else text


def _inverted(name: str) -> str:
    """« MONTALONA, Anne »; a body keeps its name."""
    family, comma, given = name.partition(",")
    return f"{family.strip().upper()}, {given.strip()}" if comma else name


def _title(reference: Reference) -> SafeString:
    if reference.type in CONTAINED and reference.container:
        return format_html("{} <cite>{}</cite>", _sentence(reference.title), reference.container)
    title = format_html("<cite>{}</cite>", reference.title)
    return format_html("{} {}", mark_safe(_sentence(title)), reference.container) if reference.container else title


def _edited_by(names: list[str]) -> str:
    return escape("Sous la direction de " + ", ".join(names)) if names else ""


def _imprint(reference: Reference) -> str:
    published = " : ".join(part for part in (reference.place, reference.publisher) if part)
    date = PartialDate(reference.issued).label if reference.issued else ""
    return escape(", ".join(part for part in (published, date) if part))
