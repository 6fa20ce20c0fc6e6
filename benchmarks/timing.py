"""How long things take, by the clock and by the processor's time of this process."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from core import caching

FEWEST = 5  # runs of what is slow
BUDGET = 10.0  # seconds that one thing may take in all, beyond its fewest runs


@dataclass(slots=True)
class Times:
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def wanted(self) -> bool:
        return len(self.clock) < FEWEST or sum(self.clock) < BUDGET

    def run(self, work: Callable[[], object]) -> None:
        started = time.perf_counter(), time.process_time()
        work()
        self.clock.append(time.perf_counter() - started[0])
        self.processor.append(time.process_time() - started[1])

    def told(self) -> dict[str, float]:
        """In milliseconds."""
        ordered = sorted(self.clock)
        return {
            "median_ms": _ms(statistics.median(ordered)),
            "p95_ms": _ms(ordered[math.ceil(0.95 * len(ordered)) - 1]),
            "processor_ms": _ms(statistics.median(self.processor)),
            "runs": len(ordered),
        }


@contextmanager
def as_a_request() -> Iterator[None]:
    """As a request of the site: the state of the content is asked once, and nothing is kept of the same question.

    `core.caching` keeps two sorts of values until content changes: those of the whole content (columns, hidden items),
    which every visitor finds warm, and those of some words or filters, which have arguments. The latter are forgotten:
    a question is measured as if it had never been asked.
    """
    for key in [key for key in caching._values if isinstance(key, tuple) and (key[2] or key[3])]:
        del caching._values[key]
    with caching.asked_once():
        yield


def _ms(seconds: float) -> float:
    return round(seconds * 1_000, 3)
