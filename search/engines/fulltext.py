"""What both databases are asked about their full text: the same statements, in which only the words differ."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import ClassVar, TypeVar

import numpy as np
from django.db import connection

from search.documents import IndexDocument

from .columns import Numbers
from .question import Question, Term
from .ranking import Scores
from .sql import marks

Key = TypeVar("Key", int, str)


class FullText(ABC):
    """The table ``search_fts`` of a database. An expression is what its index is asked for."""

    id: ClassVar[str]  # the column that holds the item's id
    matches: ClassVar[str]  # the condition that an expression, the parameter, makes
    is_headed: ClassVar[str]  # the same of ``head``
    either: ClassVar[str]  # between expressions of which one suffices
    beforehand: ClassVar[str] = ""  # what the database is told in the same breath as a question

    @abstractmethod
    def write(self, documents: Iterable[IndexDocument]) -> None:
        """Puts the words of these items in place of those that were held of them."""

    @abstractmethod
    def delete(self, ids: Sequence[int]) -> None: ...

    @abstractmethod
    def joined(self, column: str) -> str:
        """The numbers of a column, in SQL, as one text with commas between them."""

    @abstractmethod
    def expression(self, term: Term) -> str: ...

    def parts(self, term: Term) -> list[str]:
        """Expressions that are faster asked one by one, and that together say the same."""
        return [self.expression(term)]

    @abstractmethod
    def head(self, question: Question) -> str:
        """The expression that a title or a summary answers when it holds a part of the question."""

    @abstractmethod
    def scores(self, question: Question, weights: Scores, ids: Numbers) -> tuple[Numbers, Scores]:
        """How well those of ``ids`` that answer a part of the question do, the higher the better, with their ids;
        ``weights``: of its terms."""

    @abstractmethod
    def written(self, word: str) -> str:
        """The expression that a word written so answers."""

    @abstractmethod
    def stem(self, stem: str) -> str:
        """The expression that a word of this stem answers."""

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_fts")

    def any_term(self, question: Question) -> str:
        """The expression that a part of the question answers."""
        return self.either.join(map(self.expression, question.terms))

    def holders(self, question: Question) -> list[Numbers]:
        """For each term, the items that answer it: an array of ids."""
        # As one text a term: a row an item takes several times as long to read.
        one = f"SELECT %s, {self.joined(self.id)} FROM search_fts WHERE {self.matches}"
        parts = [self.parts(term) for term in question.terms]
        asked = list(dict.fromkeys(chain.from_iterable(parts)))  # two words may have a synonym in common
        found = {asked[n]: numbers(joined) for n, joined in self._rows_of_each(one, list(enumerate(asked)))}
        return [found[of[0]] if len(of) == 1 else np.unique(np.concatenate([found[p] for p in of])) for of in parts]

    def headed(self, question: Question) -> Numbers:
        """The items whose title or summary answers a part of the question."""
        sql = f"SELECT {self.joined(self.id)} FROM search_fts WHERE {self.is_headed}"
        return numbers(self._rows(sql, [self.head(question)])[0][0])

    def heads(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """Of each of these items, the stems of its title and of its summary, in their order."""
        if not ids:
            return []
        return self._rows(
            f"SELECT {self.id}, title_stems, summary_stems FROM search_fts WHERE {self.id} IN ({marks(ids)})", ids
        )

    def matching_ids(self, question: Question) -> tuple[str, list[object]]:
        return f"SELECT {self.id} AS id FROM search_fts WHERE {self.matches}", [self.any_term(question)]

    def known(self, stems: Sequence[str]) -> set[str]:
        """Those of ``stems`` that the index holds."""
        one = f"SELECT %s WHERE EXISTS (SELECT 1 FROM search_fts WHERE {self.matches})"
        return {row[0] for row in self._rows_of_each(one, [(stem, self.stem(stem)) for stem in stems])}

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """How many items hold each of these words as written; those that none holds are left out."""
        one = f"SELECT %s, (SELECT COUNT(*) FROM search_fts WHERE {self.matches})"
        counted = self._rows_of_each(one, [(word, self.written(word)) for word in words])
        return {word: count for word, count in counted if count}

    def _scored(self, sql: str, parameters: Sequence[object]) -> tuple[Numbers, Scores]:
        """The ids and the scores that a statement gives, a row an item."""
        found = self._rows(sql, parameters)
        return np.array([row[0] for row in found], dtype=np.int64), np.array([row[1] for row in found], dtype=float)

    def _rows_of_each(self, one: str, asked: Sequence[tuple[Key, str]]) -> list[tuple]:
        """The rows of the same statement for each of several expressions, in one: its parameters are the key, which it
        gives back, and the expression."""
        if not asked:
            return []
        return self._rows(" UNION ALL ".join([one] * len(asked)), [value for pair in asked for value in pair])

    def _rows(self, sql: str, parameters: Sequence[object]) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(self.beforehand + sql, parameters)
            if self.beforehand:
                cursor.nextset()
            return cursor.fetchall()


def numbers(joined: str | None) -> Numbers:
    """What `FullText.joined` gave."""
    return np.fromstring(joined or "", dtype=np.int64, sep=",")
