"""What an item must satisfy to be found or counted, and how many items have each value of a facet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from core.caching import kept_until_content_changes
from core.visibility import restricted_paths
from search.interface import Query

from .postgresql import PostgresqlDialect
from .question import Question
from .sqlite import SqliteDialect

Dialect = SqliteDialect | PostgresqlDialect
Sql = tuple[str, list[object]]
Filters = tuple[tuple[str, tuple[str, ...]], ...]


def dialect() -> Dialect:
    return SqliteDialect() if connection.vendor == "sqlite" else PostgresqlDialect()


def condition(question: Question, query: Query, without: str = "") -> Sql:
    """The SQL condition on ``item`` that visibility, the question, the dates and the filters make together, the
    filter ``without`` left out."""
    conditions = ["(item.expires_at IS NULL OR item.expires_at > %s)"]
    parameters: list[object] = [timezone.now()]
    for path in restricted_paths():
        conditions.append("item.page_id NOT IN (SELECT id FROM wagtailcore_page WHERE path >= %s AND path < %s)")
        parameters += [path, path + "~"]  # a path is made of digits and capitals, all before "~"
    if question:
        sql, more = dialect().matching_ids(question)
        conditions.append(f"item.page_id IN ({sql})")
        parameters += more
    if query.since:
        conditions.append("item.last_day >= %s")
        parameters.append(query.since)
    if query.until:
        conditions.append("item.last_day <> '' AND item.last_day <= %s")
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


def facet_counts(question: Question, query: Query) -> dict[str, dict[str, int]]:
    """Counts by value for each facet asked for; a facet's counts ignore its own selection."""
    return _facet_counts(question, tuple(sorted(query.filters.items())), query.facets, query.since, query.until)


@kept_until_content_changes
def _facet_counts(
    question: Question, filters: Filters, facets: tuple[str, ...], since: str, until: str
) -> dict[str, dict[str, int]]:
    query = Query(filters=dict(filters), facets=facets, since=since, until=until)
    counts: dict[str, dict[str, int]] = {name: {} for name in query.facets}
    statements, parameters = [], []
    for without, names in _facets_by_condition(query).items():
        where, more = condition(question, query, without)
        marks = ", ".join(["%s"] * len(names))
        statements.append(
            "SELECT value.facet, value.value, COUNT(*) FROM search_facetvalue value "
            f"WHERE value.facet IN ({marks}) "
            f"AND value.item_id IN (SELECT item.page_id FROM search_indexeditem item WHERE {where}) "
            "GROUP BY value.facet, value.value"
        )
        parameters += [*names, *more]
    if statements:
        for name, value, count in rows(" UNION ALL ".join(statements), parameters):
            counts[name][value] = count
    return counts


def _facets_by_condition(query: Query) -> dict[str, list[str]]:
    """The facets that may be counted together: those without selection, then each selected one by itself."""
    together: dict[str, list[str]] = defaultdict(list)
    for name in query.facets:
        together[name if name in query.filters else ""].append(name)
    return together


def rows(sql: str, parameters: Iterable[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [_adapted(value) for value in parameters])
        return cursor.fetchall()


def _adapted(value: object) -> object:
    if connection.vendor == "sqlite" and isinstance(value, type(timezone.now())):
        return connection.ops.adapt_datetimefield_value(value)
    return value
