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
SHORT = 5  # letters: a longer stem may differ by its last one from the words it stands for
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
    """Finds, fast and roughly, words that begin like one of ``stems``, accents and last letters aside."""
    begun = [stem if len(stem) < SHORT else stem[:-1] for stem in stems]
    loose = ["".join(f"[{_VARIANTS[c]}]" if c in _VARIANTS else re.escape(c) for c in start) for start in begun]
    return re.compile(rf"\b(?:{'|'.join(sorted(loose)) or '(?!)'})\w*", re.IGNORECASE)


def _mark(text: str, stems: frozenset[str]) -> SafeString:
    """The words that begin like the question's are analysed, and marked where they have its stems."""
    parts, position = [], 0
    for begun in _any_of(stems).finditer(text):
        for token in tokenize(begun[0]):
            if token.stem in stems:
                start, end = begun.start() + token.start, begun.start() + token.end
                parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
                position = end
    return mark_safe("".join([*parts, escape(text[position:])]))
