"""The words of the index, among which a misspelt one finds what it may have meant.

They stand in a table of their own, which only grows between two rebuilds: so a word counts only as long as an item that
is in the index holds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from core.caching import kept_until_content_changes
from french.folding import fold
from french.tokens import Token
from french.typos import LONGEST, SHORTEST, suggest
from search.documents import IndexDocument
from search.models import IndexedWord

from .conditions import dialect, rows
from .sql import marks


class IndexWords:
    """`french.typos.Words` over the index."""

    def spelt(self, folded: Collection[str]) -> Mapping[str, tuple[str, int]]:
        written = IndexedWord.objects.filter(folded__in=list(folded)).values_list("word", "folded")
        frequencies = dialect().frequencies(sorted({form for words in written for form in words}))
        found: dict[str, tuple[str, int]] = {}
        # A word with accents is indexed without them too: what is written with them half of the time is what is meant.
        for word, plain in sorted(written, key=lambda pair: -frequencies.get(pair[0], 0) * (1 + (pair[0] != pair[1]))):
            if plain not in found and frequencies.get(word):
                found[plain] = (word, frequencies[word])
        return found

    def beginning(self, initial: str, shortest: int, longest: int) -> list[str]:
        near = IndexedWord.objects.filter(initial=initial, letters__range=(shortest, longest))
        return list(near.values_list("folded", flat=True).distinct())


def known(tokens: Sequence[Token]) -> set[str]:
    """The stems, among those of these words, that the index holds. A word that it holds as written has its stem there:
    most are told by one look in the table of words, which costs nothing however many items hold them.
    """
    if not tokens:
        return set()
    asked = {token.surface: token.stem for token in tokens} | {token.exact: token.stem for token in tokens}
    # Without the ORM: each question asks.
    written = rows(f"SELECT word FROM search_indexedword WHERE word IN ({marks(asked)})", asked)
    stems = {asked[word] for (word,) in written}
    return stems | dialect().known(sorted({token.stem for token in tokens} - stems))


@kept_until_content_changes
def guess(word: str) -> list[str]:
    return suggest(word, IndexWords(), limit=3)


def learn(documents: Iterable[IndexDocument]) -> None:
    """Adds the words of these items to those of the index."""
    words = {word for document in documents for field in document.words.values() for word in field.exact.split()}
    rows = []
    for word in sorted(words):
        folded = fold(word)
        if SHORTEST <= len(word) <= LONGEST and folded.isalpha():
            rows.append(IndexedWord(word=word, folded=folded[:LONGEST], initial=folded[0], letters=len(folded)))
    IndexedWord.objects.bulk_create(rows, ignore_conflicts=True)
