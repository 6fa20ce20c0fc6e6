"""The embedded engine: the portal's own database answers, SQLite or PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.caching import kept_until_content_changes
from french.typos import Vocabulary
from search.interface import Answer, Match, Query
from search.models import IndexedItem

from .conditions import condition, dialect, facet_counts, rows
from .extracts import marked
from .question import Question, understand

RERANKED = 200  # the best matches by score, put in order of how much of the question they cover
SORTS = {
    "-date": "item.sort_date DESC, item.page_id DESC",
    "date": "item.sort_date ASC, item.page_id ASC",
    "title": "item.sort_title ASC, item.page_id ASC",
}


# -- asking -----------------------------------------------------------------------------------------------------------
class DatabaseEngine:
    def __init__(self) -> None:
        self.dialect = dialect()

    def search(self, query: Query) -> Answer:
        question = understand(query.text, self.dialect.known, guess)
        if query.text.strip() and not question:
            return Answer(total=0, matches=[])
        total = self._count(question, query)
        ids = self._page_of_ids(question, query, total)
        return Answer(
            total=total,
            matches=self._matches(ids, question),
            counts=facet_counts(question, query),
            suggestion=question.suggestion,
        )

    def first(self, query: Query) -> list[Match]:
        """The first items of a query without text, uncounted."""
        return [Match(pk) for pk in self._page_of_ids(Question(()), query, total=query.per_page)]

    def _count(self, question: Question, query: Query) -> int:
        where, parameters = condition(question, query)
        return rows(f"SELECT COUNT(*) FROM search_indexeditem item WHERE {where}", parameters)[0][0]

    def _page_of_ids(self, question: Question, query: Query, total: int) -> list[int]:
        first = (query.page - 1) * query.per_page
        if total == 0 or first >= total:
            return []
        if question and query.effective_sort == "relevance":
            return self._by_relevance(question, query, first, query.per_page)
        where, parameters = condition(question, query)
        order = SORTS.get(query.effective_sort, SORTS["-date"])
        sql = f"SELECT item.page_id FROM search_indexeditem item WHERE {where} ORDER BY {order} LIMIT %s OFFSET %s"
        return [row[0] for row in rows(sql, [*parameters, query.per_page, first])]

    def _by_relevance(self, question: Question, query: Query, first: int, count: int) -> list[int]:
        matching, parameters = self.dialect.matching(question)
        where, more = condition(Question(()), query)
        sql = (
            f"SELECT found.id, found.score FROM ({matching}) found "
            "JOIN search_indexeditem item ON item.page_id = found.id "
            f"WHERE {where} ORDER BY found.score DESC, found.id DESC LIMIT %s OFFSET %s"
        )
        if first >= RERANKED:
            return [row[0] for row in rows(sql, [*parameters, *more, count, first])]
        best = rows(sql, [*parameters, *more, max(RERANKED, first + count), 0])
        return self._by_coverage(question, best)[first : first + count]

    def _by_coverage(self, question: Question, scored: Sequence[tuple[int, float]]) -> list[int]:
        """The items that answer more of the question first, in its own words before synonyms, in their title before
        elsewhere, as written before as stemmed; among equals, the better score."""
        if not scored:
            return []
        sql, parameters = self.dialect.evidence(question, [pk for pk, _ in scored])
        ways = Counter(rows(sql, parameters))

        def rank(row: tuple[int, float]) -> tuple[float, ...]:
            pk, score = row
            return (*(-ways[pk, how] for how in ("any", "itself")), -_in_title(ways, pk), -score, -pk)

        return [pk for pk, _ in sorted(scored, key=rank)]

    def _matches(self, ids: Sequence[int], question: Question) -> list[Match]:
        if not question:
            return [Match(pk) for pk in ids]
        texts = {item.pk: item for item in IndexedItem.objects.filter(pk__in=ids).only("title", "summary", "text")}
        return [marked(texts[pk], question) for pk in ids if pk in texts]


def _in_title(ways: Counter[tuple[int, str]], pk: int) -> int:
    return ways[pk, "title"] + ways[pk, "exact title"] + ways[pk, "accented title"]


@kept_until_content_changes
def _vocabulary() -> Vocabulary:
    # Each word is there with and without its accents; of two as frequent, the first given is the one suggested.
    return Vocabulary(sorted(dialect().vocabulary(), key=lambda term: term[0].isascii()))


def guess(word: str) -> list[str]:
    return _vocabulary().suggest(word)[:3]
