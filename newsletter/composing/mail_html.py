"""The HTML of a letter: tables for its layout, styles written on each element, no image that counts readers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from itertools import islice

from css_inline import CSSInliner
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.context_processors import Frame

from .frozen import Content
from .pieces import Pieces, SectionPieces
from .printed import Rubric, rubrics
from .words import base, cut

PREVIEWED = 120  # characters that mailboxes show beside the subject

# No network: nothing of a letter is fetched to make it.
_inliner = CSSInliner(base_url=None, load_remote_stylesheets=False, keep_style_tags=False, minify_css=True)


def pieces(content: Content, frame: Frame) -> Pieces:
    """Rendered and inlined in one go, then cut where the template says."""
    shown = rubrics(content)
    cut_here, dark_here = _mark("cut"), _mark("dark")
    context = {
        "letter": content,
        "rubrics": shown,
        "portal": frame,
        "home_url": f"{base()}/",
        "more_url": content.get("url") or f"{base()}/",
        "preheader": cut(str(content.get("summary") or _titles(shown)), PREVIEWED),
        "cut": cut_here,
        "dark": dark_here,
    }
    written = render_to_string("newsletter/mail/letter.html", context)
    html = _inliner.inline("\n".join(line.strip() for line in written.splitlines() if line.strip()))
    # Rules for the dark stay rules: only programs that read a style sheet have a dark of their own choosing.
    dark = render_to_string("newsletter/mail/dark.css")
    return _cut(html.replace(dark_here, f"<style>{dark}</style>", 1), cut_here, shown)


def _mark(name: str) -> SafeString:
    """A comment that nobody can have written: once inlined, what partners wrote in an attribute is escaped no more."""
    return format_html("<!--{}-{}-->", name, secrets.token_hex(8))


def _cut(html: str, mark: str, shown: Sequence[Rubric]) -> Pieces:
    parts = iter(html.split(mark))
    head = next(parts)
    sections = [SectionPieces(next(parts), list(islice(parts, len(rubric.lines)))) for rubric in shown]
    more, foot = parts
    return Pieces(head, sections, more, foot)


def _titles(shown: Sequence[Rubric]) -> str:
    return " · ".join(line.title for rubric in shown for line in rubric.lines if line.title)
