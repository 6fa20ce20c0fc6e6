"""SQLite FTS5: one virtual table, ranked by BM25 with a weight for each field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import numpy as np
from django.db import connection

from search.documents import FIELDS, IndexDocument

from .columns import Numbers
from .question import Question, Term
from .ranking import Scores

EXACT_COLUMNS = " ".join(FIELDS)
STEM_COLUMNS = " ".join(f"{field}_stems" for field in FIELDS)
# Weights in the table's column order: as written, then stems, for title, summary, filing, body; then families.
BM25 = "bm25(search_fts, 1.0, 2.0, 0.7, 1.5, 0.4, 0.7, 0.5, 1.0, 0.4)"
MOST_NAMED = 20_000  # items that a statement names; more are faster scored all


class SqliteDialect:
    quote = staticmethod(lambda word: '"' + word.replace('"', '""') + '"')

    def write(self, documents: Iterable[IndexDocument]) -> None:
        documents = list(documents)
        self.delete([document.item.page_id for document in documents])
        columns = ", ".join(column for field in FIELDS for column in (field, f"{field}_stems"))
        statement = f"INSERT INTO search_fts (rowid, {columns}, loose) VALUES ({', '.join(['%s'] * 10)})"
        rows = [
            [document.item.page_id]
            + [text for field in FIELDS for text in (document.words[field].exact, document.words[field].stems)]
            + [document.loose]
            for document in documents
        ]
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(pk,) for pk in ids])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_fts")

    def holders(self, question: Question) -> list[Numbers]:
        """For each term, the items that answer it: an array of ids, in their order."""
        one = "SELECT %s, group_concat(rowid) FROM search_fts WHERE search_fts MATCH %%s"
        sql = " UNION ALL ".join(one % number for number in range(len(question.terms)))
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.expression(term) for term in question.terms])
            found = dict(cursor.fetchall())
        return [np.fromstring(found[number] or "", dtype=np.int64, sep=",") for number in range(len(question.terms))]

    def scores(self, question: Question, weights: Scores, ids: Numbers | None) -> tuple[Numbers, Scores]:
        """BM25 of those of ``ids`` that answer a part of the question (higher is better), with their ids; None: of all
        that do."""
        sql = f"SELECT rowid, -{BM25} FROM search_fts WHERE search_fts MATCH %s"
        if ids is None or len(ids) > MOST_NAMED:
            return self._scored(sql, [self._any(question)])
        # "+" keeps SQLite from asking FTS5 once for each rowid.
        sql += " AND +rowid IN (SELECT value FROM json_each(%s))"
        return self._scored(sql, [self._any(question), json.dumps(ids.tolist())])

    def best(self, question: Question, weights: Scores, ids: Numbers, count: int) -> tuple[Numbers, Scores]:
        """The ``count`` best by score, of all that answer a part of the question."""
        sql = f"SELECT rowid, -{BM25} AS score FROM search_fts WHERE search_fts MATCH %s ORDER BY score DESC LIMIT %s"
        return self._scored(sql, [self._any(question), count])

    def matching_ids(self, question: Question) -> tuple[str, list[object]]:
        return "SELECT rowid AS id FROM search_fts WHERE search_fts MATCH %s", [self._any(question)]

    def _scored(self, sql: str, parameters: Sequence[object]) -> tuple[Numbers, Scores]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            found = cursor.fetchall()
        return np.array([row[0] for row in found], dtype=np.int64), np.array([row[1] for row in found], dtype=float)

    def _any(self, question: Question) -> str:
        return " OR ".join(self.expression(term) for term in question.terms)

    def expression(self, term: Term) -> str:
        exact = " OR ".join(self.quote(word) for word in term.exact)
        stems = " OR ".join(self.quote(word) for word in (*term.stems, *term.guesses))
        forms = [f"{{{EXACT_COLUMNS}}} : ({exact})", f"{{{STEM_COLUMNS}}} : ({stems})"]
        if term.loose:
            forms.append(f"{{loose}} : {self.quote(term.loose)}")
        for phrase in term.phrases:
            forms.append(f"{{{STEM_COLUMNS}}} : {self.quote(' '.join(phrase))}")
        return f"({' OR '.join(forms)})"

    def known(self, stems: Sequence[str]) -> set[str]:
        """Those of ``stems`` that the index holds."""
        if not stems:
            return set()
        one = "SELECT %s WHERE EXISTS (SELECT 1 FROM search_fts WHERE search_fts MATCH %s)"
        parameters = [value for stem in stems for value in (stem, f"{{{STEM_COLUMNS}}} : {self.quote(stem)}")]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(stems)), parameters)
            return {row[0] for row in cursor.fetchall()}

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """How many items hold each of these words as written; those that none holds are left out."""
        if not words:
            return {}
        one = "SELECT %s, (SELECT COUNT(*) FROM search_fts WHERE search_fts MATCH %s)"
        parameters = [value for word in words for value in (word, f"{{{EXACT_COLUMNS}}} : {self.quote(word)}")]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(words)), parameters)
            return {word: count for word, count in cursor.fetchall() if count}
