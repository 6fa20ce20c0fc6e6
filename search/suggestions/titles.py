"""Contents, by the words of their titles."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from core.routing import url_of
from core.visibility import visible_q
from french.folding import fold
from search.engines.prefixes import titles_like
from search.models import IndexedItem
from search.registry import kinds

from .pieces import Part, Suggestion, answers, marked, on_one_line, opens, words_of

CANDIDATES = 30  # read to choose the best among them


def titles(text: str, words: Sequence[str]) -> list[Suggestion]:
    """What begins as typed first, then what its first word does, then the shorter titles, then the recent."""
    opening = on_one_line(text)
    likely = IndexedItem.objects.filter(visible_q("page__"), pk__in=titles_like(opening, words, CANDIDATES))
    ranked = []
    for title, kind, url_path in likely.order_by("-sort_date", "-pk").values_list("title", "kind", "page__url_path"):
        said, begins = words_of(title), fold(title).startswith(opening)
        if begins or answers(said, words):
            ranked.append(((not begins, not opens(said, words), len(said)), title, kind, url_path))
    return [
        Suggestion(url_of(url_path), marked(title, words), (Part(kinds()[kind].label),))
        for _, title, kind, url_path in sorted(ranked, key=itemgetter(0))
        if kind in kinds()
    ]
