"""From what someone typed to what an engine looks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from french.compounds import compounds
from french.stopwords import STOP_WORDS, significant
from french.tokens import Token, tokenize
from search.synonyms import synonyms

MOST_TERMS = 24  # a question longer than this is cut: nobody types it, and each term costs
MOST_PHRASES = 12  # synonyms tried for one word

STOP_STEMS = frozenset(token.stem for word in STOP_WORDS for token in tokenize(word))


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the question: any of its forms answers it.

    ``exact`` are looked for among words as written, ``stems`` among stems, ``loose`` among word families; ``phrases``
    are synonyms, each the stems to find side by side; ``guesses`` are stems of words one typo away, tried when the
    word itself is unknown.
    """

    exact: tuple[str, ...]
    stems: tuple[str, ...]
    loose: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()
    guesses: tuple[str, ...] = ()

    @property
    def marked_stems(self) -> set[str]:
        """The stems to mark in an extract: not the « de » of a synonym."""
        said = {stem for phrase in self.phrases for stem in phrase} - STOP_STEMS
        return {*self.stems, *self.guesses, *said}


@dataclass(frozen=True, slots=True)
class Question:
    terms: tuple[Term, ...]
    suggestion: str = ""

    def __bool__(self) -> bool:
        return bool(self.terms)


def understand(text: str, known: Callable[[Sequence[Token]], set[str]], guess: Callable[[str], list[str]]) -> Question:
    """``known``: which stems of these words the index holds; ``guess``: its words one typo away, best first."""
    tokens = list(tokenize(text))
    wanted = _unrepeated(significant(tokens))[:MOST_TERMS]
    phrases = _phrases(tokens)
    present = known(wanted)
    terms: list[Term] = []
    corrections: dict[int, str] = {}
    for token in wanted:
        words = [] if token.stem in present else guess(token.exact)
        if words:
            corrections[token.start] = words[0]
        terms.append(_term(token, phrases.get(token.start, ()), words))
    return Question(tuple(terms), _corrected(text, tokens, corrections))


def _term(token: Token, phrases: Sequence[tuple[str, ...]], guesses: Sequence[str]) -> Term:
    return Term(
        exact=(token.exact,) if token.surface == token.exact else (token.surface, token.exact),
        stems=(token.stem,),
        loose=token.loose,
        phrases=tuple(phrases),
        guesses=tuple(dict.fromkeys(next(iter(tokenize(word))).stem for word in guesses)),
    )


def _phrases(tokens: Sequence[Token]) -> dict[int, list[tuple[str, ...]]]:
    """What may stand in place of the word that starts there: the stems of each synonym or other way of writing it."""
    found: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for alternative in [*synonyms().expand(tokens), *compounds(tokens)]:
        stems = tuple(token.stem for token in alternative.words)
        for token in tokens[alternative.first : alternative.last]:
            if stems not in found[token.start] and len(found[token.start]) < MOST_PHRASES:
                found[token.start].append(stems)
    return found


def _unrepeated(tokens: Sequence[Token]) -> list[Token]:
    return list({token.stem: token for token in reversed(tokens)}.values())[::-1]


def _corrected(text: str, tokens: Sequence[Token], corrections: dict[int, str]) -> str:
    """The text with each unknown word replaced by the best guess; "" when there is none."""
    if not corrections:
        return ""
    parts, position = [], 0
    for token in tokens:
        if token.start in corrections:
            parts += [text[position : token.start], corrections[token.start]]
            position = token.end
    return "".join([*parts, text[position:]])
