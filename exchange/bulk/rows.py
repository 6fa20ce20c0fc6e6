"""Rows written table by table, many at a time, under ids known beforehand.

Django's ``bulk_create`` refuses models that span several tables, and an item spans three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import TypeAlias, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import AutoField, Field, JSONField, Model
from wagtail.fields import StreamField

M = TypeVar("M", bound=Model)
Column: TypeAlias = tuple[str, Callable[[Model, object], object]]
READY = frozenset({type(None), str, int, float})  # what drivers take as it is


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
    columns, statement = _statement(model, numbered)
    execute_many(statement, [_row(thing, columns) for thing in things])


def insert_chain(things: Sequence[Model]) -> None:
    """Inserts objects that span several tables, numbered beforehand, ancestors first."""
    if things:
        model = type(things[0])
        for ancestor in [*reversed(model._meta.get_parent_list()), model]:
            insert(things, ancestor)


def update(things: Sequence[Model], name: str) -> None:
    """Writes one field of each of these objects of one class."""
    if things:
        options, quote = things[0]._meta, connection.ops.quote_name
        field = options.get_field(name)
        table, column, key = quote(options.db_table), quote(field.column), quote(options.pk.column)
        values = [(field.get_db_prep_save(getattr(thing, name), connection), thing.pk) for thing in things]
        execute_many(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", values)


def execute_many(statement: str, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def insert_pairs(through: type[Model], columns: Sequence[str], pairs: Sequence[tuple[int, int]]) -> None:
    """Rows of the table of a many-to-many relation."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    execute_many(f"INSERT INTO {quote(through._meta.db_table)} ({names}) VALUES (%s, %s)", pairs)


@cache
def _statement(model: type[Model], numbered: bool) -> tuple[Sequence[Column], str]:
    quote = connection.ops.quote_name
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if numbered or not (field.primary_key and isinstance(field, AutoField))
    ]
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return [
        _column(field) for field in fields
    ], f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"


def _column(field: Field) -> Column:
    """What a column takes from an object: (attribute, the rest of the way where the value is not ready as it is)."""
    if isinstance(field, StreamField):
        return field.attname, partial(_stream, field)
    if type(field).pre_save is not Field.pre_save:  # set at the moment of saving
        return field.attname, lambda thing, _: field.get_db_prep_save(field.pre_save(thing, True), connection)
    if isinstance(field, JSONField):
        return field.attname, lambda _, value: field.get_db_prep_save(value, connection)
    return field.attname, partial(_plain, field)


def _plain(field: Field, _: Model, value: object) -> object:
    return value if type(value) in READY else field.get_db_prep_save(value, connection)


def _stream(field: StreamField, _: Model, value: object) -> object:
    # StreamField makes a JSONField anew for each value it prepares.
    return connection.ops.adapt_json_value(field.get_prep_value(value), DjangoJSONEncoder)


def _row(thing: Model, columns: Iterable[Column]) -> list[object]:
    return [prepare(thing, getattr(thing, attribute)) for attribute, prepare in columns]
