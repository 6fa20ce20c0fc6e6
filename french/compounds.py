"""Words written in one or in two: éco-geste and écogeste, co-construction and coconstruction."""

from collections.abc import Sequence

from french.synonyms import Alternative
from french.tokens import Token, tokenize

# First elements that French joins or hyphenates as it likes (folded).
PREFIXES = frozenset(
    "agro anti audio auto bio co contre demi eco entre ex extra hyper infra inter intra macro mega micro mi mini mono "
    "multi neo non para peri pluri poly post pre pro pseudo psycho re semi socio sous sur tele trans ultra video "
    "porte compte rond garde plate".split()
)

_SHORTEST_REST = 4


def compounds(tokens: Sequence[Token]) -> list[Alternative]:
    """Return, for a query, the joined form of each prefix and its neighbour and the parts of each joined form."""
    return [*_joined(tokens), *_split(tokens)]


def _joined(tokens: Sequence[Token]) -> list[Alternative]:
    return [
        Alternative(at, at + 2, tuple(tokenize(prefix.surface + rest.surface)))
        for at, (prefix, rest) in enumerate(zip(tokens, tokens[1:], strict=False))
        if prefix.exact in PREFIXES and len(rest.exact) >= _SHORTEST_REST
    ]


def _split(tokens: Sequence[Token]) -> list[Alternative]:
    # Without a dictionary every cut is a guess; as the parts must stand side by side, a wrong one finds nothing.
    return [
        Alternative(at, at + 1, tuple(tokenize(f"{token.exact[:cut]} {token.exact[cut:]}")))
        for at, token in enumerate(tokens)
        for cut in range(2, len(token.exact) - _SHORTEST_REST + 1)
        if token.exact[:cut] in PREFIXES
    ]
