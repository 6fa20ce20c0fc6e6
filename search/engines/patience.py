"""How long a write waits for others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def briefly(seconds: float) -> Iterator[None]:
    """Within it, a write that another one keeps waiting gives up soon (OperationalError): for what can be done later.
    To be opened outside the transaction: SQLite waits when it begins."""
    milliseconds = int(seconds * 1000)
    if connection.vendor == "sqlite":
        usual = _told("PRAGMA busy_timeout")
        change, restore = f"PRAGMA busy_timeout = {milliseconds}", f"PRAGMA busy_timeout = {int(usual)}"
    else:
        change, restore = f"SET lock_timeout = {milliseconds}", "RESET lock_timeout"
    _told(change)
    try:
        yield
    finally:
        _told(restore)


def _told(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else 0
