"""Counts kept in memory by each process, and written a minute's worth at a time.

A public page answers hundreds of requests a second and writes nothing: a write for each of them would make readers of
one SQLite file wait in line behind counts that nobody reads before tomorrow. So a request adds to a dictionary, and the
first one that ends a minute later writes what has gathered, once its visitor has been answered. A process that is
killed loses a minute of counts at most; one that stops writes them first.
"""

from __future__ import annotations

import atexit
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import ClassVar, Generic, TypeVar

from django.conf import settings
from django.db import transaction

from .engines.patience import briefly

WAITS = 0.2  # seconds for another writer: counts can wait for the next minute, the process cannot

K = TypeVar("K")
V = TypeVar("V")
logger = logging.getLogger(__name__)


class Gathered(ABC, Generic[K, V]):
    """What has gathered since counts were last written. One object a process."""

    what: ClassVar[str]  # as the log names it
    full: ClassVar[int]  # different keys after which they are written without waiting for the minute to end

    def __init__(self) -> None:
        self.begun = 0.0
        self._counts: dict[K, V] = {}
        self._lock = Lock()
        atexit.register(self.write)

    @abstractmethod
    def store(self, counts: dict[K, V]) -> None:
        """Adds them to those of the database, in one order everywhere: so no two processes wait for each other."""

    @abstractmethod
    def merge(self, counts: dict[K, V], former: dict[K, V]) -> None:
        """Puts what could not be written back into ``counts``, which have gathered meanwhile."""

    @contextmanager
    def adding(self) -> Iterator[dict[K, V]]:
        """What has gathered, for one more; nobody else touches it meanwhile."""
        with self._lock:
            if not self._counts:
                self.begun = monotonic()
            yield self._counts

    def write_if_due(self, **_: object) -> None:
        """Called at the end of each request: nearly always, this is all it does."""
        counts = self._counts
        if counts and (len(counts) >= self.full or monotonic() - self.begun >= settings.SEARCH_COUNTS_EVERY):
            self.write()

    def write(self) -> None:
        """Writes what has gathered. Never raises: a count is worth no page."""
        taken = self.forget()
        if not taken:
            return
        try:
            with briefly(WAITS), transaction.atomic():
                self.store(taken)
        except Exception as error:
            # The message of a database error may quote the row: only its kind is told.
            logger.warning("%s could not be written (%s); they are kept for later.", self.what, type(error).__name__)
            with self.adding() as counts:
                self.merge(counts, taken)

    def forget(self) -> dict[K, V]:
        with self._lock:
            taken, self._counts = self._counts, {}
        return taken
