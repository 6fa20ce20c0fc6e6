"""SQLite FTS5: one virtual table, ranked by BM25 with a weight for each field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from django.db import connection

from search.documents import FIELDS, IndexDocument

from .columns import Numbers
from .fulltext import FullText
from .question import Question, Term
from .ranking import Scores

EXACT_COLUMNS = " ".join(FIELDS)
STEM_COLUMNS = " ".join(f"{field}_stems" for field in FIELDS)
HEAD_COLUMNS = "title title_stems summary summary_stems"
# Weights in the table's column order: as written, then stems, for title, summary, filing, body; then families.
BM25 = "bm25(search_fts, 1.0, 2.0, 0.7, 1.5, 0.4, 0.7, 0.5, 1.0, 0.4)"


class SqliteDialect(FullText):
    id = "rowid"
    matches = "search_fts MATCH %s"
    is_headed = matches
    either = " OR "
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

    def scores(self, question: Question, weights: Scores, ids: Numbers) -> tuple[Numbers, Scores]:
        """BM25 of those of ``ids`` that answer a part of the question (higher is better), with their ids."""
        # "+" keeps SQLite from asking FTS5 once for each rowid.
        named = "+rowid IN (SELECT value FROM json_each(%s))"
        sql = f"SELECT rowid, -{BM25} FROM search_fts WHERE {self.matches} AND {named}"
        return self._scored(sql, [self.any_term(question), json.dumps(ids.tolist())])

    def expression(self, term: Term) -> str:
        exact = " OR ".join(self.quote(word) for word in term.exact)
        stems = " OR ".join(self.quote(word) for word in (*term.stems, *term.guesses))
        forms = [f"{{{EXACT_COLUMNS}}} : ({exact})", f"{{{STEM_COLUMNS}}} : ({stems})"]
        if term.loose:
            forms.append(f"{{loose}} : {self.quote(term.loose)}")
        for phrase in term.phrases:
            forms.append(f"{{{STEM_COLUMNS}}} : {self.quote(' '.join(phrase))}")
        return f"({' OR '.join(forms)})"

    def head(self, question: Question) -> str:
        return f"{{{HEAD_COLUMNS}}} : ({self.any_term(question)})"

    def written(self, word: str) -> str:
        return f"{{{EXACT_COLUMNS}}} : {self.quote(word)}"

    def stem(self, stem: str) -> str:
        return f"{{{STEM_COLUMNS}}} : {self.quote(stem)}"

    def joined(self, column: str) -> str:
        return f"group_concat({column})"
