"""A circuit breaker: a server that has just failed is left alone for a while, so that no request waits for it."""

from __future__ import annotations

import time
from threading import Lock

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 60.0  # seconds; each failure in a row doubles the pause


class Breaker:
    def __init__(self) -> None:
        self._lock = Lock()
        self._failures = 0
        self._closed_at = 0.0  # when the server may be asked again

    @property
    def is_open(self) -> bool:
        return time.monotonic() < self._closed_at

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._closed_at = time.monotonic() + min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self._failures - 1))

    def succeeded(self) -> None:
        with self._lock:
            self._failures, self._closed_at = 0, 0.0
