"""The admin's search: Wagtail's own database backend, with what was measured wrong put right.

On SQLite the stock backend reads its whole table twice at each save, to refresh the average length of titles, and
passes what was typed to FTS5 as syntax, so that a lone ``"`` is an error.
"""

from __future__ import annotations

import re

from django.db import connection
from modelsearch.query import PlainText, SearchQuery

if connection.vendor == "sqlite":
    from modelsearch.backends.database.sqlite import sqlite as stock
else:
    from modelsearch.backends.database.postgres import postgres as stock

_NOT_A_WORD = re.compile(r"[^\w\s'’.@-]+", re.UNICODE)
MOST_WORDS = 30  # each is one more level of nesting in the query that is built of them


class AdminSearchBackend(stock.SearchBackend):
    def search(self, query: str | SearchQuery, *args, **kwargs):
        return super().search(_typed(query), *args, **kwargs)

    def autocomplete(self, query: str | SearchQuery, *args, **kwargs):
        return super().autocomplete(_typed(query), *args, **kwargs)


def _typed(query: str | SearchQuery) -> str | SearchQuery:
    """What was typed, without the signs that mean something to the engine and nothing to who typed them."""
    if isinstance(query, str):
        return " ".join(_NOT_A_WORD.sub(" ", query).split()[:MOST_WORDS])
    if isinstance(query, PlainText):
        return PlainText(_typed(query.query_string), operator=query.operator, boost=query.boost)
    return query


if connection.vendor == "sqlite":

    class AdminIndex(stock.SQLiteIndex):
        def _refresh_title_norms(self, full: bool = False) -> None:
            if full:  # a rebuild; a single save leaves the norm at 1, an average title
                super()._refresh_title_norms(full=True)

    AdminSearchBackend.index_class = AdminIndex

SearchBackend = AdminSearchBackend
