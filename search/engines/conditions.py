"""What an item must satisfy to be listed, in SQL, for the orders that an index of the database gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.utils import timezone

from core.visibility import restricted_paths
from search.interface import Query

from .fulltext import FullText
from .postgresql import PostgresqlDialect
from .question import Question
from .sql import marks
from .sqlite import SqliteDialect

Sql = tuple[str, list[object]]


def dialect() -> FullText:
    return SqliteDialect() if connection.vendor == "sqlite" else PostgresqlDialect()


def condition(question: Question, query: Query, near: Sequence[int] = ()) -> Sql:
    """The SQL condition on ``item`` that visibility, the question, the dates and the filters make together; ``near``:
    items that mean what is asked, whatever their words.
    """
    conditions = ["(item.expires_at IS NULL OR item.expires_at > %s)"]
    parameters: list[object] = [timezone.now()]
    for path in restricted_paths():
        conditions.append("item.page_id NOT IN (SELECT id FROM wagtailcore_page WHERE path >= %s AND path < %s)")
        parameters += [path, path + "~"]  # a path is made of digits and capitals, all before "~"
    if question:
        sql, more = dialect().matching_ids(question)
        also = f" OR item.page_id IN ({', '.join(['%s'] * len(near))})" if near else ""
        conditions.append(f"(item.page_id IN ({sql}){also})")
        parameters += [*more, *near]
    if query.since:
        conditions.append("item.last_day >= %s")
        parameters.append(query.since)
    if query.until:
        conditions.append("item.last_day <> '' AND item.last_day <= %s")
        parameters.append(query.until)
    for name, values in query.filters.items():
        conditions.append(
            f"item.page_id IN (SELECT item_id FROM search_facetvalue WHERE facet = %s AND value IN ({marks(values)}))"
        )
        parameters += [name, *values]
    return " AND ".join(conditions), parameters


def rows(sql: str, parameters: Iterable[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [_adapted(value) for value in parameters])
        return cursor.fetchall()


def _adapted(value: object) -> object:
    if connection.vendor == "sqlite" and isinstance(value, type(timezone.now())):
        return connection.ops.adapt_datetimefield_value(value)
    return value
