"""Rows written table by table, many at a time, under ids known beforehand.

Django's ``bulk_create`` refuses models that span several tables, and an item spans three.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from django.db import connection
from django.db.models import AutoField, Field, Model

M = TypeVar("M", bound=Model)


def reserve_ids(model: type[Model], count: int) -> list[int]:
    """``count`` ids that no row of ``model`` has and that none will be given. Inside a transaction."""
    if count == 0:
        return []
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', column, count],
            )
            return [row[0] for row in cursor.fetchall()]
        # SQLite has one writer at a time, and it is us: the ids after the last one stay free until we insert.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return list(range(first, first + count))


def number(things: Sequence[M]) -> None:
    """Gives each of these new rows of one table its id."""
    if things:
        for thing, pk in zip(things, reserve_ids(type(things[0]), len(things)), strict=True):
            thing.pk = pk


def insert(things: Sequence[Model], table: type[Model] | None = None) -> None:
    """Inserts these objects of one class; ``table``: only what they keep in the table of this ancestor of theirs."""
    if not things:
        return
    model = table or type(things[0])
    numbered = things[0].pk is not None
    fields, statement = _statement(model, numbered)
    insert_rows(statement, [_row(thing, fields) for thing in things])


def insert_chain(things: Sequence[Model]) -> None:
    """Inserts objects that span several tables, numbered beforehand, ancestors first."""
    if things:
        model = type(things[0])
        for ancestor in [*reversed(model._meta.get_parent_list()), model]:
            insert(things, ancestor)


def insert_rows(statement: str, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def insert_pairs(through: type[Model], columns: Sequence[str], pairs: Sequence[tuple[int, int]]) -> None:
    """Rows of the table of a many-to-many relation."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    insert_rows(f"INSERT INTO {quote(through._meta.db_table)} ({names}) VALUES (%s, %s)", pairs)


@cache
def _statement(model: type[Model], numbered: bool) -> tuple[Sequence[Field], str]:
    quote = connection.ops.quote_name
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if numbered or not (field.primary_key and isinstance(field, AutoField))
    ]
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return fields, f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"


def _row(thing: Model, fields: Iterable[Field]) -> list[object]:
    return [field.get_db_prep_save(field.pre_save(thing, add=True), connection) for field in fields]
