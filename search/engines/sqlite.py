"""SQLite FTS5: one virtual table, ranked by BM25 with a weight for each field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from search.documents import FIELDS, IndexDocument

from .question import Question, Term

EXACT_COLUMNS = " ".join(FIELDS)
STEM_COLUMNS = " ".join(f"{field}_stems" for field in FIELDS)
# bm25() weights, in the table's column order: as written, then stems, for title, summary, filing, body; then families.
WEIGHTS = (12.0, 7.0, 5.0, 3.0, 4.0, 2.5, 2.0, 1.0, 0.4)


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

    def matching(self, question: Question) -> tuple[str, list[object]]:
        """SQL that gives ``id`` and ``score`` (higher is better) of every item that answers a part of the question."""
        expression = " OR ".join(self.expression(term) for term in question.terms)
        weights = ", ".join(str(weight) for weight in WEIGHTS)
        return (
            f"SELECT rowid AS id, -bm25(search_fts, {weights}) AS score FROM search_fts WHERE search_fts MATCH %s",
            [expression],
        )

    def matching_ids(self, question: Question) -> tuple[str, list[object]]:
        expression = " OR ".join(self.expression(term) for term in question.terms)
        return "SELECT rowid AS id FROM search_fts WHERE search_fts MATCH %s", [expression]

    def evidence(self, question: Question, ids: Sequence[int]) -> tuple[str, list[object]]:
        """SQL that gives a row (id, how) for each way in which each of ``ids`` answers each term."""
        some = ", ".join(str(int(pk)) for pk in ids)
        # "+" keeps SQLite from asking FTS5 once for each rowid.
        one = f"SELECT rowid, '%s' FROM search_fts WHERE search_fts MATCH %%s AND +rowid IN ({some})"
        ways = [(how, expression) for term in question.terms for how, expression in self._ways(term)]
        return " UNION ALL ".join(one % how for how, _ in ways), [expression for _, expression in ways]

    def _ways(self, term: Term) -> list[tuple[str, str]]:
        exact = " OR ".join(self.quote(word) for word in term.exact)
        stems = " OR ".join(self.quote(word) for word in (*term.stems, *term.guesses))
        return [
            ("any", self.expression(term)),
            ("itself", f"{{{STEM_COLUMNS}}} : ({stems})"),
            ("title", f"{{title_stems}} : ({stems})"),
            ("exact title", f"{{title}} : ({exact})"),
            ("accented title", f"{{title}} : {self.quote(term.exact[0])}"),
        ]

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
        if not stems:
            return set()
        marks = ", ".join(["%s"] * len(stems))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT term FROM search_vocabulary WHERE term IN ({marks}) AND col LIKE '%%stems'",
                list(stems),
            )
            return {row[0] for row in cursor.fetchall()}

    def vocabulary(self) -> list[tuple[str, int]]:
        """Every word of the index, as written, with the number of items that hold it (at most, in one field)."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT term, max(doc) FROM search_vocabulary "
                "WHERE col NOT LIKE '%stems' AND col <> 'loose' GROUP BY term"
            )
            return cursor.fetchall()
