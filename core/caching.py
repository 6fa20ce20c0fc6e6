"""Values kept in memory by each process and thrown away in all of them as soon as content changes.

One row in the database counts the changes ("generation"). A request reads it once; a kept value is good as long as its
generation is the current one. So nobody is ever shown a menu, a count or a permission older than the last save,
however many workers run, without a cache server.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock, local
from typing import ParamSpec, TypeVar

from django.core.signals import request_finished, request_started
from django.db.models import F

P = ParamSpec("P")
T = TypeVar("T")

_MOST_VALUES = 2_000
_values: dict[Hashable, tuple[int, object]] = {}
_lock = Lock()
_request = local()


def generation() -> int:
    """The number of content changes so far; read from the database once a request."""
    known = getattr(_request, "generation", None)
    if known is not None:
        return known
    from .models import Generation

    number = Generation.objects.values_list("number", flat=True).first() or 0
    if getattr(_request, "active", False):
        _request.generation = number
    return number


def content_changed() -> None:
    """Makes every kept value stale, in every process, when the current transaction commits."""
    from .models import Generation

    if not Generation.objects.update(number=F("number") + 1):
        Generation.objects.create(number=1)
    _request.generation = None


def kept_until_content_changes(build: Callable[P, T]) -> Callable[P, T]:
    """Keeps what ``build`` returns, for each set of (hashable) arguments, until content changes."""

    @wraps(build)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (build.__module__, build.__qualname__, args, tuple(sorted(kwargs.items())))
        current = generation()
        found = _values.get(key)
        if found is not None and found[0] == current:
            return found[1]  # type: ignore[return-value]
        value = build(*args, **kwargs)
        with _lock:
            if len(_values) >= _MOST_VALUES:
                _values.clear()
            _values[key] = (current, value)
        return value

    return wrapper


def _open_request(**_: object) -> None:
    _request.active, _request.generation = True, None


def _close_request(**_: object) -> None:
    _request.active, _request.generation = False, None


request_started.connect(_open_request)
request_finished.connect(_close_request)
