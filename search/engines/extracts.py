"""Extracts of what was found, with the question's words marked. Content is escaped; only our own <mark> is markup."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from french.tokens import tokenize
from search.interface import Match
from search.models import IndexedItem

from .question import Question

EXTRACT = 220  # characters
_VARIANTS = {
    "a": "aàâäáã", "c": "cç", "e": "eéèêë", "i": "iîïí", "o": "oôöóœ", "u": "uùûüú", "y": "yÿ", "n": "nñ",
}  # fmt: skip


def marked(item: IndexedItem, question: Question) -> Match:
    stems = frozenset(stem for term in question.terms for stem in term.marked_stems)
    summary = _mark(item.summary, stems)
    extract = summary if "<mark>" in summary else _best_extract(item, stems)
    return Match(item.pk, title=_mark(item.title, stems), extract=extract)


def _best_extract(item: IndexedItem, stems: frozenset[str]) -> SafeString:
    found = _any_of(stems).search(item.text)
    if found is None:
        return mark_safe("")
    start = max(0, found.start() - EXTRACT // 3)
    start = item.text.find(" ", start) + 1 if start else 0
    end = min(len(item.text), start + EXTRACT)
    end = item.text.rfind(" ", start, end) if end < len(item.text) and " " in item.text[start:end] else end
    before, after = "… " if start else "", " …" if end < len(item.text) else ""
    return mark_safe(before + _mark(item.text[start:end], stems) + after)


@lru_cache(maxsize=512)
def _any_of(stems: frozenset[str]) -> re.Pattern[str]:
    """Finds, fast and roughly, a word that begins like one of ``stems``, accents aside."""
    loose = ["".join(f"[{_VARIANTS[c]}]" if c in _VARIANTS else re.escape(c) for c in stem) for stem in stems]
    return re.compile(rf"\b(?:{'|'.join(sorted(loose)) or '(?!)'})", re.IGNORECASE)


def _mark(text: str, stems: frozenset[str]) -> SafeString:
    if not _any_of(stems).search(text):
        return SafeString(escape(text))
    parts, position = [], 0
    for token in tokenize(text):
        if token.stem in stems:
            parts += [escape(text[position : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
            position = token.end
    return mark_safe("".join([*parts, escape(text[position:])]))
