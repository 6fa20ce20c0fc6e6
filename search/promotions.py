"""Items that editors show first to those who ask certain questions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from core.caching import kept_until_content_changes
from french.stopwords import significant
from french.tokens import Token, tokenize

from .hits import Hit, hits_of
from .interface import Match
from .models import PromotedResult
from .results import Advice, Results

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Promotion:
    """What is to be shown first, and each set of words that calls it."""

    page: int
    why: str
    until: datetime.date | None
    whole: bool  # the question must say nothing else
    calls: tuple[frozenset[str], ...]

    def answers(self, words: frozenset[str], count: int) -> int:
        """How many words of the question call it; 0 when none does."""
        called = [call for call in self.calls if call <= words and (not self.whole or len(call) == count)]
        return max(map(len, called), default=0)


def with_advice(results: Results) -> Results:
    """``results`` with what the centre advises first. An item advised leaves its place in the list.

    Only on the first page, sorted by relevance and unfiltered: whoever narrows or orders a list has it as asked.
    """
    if not results.text or results.page > 1 or results.kept:
        return results
    called = promotions_for(results.text)
    if called:
        results.advice = _advice(called, results.hits)
        advised = {advice.hit.id for advice in results.advice}
        found = {hit.id for hit in results.hits}
        results.hits = [hit for hit in results.hits if hit.id not in advised]
        if results.pages == 1:  # all that was found is here: what was not is one more result
            results.total += len(advised - found)
            results.start, results.end = min(1, results.total), results.total
    return results


def promotions_for(text: str) -> list[Promotion]:
    """The promotions that a question calls, whether or not their item can be shown; the nearest to it first."""
    promotions = _promotions()
    if not promotions:
        return []
    wanted = significant(tokenize(text))
    words, count, today = _both_ways(wanted), len({token.stem for token in wanted}), timezone.localdate()
    called = [
        (promotion.answers(words, count), promotion)
        for promotion in promotions
        if promotion.until is None or promotion.until >= today
    ]
    nearest: dict[int, Promotion] = {}
    for nearness, promotion in sorted(called, key=lambda one: -one[0]):
        if nearness:
            nearest.setdefault(promotion.page, promotion)
    return list(nearest.values())


def _advice(called: Sequence[Promotion], hits: Sequence[Hit]) -> list[Advice]:
    """Those whose item is public, read from the index as every result is."""
    found = {hit.id: hit for hit in hits}
    missing = [Match(promotion.page) for promotion in called if promotion.page not in found]
    found |= {hit.id: hit for hit in hits_of(missing)} if missing else {}
    return [Advice(found[promotion.page], promotion.why) for promotion in called if promotion.page in found][
        :MOST_SHOWN
    ]


@kept_until_content_changes
def _promotions() -> tuple[Promotion, ...]:
    return tuple(
        Promotion(
            page=row.page_id,
            why=row.why,
            until=row.until,
            whole=row.matching == PromotedResult.Matching.WHOLE,
            calls=tuple(words for words in map(words_of, row.asked) if words),
        )
        for row in PromotedResult.objects.filter(active=True)
    )


def words_of(question: str) -> frozenset[str]:
    """What must be said for the question to be this one. An acronym is told by its letters, as in synonyms."""
    return frozenset(
        f"={token.exact}" if question[token.start : token.end].isupper() and len(token.exact) > 1 else token.stem
        for token in significant(tokenize(question))
    )


def _both_ways(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(word for token in tokens for word in (token.stem, f"={token.exact}"))
