"""Words written in one or in two: éco-geste and écogeste, co-construction and coconstruction."""

from collections.abc import Sequence
from itertools import pairwise

from french.synonyms import Alternative
from french.tokens import Token, tokenize

# First elements that French joins or hyphenates as it likes (folded).
_WORDS = (
    "agro anti arriere audio auto avant bio co compte contre demi eco entre ex extra garde grand gratte hyper infra "
    "inter intra macro mega mi micro mini mono multi neo non para passe peri pique plate pluri poly porte post pre "
    "pro pseudo psycho re rond semi socio sous sur tele trans tri ultra video week"
)
PREFIXES = frozenset(_WORDS.split())

_SHORTEST_REST = 3


def compounds(tokens: Sequence[Token]) -> list[Alternative]:
    """Return the joined form of each prefix and its neighbour, and the parts of each joined form."""
    return [*_joined(tokens), *_split(tokens)]


def _joined(tokens: Sequence[Token]) -> list[Alternative]:
    return [
        Alternative(at, at + 2, tuple(tokenize(prefix.surface + rest.surface)))
        for at, (prefix, rest) in enumerate(pairwise(tokens))
        if prefix.exact in PREFIXES and len(rest.exact) >= _SHORTEST_REST
    ]


def _split(tokens: Sequence[Token]) -> list[Alternative]:
    # Without a dictionary every cut is a guess; but the parts must be found side by side: a wrong one is not.
    return [
        Alternative(at, at + 1, tuple(tokenize(f"{token.exact[:cut]} {token.exact[cut:]}")))
        for at, token in enumerate(tokens)
        for cut in range(2, len(token.exact) - _SHORTEST_REST + 1)
        if token.exact[:cut] in PREFIXES
    ]
