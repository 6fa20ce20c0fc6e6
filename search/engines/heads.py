"""The order of the best matches, once their titles and summaries have been read: a word says more there than in a long
body. The same on every engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from french.tokens import tokenize

from .columns import Numbers
from .question import Question, Term
from .ranking import Scores
from .texts import titles_of

Heads = Callable[[Sequence[int]], Sequence[tuple[int, str, str]]]  # `FullText.heads`

RERANKED = 40  # the best matches (two pages), whose titles and summaries are read; of sixty nothing better comes
# What a title or a summary of the usual length that says each word of the question once adds to the score: BM25 of that
# text alone, with the rarity that the words have in whole items.
IN_TITLE, IN_SUMMARY = 0.8, 0.7
USUAL_TITLE, USUAL_SUMMARY = 7, 45  # words, in the fiches of service-public.fr and in the demonstration
SHORTEST = 0.5  # of the usual length: a text still shorter says no more
SATURATION, BY_LENGTH = 1.2, 0.75  # k1 and b of BM25, with their usual values
# What a title that holds each word of the question as it is written adds.
AS_WRITTEN, WITH_ITS_ACCENTS = 0.06, 0.06


def by_heads(
    heads: Heads, question: Question, weights: Scores, ids: Numbers, scores: Scores, most: int
) -> dict[int, float]:
    """Items with their scores, given and returned the best first; ``weights``: of the question's terms; ``most``: how
    many are read.
    """
    first = dict(zip(ids[:most].tolist(), scores[:most].tolist(), strict=True))
    shares = (weights / (weights.sum() or 1)).tolist()
    gains = {pk: 1 + _as_written(question, shares, title) for pk, title in titles_of(list(first))}
    asked = list(zip(map(_forms, question.terms), shares, strict=True))
    for pk, title, summary in heads(list(gains)):
        gains[pk] += IN_TITLE * _said(asked, title, USUAL_TITLE) + IN_SUMMARY * _said(asked, summary, USUAL_SUMMARY)
    risen = sorted(((pk, first[pk] * gain) for pk, gain in gains.items()), key=lambda rise: (-rise[1], -rise[0]))
    return dict([*risen, *zip(ids[most:].tolist(), scores[most:].tolist(), strict=True)])


def _forms(term: Term) -> list[str]:
    """The stems that answer it, as they stand among others: a space before and after."""
    return [f" {form} " for form in {*term.stems, *term.guesses, *map(" ".join, term.phrases)}]


def _said(asked: Sequence[tuple[list[str], float]], stems: str, usual: int) -> float:
    """How much a text of these stems says of what is asked (each term's forms, and its share of the question): 1 where
    it has the usual length and says each once, more where it is shorter or repeats them.
    """
    length = max((stems.count(" ") + 1) / usual, SHORTEST)
    needed = SATURATION * (1 - BY_LENGTH + BY_LENGTH * length)
    spaced, said = f" {stems} ", 0.0
    for forms, share in asked:
        times = sum(map(spaced.count, forms))
        said += share * times * (SATURATION + 1) / (times + needed)
    return said


def _as_written(question: Question, shares: Sequence[float], title: str) -> float:
    exact, surface = _words(title)
    return sum(
        share * (AS_WRITTEN * (term.exact[-1] in exact) + WITH_ITS_ACCENTS * (term.exact[0] in surface))
        for term, share in zip(question.terms, shares, strict=True)
    )


@lru_cache(maxsize=4_096)
def _words(title: str) -> tuple[frozenset[str], frozenset[str]]:
    """Its words without and with accents; the titles that come first are often the same."""
    tokens = tokenize(title)
    return frozenset(token.exact for token in tokens), frozenset(token.surface for token in tokens)
