"""Extracts of what was found, with the question's words marked. Content is escaped; only our own <mark> is markup."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from french.tokens import tokenize
from search.interface import Match
from search.passages import APART

from .question import Question
from .texts import Text

EXTRACT = 220  # characters
WINDOW = EXTRACT * 2 // 3 - 20  # how far apart words may stand and be shown together
MOST_CANDIDATES = 500  # words looked at in one text: a long file may hold thousands
PART_OF_A_SYNONYM = 0.25
SHORT = 5  # letters: a longer stem may differ by its last one from the words it stands for
_VARIANTS = {
    "a": "aàâäáã", "c": "cç", "e": "eéèêë", "i": "iîïí", "o": "oôöóœ", "u": "uùûüú", "y": "yÿ", "n": "nñ",
}  # fmt: skip


Worth = Mapping[str, Mapping[int, float]]  # stem → number of a term → what it brings


def marked(item: Text, question: Question) -> Match:
    """The summary where it answers the question as well as any passage of the text, else the passage that does best."""
    worth = _worth_of_stems(question)
    stems = frozenset(worth)
    title, summary = _mark(item.title, stems), _mark(item.summary, stems)
    everything = len(question.terms)
    in_summary = _covered(_found(item.summary, worth)) if "<mark>" in summary else 0
    if in_summary < everything:
        place, in_text = _best_place(item.text, worth, everything)
        if in_text > in_summary:
            return Match(item.pk, title, _extract(item.text, place, stems), place)
    return Match(item.pk, title, summary if in_summary else mark_safe(""))


# -- which passage ----------------------------------------------------------------------------------------------------
def _worth_of_stems(question: Question) -> Worth:
    """By stem, what a word that has it brings to each term of the question: a part of a synonym is not the word."""
    worth: dict[str, dict[int, float]] = {}
    for number, term in enumerate(question.terms):
        for stem in term.marked_stems:
            own = stem in term.stems or stem in term.guesses
            worth.setdefault(stem, {})[number] = 1.0 if own else PART_OF_A_SYNONYM
    return worth


def _found(text: str, worth: Worth) -> Iterator[tuple[int, Mapping[int, float]]]:
    """Where the question's words stand, and what each brings."""
    for begun in islice(_any_of(frozenset(worth)).finditer(text), MOST_CANDIDATES):
        for token in tokenize(begun[0]):
            if token.stem in worth:
                yield begun.start() + token.start, worth[token.stem]


def _covered(found: Iterable[tuple[int, Mapping[int, float]]]) -> float:
    """How much of the question these words answer together; repeating one adds nothing."""
    best: dict[int, float] = {}
    for _, brought in found:
        for term, value in brought.items():
            best[term] = max(value, best.get(term, 0))
    return sum(best.values())


def _best_place(text: str, worth: Worth, everything: int) -> tuple[int, float]:
    """Where the passage starts that answers most of the question, and how much; the first of several as good. Nothing
    is read after one that answers it whole."""
    place, best = 0, 0.0
    window: deque[tuple[int, Mapping[int, float]]] = deque()
    for found in _found(text, worth):
        window.append(found)
        while found[0] - window[0][0] > WINDOW or APART in text[window[0][0] : found[0]]:
            window.popleft()
        covered = _covered(window)
        while len(window) > 1 and _covered(islice(window, 1, None)) == covered:
            window.popleft()  # it brings nothing that does not come nearer the rest
        if covered > best:
            place, best = window[0][0], covered
            if best >= everything:
                break
    return place, best


def _extract(text: str, place: int, stems: frozenset[str]) -> SafeString:
    """A few words before ``place`` and what follows it, cut between words, never across parts."""
    first = text.rfind(APART, 0, place) + 1
    last = text.find(APART, place)
    last = len(text) if last < 0 else last
    start = max(first, place - EXTRACT // 3)
    start = text.find(" ", start, place) + 1 or place if start > first else first
    end = min(last, start + EXTRACT)
    end = text.rfind(" ", place, end) if end < last and " " in text[place:end] else end
    before, after = "… " if start > first else "", " …" if end < last else ""
    return mark_safe(before + _mark(text[start:end], stems) + after)


# -- which words ------------------------------------------------------------------------------------------------------
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
