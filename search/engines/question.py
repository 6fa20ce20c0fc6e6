"""From what someone typed to what an engine looks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from french.stopwords import significant
from french.tokens import Token, tokenize

MOST_TERMS = 24  # a question longer than this is cut: nobody types it, and each term costs


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the question: any of its forms answers it.

    ``exact`` are looked for among words as written, ``stems`` among stems; ``guesses`` are stems of words one typo away,
    used when the word itself is unknown.
    """

    exact: tuple[str, ...]
    stems: tuple[str, ...]
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    terms: tuple[Term, ...]
    suggestion: str = ""

    def __bool__(self) -> bool:
        return bool(self.terms)


def understand(text: str, known: Callable[[Sequence[str]], set[str]], guess: Callable[[str], list[str]]) -> Question:
    """``known``: which of these stems the index holds; ``guess``: words of the index one typo away, best first."""
    tokens = list(tokenize(text))
    wanted = _unrepeated(significant(tokens))[:MOST_TERMS]
    present = known([token.stem for token in wanted])
    terms: list[Term] = []
    corrections: dict[int, str] = {}
    for token in wanted:
        guesses: tuple[str, ...] = ()
        if token.stem not in present:
            words = guess(token.exact)
            guesses = tuple(dict.fromkeys(next(iter(tokenize(word))).stem for word in words))
            if words:
                corrections[token.start] = words[0]
        exact = (token.exact,) if token.surface == token.exact else (token.surface, token.exact)
        terms.append(Term(exact, (token.stem,), guesses))
    return Question(tuple(terms), _corrected(text, tokens, corrections))


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
