"""The same analysis for Elasticsearch: index settings built from the data that the Python side runs on."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from french.families import FAMILIES, LEMMAS
from french.folding import COMPATIBLE, COMPOSED, UNIFIED
from french.stems import IRREGULAR, PLURALS, stem
from french.tokens import INCLUSIVE_PATTERN, MAX_LENGTH, token_pattern

Json: TypeAlias = "str | int | list[Json] | dict[str, Json]"

# What Python's \w holds, in Java's words; the underscore apart, which the mapping makes a separator.
JAVA_LETTER = r"\p{L}\p{N}"


def elasticsearch_analysis() -> dict[str, Json]:
    """Return the `analysis` part of index settings, for Elasticsearch 8 and 9.

    Analyzers `french_surface`, `french_exact`, `french_stem` and `french_loose` give the field of `Token` of
    that name. Stop words stay in the index; `significant` drops them from queries and never empties one.
    """
    plurals = _numbered("french_plural", PLURALS)
    families = _numbered("french_family", FAMILIES)
    lemmas = {form: stem(lemma) for form, lemma in IRREGULAR.items()}
    exact = ["lowercase", "french_inclusive", "asciifolding", "french_alphanumeric", "french_length"]
    return {
        "char_filter": {"french_signs": _signs()},
        "tokenizer": {"french_words": {"type": "pattern", "pattern": token_pattern(JAVA_LETTER), "group": 1}},
        "filter": {
            "french_inclusive": _pattern_replace(INCLUSIVE_PATTERN, "$1$2"),
            "french_alphanumeric": _pattern_replace(rf"[^{JAVA_LETTER}]+", ""),
            "french_length": {"type": "truncate", "length": MAX_LENGTH},
            **plurals,
            # The first is followed by the stemmer, which leaves alone what an override has touched.
            "french_irregular_stems": _override(lemmas),
            "french_irregular_lemmas": _override(LEMMAS),
            "french_snowball": {"type": "stemmer", "language": "french"},
            **families,
        },
        "analyzer": {
            "french_surface": _analyzer(["lowercase", "french_inclusive", "french_alphanumeric", "french_length"]),
            "french_exact": _analyzer(exact),
            "french_stem": _analyzer([*exact, *plurals, "french_irregular_stems", "french_snowball"]),
            "french_loose": _analyzer([*exact, *plurals, "french_irregular_lemmas", *families]),
        },
    }


def _signs() -> dict[str, Json]:
    pairs = UNIFIED | COMPOSED | COMPATIBLE
    return {"type": "mapping", "mappings": [f"{sign}=>{text}" for sign, text in pairs.items()]}


def _pattern_replace(pattern: str, replacement: str) -> dict[str, Json]:
    return {"type": "pattern_replace", "pattern": pattern, "replacement": replacement}


def _numbered(name: str, rules: Sequence[tuple[str, str]]) -> dict[str, Json]:
    return {f"{name}_{number}": _pattern_replace(*rule) for number, rule in enumerate(rules, start=1)}


def _override(words: Mapping[str, str]) -> dict[str, Json]:
    return {"type": "stemmer_override", "rules": [f"{form} => {target}" for form, target in words.items()]}


def _analyzer(filters: Sequence[str]) -> dict[str, Json]:
    return {
        "type": "custom",
        "char_filter": ["french_signs"],
        "tokenizer": "french_words",
        "filter": list(filters),
    }
