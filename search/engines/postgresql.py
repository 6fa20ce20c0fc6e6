"""PostgreSQL: a tsvector of ready-made words, indexed with GIN.

Words as written, stems and word families share the vector: the first are marked with ``=``, the last with ``~``. The
four weights of a tsvector are given to title (A), summary (B), filing (C) and body (D).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from search.documents import FIELDS, IndexDocument

from .columns import Numbers
from .fulltext import FullText
from .question import Question, Term
from .ranking import Scores

WEIGHT_OF = dict(zip(FIELDS, "ABCD", strict=True))
RANK_WEIGHTS = "{0.5, 0.35, 0.65, 0.75}"  # D, C, B, A
BY_LENGTH = 1  # of two documents that say as much, the shorter first (divides by 1 + the logarithm of the length)
LAST_POSITION = 16_383  # PostgreSQL's own limit
LONGEST_WORD = 500


class PostgresqlDialect(FullText):
    id = "id"
    matches = "vector @@ CAST(%s AS tsquery)"
    is_headed = "head @@ CAST(%s AS tsquery)"
    either = " | "
    # The planner does not know that vectors are kept elsewhere, compressed: for frequent words it would rather read the
    # whole table, which takes ten times as long as the index. To compile a question or share it out takes longer too.
    beforehand = (
        "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true), "
        "set_config('max_parallel_workers_per_gather', '0', true); "
    )
    quote = staticmethod(lambda word: "'" + word.replace("\\", "\\\\").replace("'", "''") + "'")

    def write(self, documents: Iterable[IndexDocument]) -> None:
        statement = (
            "INSERT INTO search_fts (id, vector, head, title_stems, summary_stems) "
            "VALUES (%s, %s::tsvector, %s::tsvector, %s, %s) ON CONFLICT (id) DO UPDATE SET "
            "(vector, head, title_stems, summary_stems) = "
            "(excluded.vector, excluded.head, excluded.title_stems, excluded.summary_stems)"
        )
        rows = [
            (
                document.item.page_id,
                self.vector(document),
                self.head_of(document),
                document.words["title"].stems,
                document.words["summary"].stems,
            )
            for document in documents
        ]
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_fts WHERE id = ANY(%s)", [list(ids)])

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

    def head_of(self, document: IndexDocument) -> str:
        """The words of the title and the stems of the summary: short enough to be read without opening the rest."""
        title, summary = document.words["title"], document.words["summary"]
        words = {*(f"={word}" for word in title.exact.split()), *title.stems.split(), *summary.stems.split()}
        return " ".join(self.quote(word[:LONGEST_WORD]) for word in sorted(words))

    def forms(self, term: Term) -> int:
        """By how much ts_rank divides: the number of different words that an expression names."""
        words = {
            *(f"={word}" for word in term.exact),
            *term.stems,
            *term.guesses,
            *(s for p in term.phrases for s in p),
        }
        return len(words) + bool(term.loose)

    def scores(self, question: Question, weights: Scores, ids: Numbers) -> tuple[Numbers, Scores]:
        """What each of ``ids`` says of each term, as ts_rank has it, by the rarity of the term, which it has not."""
        ranks, parameters = [], []
        for term, weight in zip(question.terms, weights, strict=True):
            ranks.append(f"%s * ts_rank('{RANK_WEIGHTS}', vector, CAST(%s AS tsquery), {BY_LENGTH})")
            parameters += [float(weight) * self.forms(term), self.expression(term)]
        return self._scored(
            f"SELECT id, {' + '.join(ranks)} FROM search_fts WHERE id = ANY(%s)", [*parameters, ids.tolist()]
        )

    def expression(self, term: Term) -> str:
        return f"({' | '.join(self.parts(term))})"

    def parts(self, term: Term) -> list[str]:
        """The phrases apart: where an expression holds one, every vector that the index finds is opened and read."""
        words = [f"={word}" for word in term.exact] + [*term.stems, *term.guesses]
        if term.loose:
            words.append(f"~{term.loose}")
        phrases = [f"({' <-> '.join(self.lexeme(stem) for stem in phrase)})" for phrase in term.phrases]
        return [" | ".join(self.lexeme(word) for word in words), *phrases]

    def lexeme(self, word: str) -> str:
        return self.quote(word[:LONGEST_WORD])

    def head(self, question: Question) -> str:
        return self.any_term(question)

    def written(self, word: str) -> str:
        return self.lexeme(f"={word}")

    def stem(self, stem: str) -> str:
        return self.lexeme(stem)

    def joined(self, column: str) -> str:
        return f"string_agg(CAST({column} AS text), ',')"
