"""How PostgreSQL reads the full-text table for a question: the statements of the engine itself, explained."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from django.db import connection

from benchmarks.questions import asked
from benchmarks.timing import as_a_request
from search.engines.choice import engine as engine_named

SELECTIVE = 0.05  # of the items: below, the table must not be read whole
TABLE = "search_fts"
SHOWN = 120  # characters of a statement


def read(name: str, size: int) -> dict[str, object]:
    engine = engine_named(name)
    plans = []
    for one in asked(size):
        statements: list[tuple[str, object]] = []

        with as_a_request(), connection.execute_wrapper(_keeping(statements)):
            total = engine.search(one.query).total
        ways = [
            {"way": way, "sql": sql[:SHOWN]} for sql, params in statements for way in sorted(set(_ways(sql, params)))
        ]
        plans.append({"name": one.name, "total": total, "selective": total < SELECTIVE * size, "ways": ways})
    return {"plans": plans}


def _keeping(statements: list[tuple[str, object]]) -> Callable[..., object]:
    def kept(execute: Callable[..., object], sql: str, params: object, many: bool, context: object) -> object:
        if TABLE in sql and not many and sql.lstrip().upper().startswith("SELECT"):
            statements.append((sql, params))
        return execute(sql, params, many, context)

    return kept


def _ways(sql: str, params: object) -> Iterator[str]:
    """By which kinds of scan a statement reads the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        told = cursor.fetchone()[0]
    nodes = [plan["Plan"] for plan in (json.loads(told) if isinstance(told, str) else told)]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        if node.get("Relation Name") == TABLE:
            yield node["Node Type"]
