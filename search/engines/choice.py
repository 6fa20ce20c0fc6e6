"""Which engine answers: the only place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.conf import settings

from search.interface import Answer, Engine, Query

from .database import DatabaseEngine

PATIENT = 30.0  # seconds: whoever names an engine, in a terminal, waits for it


def _elasticsearch() -> Engine:
    from .elastic.engine import ElasticsearchEngine  # its client is not loaded where nobody asks for it

    return ElasticsearchEngine(PATIENT)


ENGINES: Mapping[str, Callable[[], Engine]] = {"database": DatabaseEngine, "elasticsearch": _elasticsearch}


class SafeEngine:
    """Elasticsearch as long as it answers and is up to date, the database otherwise."""

    def search(self, query: Query) -> Answer:
        from .elastic.copying import in_step
        from .elastic.engine import ElasticsearchEngine
        from .elastic.server import Unavailable

        if not in_step():
            return DatabaseEngine().search(query)
        try:
            return ElasticsearchEngine().search(query)
        except Unavailable:
            return replace(DatabaseEngine().search(query), makeshift=True)


def configured() -> str:
    """The name of the engine that the settings choose."""
    return "elasticsearch" if settings.ELASTICSEARCH_URL else "database"


def engine(name: str = "") -> Engine:
    """The one that answers the public, or the one of this name (KeyError for a name that none has)."""
    if name:
        return ENGINES[name]()
    return SafeEngine() if settings.ELASTICSEARCH_URL else DatabaseEngine()
