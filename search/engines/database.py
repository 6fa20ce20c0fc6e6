"""The embedded engine: the portal's own database answers, SQLite or PostgreSQL.

Full text says which items answer each term of the question. What is visible and chosen, the counts and the coverage of
the question are then worked out on columns in memory; only the most promising items get a score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.caching import asked_once
from search.interface import Answer, Match, Query
from search.meaning.asking import Meaning, looked_at, meaning_of
from search.registry import trusts

from .columns import Columns, Mask, Numbers
from .conditions import condition, dialect, rows
from .extracts import marked
from .heads import by_heads
from .loading import columns, hidden_ids
from .question import Question, understand
from .ranking import Scores, rarity, weighed
from .texts import texts_of
from .words import guess, known

# Items that get a score: the others answer less of the question, or no more. On 1,000 real questions five times as many
# find nothing better; PostgreSQL reads the whole vector of each, some 30 µs.
MOST_SCORED = 600
SORTS = {
    "-date": "item.sort_date DESC, item.page_id DESC",
    "date": "item.sort_date ASC, item.page_id ASC",
    "title": "item.sort_title ASC, item.page_id ASC",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a question, row by row of the columns."""

    by_words: Mask
    coverage: Scores  # the share of the question that each row answers, by rarity of its terms
    weights: Scores  # of each term
    meaning: Meaning | None
    near: Numbers  # rows that mean what is asked, whatever their words

    @property
    def matching(self) -> Mask:
        matching = self.by_words.copy()
        matching[self.near] = True
        return matching


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows that each condition of a query keeps."""

    always: Mask  # visibility, dates, the question
    by_filter: Mapping[str, Mask]

    @classmethod
    def by(cls, query: Query, table: Columns, visible: Mask, found: Found | None) -> Kept:
        always = visible
        if query.since or query.until:
            always = always & table.within(query.since, query.until)
        if found:
            always = always & found.matching
        return cls(always, {name: table.having(name, values) for name, values in query.filters.items()})

    def all(self, without: str = "") -> Mask:
        """The rows that all conditions keep, the filter ``without`` left out."""
        kept = self.always
        for name, mask in self.by_filter.items():
            if name != without:
                kept = kept & mask
        return kept


class DatabaseEngine:
    def __init__(self) -> None:
        self.dialect = dialect()

    @asked_once()
    def search(self, query: Query) -> Answer:
        question = understand(query.text, known, guess)
        if query.text.strip() and not question:
            return Answer(total=0, matches=[])
        table, found, kept = self._sifted(question, query)
        matching = kept.all()
        total = int(matching.sum())
        ids = self._page_of_ids(question, query, table, matching, found) if _is_a_page(query, total) else []
        return Answer(
            total=total,
            matches=matches_of(ids, question),
            counts=_counts(query, table, kept, matching),
            suggestion=question.suggestion,
        )

    def first(self, query: Query) -> list[Match]:
        """The first items of a query without text, uncounted."""
        return [Match(pk) for pk in self._in_order(Question(()), query)]

    @asked_once()
    def every(self, query: Query) -> tuple[Columns, Mask]:
        """The columns, and which of their rows ``search`` would find, all pages together."""
        question = understand(query.text, known, guess)
        table, _, kept = self._sifted(question, query)
        if query.text.strip() and not question:
            return table, np.zeros(len(table.ids), dtype=bool)
        return table, kept.all()

    def _sifted(self, question: Question, query: Query) -> tuple[Columns, Found | None, Kept]:
        table = columns()
        visible = table.visible(hidden_ids())
        found = self._found(question, meaning_of(query.text), table, visible) if question else None
        return table, found, Kept.by(query, table, visible, found)

    def _found(self, question: Question, meaning: Meaning | None, table: Columns, visible: Mask) -> Found:
        holders = [rows[rows >= 0] for rows in map(table.rows_of, self.dialect.holders(question))]
        weights = rarity([len(rows) for rows in holders], len(table.ids))
        by_words, coverage = np.zeros(len(table.ids), dtype=bool), np.zeros(len(table.ids))
        for rows_of_term, weight in zip(holders, weights, strict=True):
            by_words[rows_of_term] = True
            coverage[rows_of_term] += weight
        near = meaning.near(table, visible) if meaning else np.zeros(0, dtype=np.int64)
        return Found(by_words, coverage / (weights.sum() or 1), weights, meaning, near)

    def _page_of_ids(
        self, question: Question, query: Query, table: Columns, matching: Mask, found: Found | None
    ) -> list[int]:
        if found is None or query.effective_sort == "title":
            return self._in_order(question, query, table.ids[found.near].tolist() if found else [])
        start = (query.page - 1) * query.per_page
        kept = np.flatnonzero(matching)
        if query.effective_sort == "relevance":
            return self._by_relevance(question, table, kept, found, start + query.per_page)[start:]
        ordered = kept[np.lexsort((table.ids[kept], table.sort_date[kept]))]
        ordered = ordered[::-1] if query.effective_sort == "-date" else ordered
        return table.ids[ordered[start : start + query.per_page]].tolist()

    def _in_order(self, question: Question, query: Query, near: Sequence[int] = ()) -> list[int]:
        """A page of items in an order that an index of the database gives."""
        where, parameters = condition(question, query, near)
        order = SORTS.get(query.effective_sort, SORTS["-date"])
        sql = f"SELECT item.page_id FROM search_indexeditem item WHERE {where} ORDER BY {order} LIMIT %s OFFSET %s"
        return [row[0] for row in rows(sql, [*parameters, query.per_page, (query.page - 1) * query.per_page])]

    def _by_relevance(self, question: Question, table: Columns, kept: Numbers, found: Found, count: int) -> list[int]:
        """The first ``count`` of these rows, as ids: those worth a score by it, then the others as they are filed."""
        promising = self._promising(question, table, kept[found.by_words[kept]], found.coverage)
        ids, scores = self.dialect.scores(question, found.weights, table.ids[promising])
        at = table.rows_of(ids)
        scores = weighed(scores, found.coverage[at], table.year[at], table.worth(at, trusts()))
        best = np.lexsort((-ids, -scores))
        most = looked_at(found.meaning)
        ranked = by_heads(self.dialect.heads, question, found.weights, ids[best], scores[best], most)
        ordered = list(ranked)
        if found.meaning:
            near = found.near[table.marked(kept)[found.near]]
            ordered = found.meaning.ordered(ranked, table.ids[near].tolist())
        if count > len(ordered):
            others = np.setdiff1d(kept, table.rows_of(np.array(ordered, dtype=np.int64)))
            filed = np.lexsort((-table.ids[others], -found.coverage[others]))
            ordered += table.ids[others[filed]].tolist()
        return ordered[:count]

    def _promising(self, question: Question, table: Columns, kept: Numbers, coverage: Scores) -> Numbers:
        """The rows that are worth a score: those that answer the most of the question; of as many as answer as much,
        first those whose title or summary does, then those made last."""
        if len(kept) <= MOST_SCORED:
            return kept
        of_kept = coverage[kept]
        least = np.partition(of_kept, -MOST_SCORED)[-MOST_SCORED]
        chosen = [kept[of_kept > least]]
        rest = kept[of_kept == least]
        headed = table.marked(table.rows_of(self.dialect.headed(question)))[rest]
        for some in (rest[headed], rest[~headed]):
            chosen.append(_made_last(some, table.ids[some], MOST_SCORED - sum(map(len, chosen))))
        return np.concatenate(chosen)


def _made_last(rows: Numbers, ids: Numbers, most: int) -> Numbers:
    return rows if len(rows) <= most else rows[np.argsort(ids)[len(ids) - most :]]


def matches_of(ids: Sequence[int], question: Question) -> list[Match]:
    """The items found, with the question's words marked where they stand."""
    if not question:
        return [Match(pk) for pk in ids]
    texts = texts_of(ids)
    return [marked(texts[pk], question) for pk in ids if pk in texts]


def _is_a_page(query: Query, total: int) -> bool:
    return query.per_page > 0 and (query.page - 1) * query.per_page < total


def _counts(query: Query, table: Columns, kept: Kept, matching: Mask) -> dict[str, dict[str, int]]:
    """Counts by value for each facet asked for; a facet's counts ignore its own selection."""
    counts: dict[str, dict[str, int]] = {}
    if unchosen := [name for name in query.facets if name not in query.filters]:
        counts = table.counts(np.flatnonzero(matching), unchosen)
    for name in query.facets:
        if name in query.filters:
            counts |= table.counts(np.flatnonzero(kept.all(without=name)), [name])
    return counts
