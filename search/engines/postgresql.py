"""PostgreSQL: a tsvector of ready-made words, indexed with GIN.

Words as written, stems and word families share the vector: the first are marked with ``=``, the last with ``~``. The
four weights of a tsvector are given to title (A), summary (B), filing (C) and body (D).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from search.documents import FIELDS, IndexDocument

from .question import Question, Term

WEIGHT_OF = dict(zip(FIELDS, "ABCD", strict=True))
RANK_WEIGHTS = "{0.1, 0.3, 0.5, 1.0}"  # D, C, B, A
BY_LENGTH = 1  # of two documents that say as much, the shorter first (divides by 1 + the logarithm of the length)
LAST_POSITION = 16_383  # PostgreSQL's own limit
LONGEST_WORD = 500


class PostgresqlDialect:
    quote = staticmethod(lambda word: "'" + word.replace("\\", "\\\\").replace("'", "''") + "'")

    def write(self, documents: Iterable[IndexDocument]) -> None:
        statement = (
            "INSERT INTO search_fts (id, vector) VALUES (%s, %s::tsvector) "
            "ON CONFLICT (id) DO UPDATE SET vector = excluded.vector"
        )
        with connection.cursor() as cursor:
            cursor.executemany(statement, [(document.item.page_id, self.vector(document)) for document in documents])

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_fts WHERE id = ANY(%s)", [list(ids)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_fts")

    def vector(self, document: IndexDocument) -> str:
        positions: dict[str, list[str]] = {}
        place = 0
        for field in FIELDS:
            words = document.words[field]
            marked = [*(f"={word}" for word in words.exact.split()), *words.stems.split()]
            for word in marked:
                place = min(place + 1, LAST_POSITION)
                found = positions.setdefault(word[:LONGEST_WORD], [])
                if len(found) < 60:
                    found.append(f"{place}{WEIGHT_OF[field]}")
        for word in document.loose.split():
            positions.setdefault(f"~{word}"[:LONGEST_WORD], [f"{LAST_POSITION}D"])
        return " ".join(f"{self.quote(word)}:{','.join(places)}" for word, places in positions.items())

    def matching(self, question: Question) -> tuple[str, list[object]]:
        expression = " | ".join(self.expression(term) for term in question.terms)
        return (
            f"SELECT id, ts_rank('{RANK_WEIGHTS}', vector, query, {BY_LENGTH}) AS score "
            "FROM search_fts, CAST(%s AS tsquery) AS query WHERE vector @@ query",
            [expression],
        )

    def matching_ids(self, question: Question) -> tuple[str, list[object]]:
        expression = " | ".join(self.expression(term) for term in question.terms)
        return "SELECT id FROM search_fts WHERE vector @@ CAST(%s AS tsquery)", [expression]

    def evidence(self, question: Question, ids: Sequence[int]) -> tuple[str, list[object]]:
        """SQL that gives a row (id, how) for each way in which each of ``ids`` answers each term."""
        some = ", ".join(str(int(pk)) for pk in ids)
        one = f"SELECT id, '%s' FROM search_fts WHERE id IN ({some}) AND vector @@ CAST(%%s AS tsquery)"
        ways = [(how, expression) for term in question.terms for how, expression in self._ways(term)]
        return " UNION ALL ".join(one % how for how, _ in ways), [expression for _, expression in ways]

    def _ways(self, term: Term) -> list[tuple[str, str]]:
        stems = (*term.stems, *term.guesses)
        exact = [f"={word}" for word in term.exact]
        return [
            ("any", self.expression(term)),
            ("itself", " | ".join(self.lexeme(word) for word in stems)),
            ("title", " | ".join(f"{self.lexeme(word)}:A" for word in stems)),
            ("exact title", " | ".join(f"{self.lexeme(word)}:A" for word in exact)),
            ("accented title", f"{self.lexeme(exact[0])}:A"),
        ]

    def expression(self, term: Term) -> str:
        words = [f"={word}" for word in term.exact] + [*term.stems, *term.guesses]
        if term.loose:
            words.append(f"~{term.loose}")
        forms = [self.lexeme(word) for word in words]
        forms += [f"({' <-> '.join(self.lexeme(stem) for stem in phrase)})" for phrase in term.phrases]
        return f"({' | '.join(forms)})"

    def lexeme(self, word: str) -> str:
        return self.quote(word[:LONGEST_WORD])

    def known(self, stems: Sequence[str]) -> set[str]:
        if not stems:
            return set()
        one = "SELECT %s WHERE EXISTS (SELECT 1 FROM search_fts WHERE vector @@ CAST(%s AS tsquery))"
        parameters = [value for stem in stems for value in (stem, self.quote(stem[:LONGEST_WORD]))]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(stems)), parameters)
            return {row[0] for row in cursor.fetchall()}

    def vocabulary(self) -> list[tuple[str, int]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT substr(word, 2), ndoc FROM ts_stat('SELECT vector FROM search_fts') WHERE word LIKE '=%'"
            )
            return cursor.fetchall()
