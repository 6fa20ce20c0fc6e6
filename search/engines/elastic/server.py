"""The server: how it is reached, and how its failures are told apart from ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import BulkIndexError

from .breaker import Breaker

# Seconds to wait for the server: while a visitor waits, while someone publishes, while nobody does.
ASKING, FOLLOWING, REMAKING = 0.7, 2.0, 60.0

logger = logging.getLogger("search.elasticsearch")
breaker = Breaker()


class Unavailable(ConnectionError):
    """The server does not answer, refuses, or has no complete index: the database answers in its place."""


@lru_cache(maxsize=4)
def _client(url: str) -> Elasticsearch:
    return Elasticsearch(url, max_retries=0, retry_on_timeout=False)


@lru_cache(maxsize=16)
def _patient(url: str, patience: float) -> Elasticsearch:
    return _client(url).options(request_timeout=patience)  # the same connections


def server(patience: float = ASKING) -> Elasticsearch:
    """The client for the server of the settings, waiting ``patience`` seconds for each answer; Unavailable while the
    server is left alone after a failure."""
    if breaker.is_open:
        raise Unavailable("left alone after a failure")
    return _patient(settings.ELASTICSEARCH_URL, patience)


@contextmanager
def guarded() -> Iterator[None]:
    """Turns a failure of the server into Unavailable, once it is logged (never with what somebody typed)."""
    try:
        yield
    except (TransportError, ApiError, BulkIndexError) as error:
        breaker.failed()
        logger.warning("Elasticsearch ne répond pas : %s", _reason(error))
        raise Unavailable(_reason(error)) from error
    breaker.succeeded()


def _reason(error: Exception) -> str:
    if isinstance(error, ApiError):
        return f"{type(error).__name__} {error.status_code} {error.error}"
    return type(error).__name__
