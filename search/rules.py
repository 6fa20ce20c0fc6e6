"""What a rule between synonyms is, those that come with the portal, and what a term must be to serve in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from french.acronyms import ACRONYMS
from french.folding import fold
from french.stopwords import STOP_WORDS
from french.synonyms import from_acronyms, key_of
from french.thesaurus import GROUPS, ONE_WAY
from french.tokens import tokenize

MOST_TERMS = 12  # of one rule: a question is looked for with that many other phrases at most
LONGEST_TERM = 80
MOST_WORDS = 10  # of one term; the longest names that acronyms stand for have nine

_SEPARATORS = re.compile(r"[\r\n,;]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms that stand for each other; or, one way only, a term (the first) that also searches the others."""

    terms: tuple[str, ...]
    two_way: bool = True

    def __str__(self) -> str:
        return ", ".join(self.terms) if self.two_way else f"{self.terms[0]} → {', '.join(self.terms[1:])}"

    @property
    def pairs(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each term with those that it also searches."""
        if self.two_way:
            return [(term, self.terms) for term in self.terms]
        return [(self.terms[0], self.terms[1:])]


@dataclass(frozen=True, slots=True)
class BuiltInRule:
    """A rule that comes with the portal. Its code names it from one release to the next, whatever terms it gains."""

    code: str
    rule: Rule


@cache
def built_in() -> tuple[BuiltInRule, ...]:
    """The rules that come with the portal: acronyms, then groups, then rules that work one way."""
    return (
        *(BuiltInRule(f"acronym:{fold(terms[0])}", Rule(terms)) for terms in from_acronyms(ACRONYMS)),
        *(BuiltInRule(f"group:{fold(terms[0])}", Rule(terms)) for terms in GROUPS),
        *(BuiltInRule(f"one_way:{fold(term)}", Rule((term, *others), two_way=False)) for term, others in ONE_WAY),
    )


def terms_in(text: str) -> list[str]:
    """The terms written one a line, or between commas."""
    return [term for term in (" ".join(part.split()) for part in _SEPARATORS.split(text)) if term]


def fault_of(term: str, longest: int = LONGEST_TERM, most_words: int = MOST_WORDS) -> str:
    """Why the search could make nothing of this; "" when it can."""
    if len(term) > longest:
        return f"« {term[:40]}… » est trop long : {longest} caractères au plus, ce que quelqu’un taperait."
    words = tokenize(term)
    if not words:
        return f"« {term} » ne contient aucun mot."
    if len(words) > most_words:
        return f"« {term} » a trop de mots : {most_words} au plus, ce que quelqu’un taperait."
    if all(word.exact in STOP_WORDS for word in words):
        return f"« {term} » n’est fait que de petits mots, que la recherche laisse de côté."
    return ""


def same_words(terms: Sequence[str]) -> tuple[str, str] | None:
    """The first two terms that are one and the same for the search."""
    seen: dict[tuple[str, ...], str] = {}
    for term in terms:
        key = key_of(term)
        if key in seen:
            return seen[key], term
        seen[key] = term
    return None
