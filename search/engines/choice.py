"""Which engine answers: the only place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from search.interface import Engine

from .database import DatabaseEngine

ENGINES: Mapping[str, Callable[[], Engine]] = {"database": DatabaseEngine}
DEFAULT = "database"


def engine(name: str = DEFAULT) -> Engine:
    """KeyError for a name that none has."""
    return ENGINES[name]()
