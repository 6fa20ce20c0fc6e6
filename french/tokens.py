"""From a text to its tokens: where each word stands, and the four forms under which it can be found."""

import re
from functools import lru_cache
from typing import NamedTuple

from french.families import loosen
from french.folding import INVISIBLE, compose, fold, unify
from french.stems import stem

# Words that lose their vowel before another: the articles of Lucene's FrenchAnalyzer, and "ç'a été".
ELISIONS = ("l", "m", "t", "qu", "n", "s", "j", "d", "c", "ç", "jusqu", "quoiqu", "lorsqu", "puisqu")

# What inclusive writing adds to a masculine word: habitant·e·s, acteur·rice, usager(ère)s, gardien-ne-s.
INCLUSIVE_ENDINGS = (
    "e", "ne", "le", "te", "se", "ve", "fe", "che", "esse", "eresse", "elle", "rice", "trice", "euse",
    "[eè]\\u0300?re",
)  # fmt: skip

# Lucene refuses a token over 32,766 bytes; no French word comes near this limit.
MAX_LENGTH = 64

_CACHED_LENGTH = 2 * MAX_LENGTH
_ENDINGS = "|".join(INCLUSIVE_ENDINGS)


def token_pattern(letter: str) -> str:
    """Return the regular expression of a token, for Python or Java; group 1 leaves out an elided article.

    `letter`: the engine's class of letters and digits, without brackets. The text must have been unified.
    Quantifiers are possessive or bounded: Java's regular expressions recurse on others.
    """
    word = rf"[{letter}][{letter}{INVISIBLE}]*+"
    single = rf"[{letter}][{INVISIBLE}]*+"
    acronym = rf"{single}(?:\.{single}){{1,15}}+\.?(?![{letter}])"
    inclusive = "|".join((
        rf"·(?i:{_ENDINGS})(?i:s)?(?:·(?i:s))?",
        r"·(?i:s|x)",
        rf"\.(?:{_ENDINGS})s?(?:\.s)?",  # lower case only: a sentence may start right after a full stop
        r"\.s",
        rf"-(?:{_ENDINGS})-s",
        r"-(?:e|ne|rice|trice|[eè]re|euse)s?",  # not -le, -te, -se: "prends-le" is no inclusive writing
        rf"\((?i:{_ENDINGS})(?i:s)?\)(?i:s)?",
        r"\((?i:s|x)\)",
    ))  # fmt: skip
    elision = rf"(?:(?i:{'|'.join(ELISIONS)}|c\u0327)')?"  # the last is a decomposed ç
    return rf"{elision}({acronym}|{word}(?:'{word})*+(?:(?:{inclusive})(?![{letter}{INVISIBLE}]))?)"


TOKEN_PATTERN = token_pattern(r"\w")

# On a lower-cased token: the masculine form and the mark of its plural ("acteur·rice·s" becomes "acteurs").
INCLUSIVE_PATTERN = rf"^([^·.(-]{{2,}}?)(?:s(?=[·.(-].*s\)?$))?[·.(-](?:{_ENDINGS})?[)·.-]*([sx]?)\)?$"

_TOKEN = re.compile(TOKEN_PATTERN)
_INCLUSIVE = re.compile(INCLUSIVE_PATTERN)
_NOT_ALPHANUMERIC = re.compile(r"\W+")


class Forms(NamedTuple):
    """The forms of a word, from the strictest to the loosest; ranking prefers the first that meets."""

    surface: str
    """Lower case, accents kept, no elision: tells marché from marche."""
    exact: str
    """The surface without accents or ligatures."""
    stem: str
    """Snowball French of the exact form, its plurals made regular first."""
    loose: str
    """What the words of a family share: nettoyage, nettoyer, nettoiement."""


class Token(NamedTuple):
    """A word of a text. `text[start:end]` is the word as written, without an elided article."""

    start: int
    end: int
    surface: str
    exact: str
    stem: str
    loose: str


def _analyse(word: str) -> Forms:
    lowered = compose(word.lower())
    surface = _NOT_ALPHANUMERIC.sub("", _INCLUSIVE.sub(r"\1\2", lowered))
    exact = _NOT_ALPHANUMERIC.sub("", fold(surface))[:MAX_LENGTH]
    return Forms(surface[:MAX_LENGTH], exact, stem(exact), loosen(exact))


# Texts repeat their words: the cache makes a token cost little more than a lookup.
_remembered = lru_cache(maxsize=1 << 15)(_analyse)


def analyse(word: str) -> Forms:
    """Return the forms of a token as written. Long ones are not remembered: they could fill the memory."""
    return _remembered(word) if len(word) <= _CACHED_LENGTH else _analyse(word)


def tokenize(text: str) -> list[Token]:
    """Return the tokens of any `text`, in order; offsets count its code points, before any folding."""
    found = ((match.span(1), analyse(match[1])) for match in _TOKEN.finditer(unify(text)))
    return [Token(start, end, *forms) for (start, end), forms in found if forms.exact]
