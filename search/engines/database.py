"""The embedded engine: the portal's own database answers, SQLite or PostgreSQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.utils import timezone

from core.caching import content_changed, kept_until_content_changes
from core.visibility import restricted_paths
from french.typos import Vocabulary
from search.documents import IndexDocument
from search.interface import Answer, Match, Query
from search.models import FacetValue, IndexedItem

from .extracts import marked
from .postgresql import PostgresqlDialect
from .question import Question, understand
from .sqlite import SqliteDialect

RERANKED = 200  # the best matches by score, put in order of how much of the question they cover
SORTS = {
    "-date": "item.sort_date DESC, item.page_id DESC",
    "date": "item.sort_date ASC, item.page_id ASC",
    "title": "item.sort_title ASC, item.page_id ASC",
}

Dialect = SqliteDialect | PostgresqlDialect
Sql = tuple[str, list[object]]


def dialect() -> Dialect:
    return SqliteDialect() if connection.vendor == "sqlite" else PostgresqlDialect()


# -- writing ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def write(documents: Sequence[IndexDocument]) -> None:
    """Puts these items into the index, in place of what it held of them."""
    ids = [document.item.page_id for document in documents]
    FacetValue.objects.filter(item__in=ids).delete()
    IndexedItem.objects.bulk_create(
        [document.item for document in documents],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["kind", "title", "sort_title", "summary", "text", "sort_date", "expires_at", "card"],
    )
    FacetValue.objects.bulk_create([value for document in documents for value in document.facet_values])
    dialect().write(documents)
    content_changed()  # counts kept since the page was saved are those of the former index


@transaction.atomic
def delete(ids: Sequence[int]) -> None:
    FacetValue.objects.filter(item__in=ids).delete()
    IndexedItem.objects.filter(pk__in=ids).delete()
    dialect().delete(ids)
    content_changed()


@transaction.atomic
def clear() -> None:
    FacetValue.objects.all().delete()
    IndexedItem.objects.all().delete()
    dialect().clear()
    content_changed()


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
            counts=self._facet_counts(question, query),
            suggestion=question.suggestion,
        )

    def first(self, query: Query) -> list[Match]:
        """The first items of a query without text, uncounted."""
        return [Match(pk) for pk in self._page_of_ids(Question(()), query, total=query.per_page)]

    def _count(self, question: Question, query: Query) -> int:
        where, parameters = self._condition(question, query)
        return _rows(f"SELECT COUNT(*) FROM search_indexeditem item WHERE {where}", parameters)[0][0]

    def _page_of_ids(self, question: Question, query: Query, total: int) -> list[int]:
        first = (query.page - 1) * query.per_page
        if total == 0 or first >= total:
            return []
        if question and query.effective_sort == "relevance":
            return self._by_relevance(question, query, first, query.per_page)
        where, parameters = self._condition(question, query)
        order = SORTS.get(query.effective_sort, SORTS["-date"])
        sql = f"SELECT item.page_id FROM search_indexeditem item WHERE {where} ORDER BY {order} LIMIT %s OFFSET %s"
        return [row[0] for row in _rows(sql, [*parameters, query.per_page, first])]

    def _by_relevance(self, question: Question, query: Query, first: int, count: int) -> list[int]:
        matching, parameters = self.dialect.matching(question)
        where, more = self._condition(Question(()), query)
        sql = (
            f"SELECT found.id, found.score FROM ({matching}) found "
            "JOIN search_indexeditem item ON item.page_id = found.id "
            f"WHERE {where} ORDER BY found.score DESC, found.id DESC LIMIT %s OFFSET %s"
        )
        if first >= RERANKED:
            return [row[0] for row in _rows(sql, [*parameters, *more, count, first])]
        best = _rows(sql, [*parameters, *more, max(RERANKED, first + count), 0])
        return self._by_coverage(question, best)[first : first + count]

    def _by_coverage(self, question: Question, scored: Sequence[tuple[int, float]]) -> list[int]:
        """The items that answer more of the question first, in its own words before synonyms, in their title before
        elsewhere, as written before as stemmed; among equals, the better score."""
        if not scored:
            return []
        sql, parameters = self.dialect.evidence(question, [pk for pk, _ in scored])
        ways = Counter(_rows(sql, parameters))

        def rank(row: tuple[int, float]) -> tuple[float, ...]:
            pk, score = row
            return (*(-ways[pk, how] for how in ("any", "itself")), -_in_title(ways, pk), -score, -pk)

        return [pk for pk, _ in sorted(scored, key=rank)]

    def _matches(self, ids: Sequence[int], question: Question) -> list[Match]:
        if not question:
            return [Match(pk) for pk in ids]
        texts = {item.pk: item for item in IndexedItem.objects.filter(pk__in=ids).only("title", "summary", "text")}
        return [marked(texts[pk], question) for pk in ids if pk in texts]

    def _facet_counts(self, question: Question, query: Query) -> dict[str, dict[str, int]]:
        """Counts by value for each facet asked for; a facet's counts ignore its own selection."""
        counts: dict[str, dict[str, int]] = {name: {} for name in query.facets}
        statements, parameters = [], []
        for without, names in _facets_by_condition(query).items():
            where, more = self._condition(question, query, without)
            marks = ", ".join(["%s"] * len(names))
            statements.append(
                "SELECT value.facet, value.value, COUNT(*) FROM search_facetvalue value "
                f"WHERE value.facet IN ({marks}) "
                f"AND value.item_id IN (SELECT item.page_id FROM search_indexeditem item WHERE {where}) "
                "GROUP BY value.facet, value.value"
            )
            parameters += [*names, *more]
        if statements:
            for name, value, count in _rows(" UNION ALL ".join(statements), parameters):
                counts[name][value] = count
        return counts

    def _condition(self, question: Question, query: Query, without: str = "") -> Sql:
        """The SQL condition on ``item`` that visibility, the question, the dates and the filters make together, the
        filter ``without`` left out."""
        conditions = ["(item.expires_at IS NULL OR item.expires_at > %s)"]
        parameters: list[object] = [timezone.now()]
        for path in restricted_paths():
            conditions.append("item.page_id NOT IN (SELECT id FROM wagtailcore_page WHERE path >= %s AND path < %s)")
            parameters += [path, path + "~"]  # a path is made of digits and capitals, all before "~"
        if question:
            sql, more = self.dialect.matching_ids(question)
            conditions.append(f"item.page_id IN ({sql})")
            parameters += more
        if query.since:
            conditions.append("item.sort_date >= %s")
            parameters.append(query.since)
        if query.until:  # « 2013 » and « 2013-10 » fall before any later day of theirs
            conditions.append("item.sort_date <> '' AND item.sort_date <= %s")
            parameters.append(query.until)
        for name, values in query.filters.items():
            if name == without:
                continue
            marks = ", ".join(["%s"] * len(values))
            conditions.append(
                f"item.page_id IN (SELECT item_id FROM search_facetvalue WHERE facet = %s AND value IN ({marks}))"
            )
            parameters += [name, *values]
        return " AND ".join(conditions), parameters


def _in_title(ways: Counter[tuple[int, str]], pk: int) -> int:
    return ways[pk, "title"] + ways[pk, "exact title"] + ways[pk, "accented title"]


def _facets_by_condition(query: Query) -> dict[str, list[str]]:
    """The facets that may be counted together: those without selection, then each selected one by itself."""
    together: dict[str, list[str]] = defaultdict(list)
    for name in query.facets:
        together[name if name in query.filters else ""].append(name)
    return together


def _rows(sql: str, parameters: Iterable[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [_adapted(value) for value in parameters])
        return cursor.fetchall()


def _adapted(value: object) -> object:
    if connection.vendor == "sqlite" and isinstance(value, type(timezone.now())):
        return connection.ops.adapt_datetimefield_value(value)
    return value


@kept_until_content_changes
def _vocabulary() -> Vocabulary:
    # Each word is there with and without its accents; of two as frequent, the first given is the one suggested.
    return Vocabulary(sorted(dialect().vocabulary(), key=lambda term: term[0].isascii()))


def guess(word: str) -> list[str]:
    return _vocabulary().suggest(word)[:3]
