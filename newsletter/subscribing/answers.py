"""Answering first, working afterwards, so that how long the work takes tells nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpResponseRedirect

logger = logging.getLogger(__name__)


class Afterwards(HttpResponseRedirect):
    """A redirect; ``work`` is done once it has left for the visitor."""

    def __init__(self, to: str, work: Callable[[], None]) -> None:
        super().__init__(to)
        self.work: Callable[[], None] | None = work

    def close(self) -> None:
        work, self.work = self.work, None
        try:
            if work is not None:
                work()
        except Exception as error:  # the visitor has been answered; the next request must be, too
            logger.error("What a form asked for was not done (%s).", type(error).__name__)
        finally:
            super().close()
