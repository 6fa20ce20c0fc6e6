"""The synonyms that a question is read with: those of the editors, then those that come with the portal and that no
editor has set aside. Editing one takes effect at the next search: nothing is rebuilt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.caching import kept_until_content_changes
from french.stopwords import significant
from french.synonyms import Synonyms
from french.tokens import Token, tokenize

from .models import SetAsideRule, SynonymRule
from .rules import BuiltInRule, Rule, built_in


@kept_until_content_changes
def synonyms() -> Synonyms:
    # The engine tries only so many synonyms of one word: those of the editors come first.
    return _remembered((*own_rules(), *(rule.rule for rule in kept_rules())))


@lru_cache(maxsize=1)
def _remembered(rules: tuple[Rule, ...]) -> Synonyms:
    """Most changes of content change no rule: compiling the same again would cost some 13 ms."""
    return compiled(rules)


def compiled(rules: Iterable[Rule]) -> Synonyms:
    return Synonyms(one_way=[pair for rule in rules for pair in rule.pairs])


def own_rules(but: int | None = None) -> list[Rule]:
    """The active rules of the editors, that of this number left out."""
    return [row.rule for row in SynonymRule.objects.filter(active=True).exclude(pk=but)]


def kept_rules() -> list[BuiltInRule]:
    """The built-in rules that are not set aside."""
    left_out = set_aside_codes()
    return [rule for rule in built_in() if rule.code not in left_out]


def set_aside_codes() -> set[str]:
    return set(SetAsideRule.objects.values_list("code", flat=True))


def says_nothing_new(rule: Rule, but: int | None = None) -> bool:
    """Whether the other rules already do all that this one would; ``but``: the number of its own row."""
    others = compiled([*own_rules(but), *(kept.rule for kept in kept_rules())])
    return all(others.leads(term, other) for term, found in rule.pairs for other in found if other != term)


# -- showing how a question is read -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Reading:
    """Words of a question, and what a rule also reads them as."""

    words: str
    instead: tuple[str, ...]
    rule: Rule
    own: bool  # by the editors


def readings(text: str) -> list[Reading]:
    """What the rules make of a question, each rule tried by itself so that it can be named."""
    tokens = tokenize(text)
    tried = [(rule, True) for rule in own_rules()] + [(kept.rule, False) for kept in kept_rules()]
    found = []
    for rule, own in tried:
        instead: dict[tuple[int, int], list[str]] = defaultdict(list)
        for alternative in compiled([rule]).expand(tokens):
            instead[alternative.first, alternative.last].append(_term_of(rule, alternative.words))
        for (first, last), terms in instead.items():
            found.append(Reading(_said(text, tokens[first:last]), tuple(terms), rule, own))
    return found


def _term_of(rule: Rule, words: Sequence[Token]) -> str:
    """The term of the rule that these are the words of, as it was written."""
    exact = [word.exact for word in words]
    return next(term for term in rule.terms if [token.exact for token in tokenize(term)] == exact)


def kept_and_left(text: str) -> tuple[list[str], list[str]]:
    """The words of a question that are looked for, and those that are left aside."""
    tokens = tokenize(text)
    kept = significant(tokens)
    left = [token for token in tokens if token not in kept]
    return [_said(text, [token]) for token in kept], [_said(text, [token]) for token in left]


def _said(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end]
