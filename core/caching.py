"""Values kept in memory by each process and thrown away in all of them as soon as content changes.

One row in the database names the present state of the content ("generation"). A request reads it once; a kept value is
good as long as its generation is the current one and no page has expired since. So nobody is ever shown a menu, a count
or a permission older than the last save, however many workers run, without a cache server.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from threading import Lock, local
from typing import ParamSpec, TypeVar

from django.core.signals import request_finished, request_started
from django.db.models import Min
from django.utils import timezone
from wagtail.models import Page

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

_MOST_VALUES = 2_000
_NEVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)
_values: dict[Hashable, tuple[int, datetime.datetime, object]] = {}  # key → generation, good until, value
_lock = Lock()
_request = local()


def generation() -> int:
    """The name of the present state of the content; read from the database once a request."""
    known = getattr(_request, "generation", None)
    if known is not None:
        return known
    from .models import Generation

    number = Generation.objects.values_list("number", flat=True).first() or 0
    if getattr(_request, "active", False):
        _request.generation = number
    return number


def content_state() -> str:
    """Names what the public may see now: the same in every process, another once content changes or a page expires."""
    current = generation()
    return f"{current} {_next_expiry(current).isoformat()}"


def content_changed() -> None:
    """Makes every kept value stale, in every process, when the current transaction commits."""
    from .models import Generation

    # A name never given before: a count would come back to a value that an undone transaction had already used.
    number = secrets.randbits(62)
    if not Generation.objects.update(number=number):
        Generation.objects.create(number=number)
    _request.generation = None


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it the generation is read from the database once, as in a request: for what asks for many kept values."""
    if getattr(_request, "active", False):
        yield
        return
    _open_request()
    try:
        yield
    finally:
        _close_request()


def kept_until_content_changes(build: Callable[P, T]) -> Callable[P, T]:
    """Keeps what ``build`` returns, for each set of (hashable) arguments, until content changes."""

    @wraps(build)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (build.__module__, build.__qualname__, args, tuple(sorted(kwargs.items())))
        current = generation()
        found = _values.get(key)
        if found is not None and found[0] == current and found[1] > timezone.now():
            return found[2]  # type: ignore[return-value]
        until = _next_expiry(current)
        value = build(*args, **kwargs)
        _keep(key, current, until, value)
        return value

    return wrapper


def kept_by_id(most: int) -> Callable[[Callable[[list[K]], dict[K, T]]], Callable[[Sequence[K]], dict[K, T]]]:
    """Keeps what a function reads of items (by id, by code…), item by item, until content changes; it is asked only for
    those that are not kept yet. ``most``: how many are kept at once, apart from all other values. What it does not find
    is asked for again."""

    def decorate(read: Callable[[list[K]], dict[K, T]]) -> Callable[[Sequence[K]], dict[K, T]]:
        @wraps(read)
        def store() -> dict[K, T]:
            return {}

        kept_store = kept_until_content_changes(store)

        @wraps(read)
        def wrapper(ids: Sequence[K]) -> dict[K, T]:
            kept = kept_store()  # before anything is read: what changes meanwhile throws it away
            found = {pk: kept[pk] for pk in ids if pk in kept}
            if len(found) < len(ids):
                lacking = read([pk for pk in ids if pk not in found])
                found |= lacking
                if len(kept) + len(lacking) > most:
                    kept.clear()
                kept.update(lacking)
            return found

        return wrapper

    return decorate


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long what is made now from content is good for."""

    generation: int
    until: datetime.datetime

    @property
    def holds(self) -> bool:
        return self.generation == generation() and self.until > timezone.now()


def lasting() -> Lasting:
    current = generation()
    return Lasting(current, _next_expiry(current))


def _next_expiry(current: int) -> datetime.datetime:
    """When the next page expires: until then only a save changes what is public."""
    found = _values.get(_next_expiry)
    if found is not None and found[0] == current and found[1] > timezone.now():
        return found[1]
    coming = Page.objects.filter(live=True, expire_at__gt=timezone.now())
    until = coming.aggregate(moment=Min("expire_at"))["moment"] or _NEVER
    _keep(_next_expiry, current, until, None)
    return until


def _keep(key: Hashable, current: int, until: datetime.datetime, value: object) -> None:
    with _lock:
        while len(_values) >= _MOST_VALUES:
            del _values[next(iter(_values))]  # the oldest
        _values[key] = (current, until, value)


def _open_request(**_: object) -> None:
    _request.active, _request.generation = True, None


def _close_request(**_: object) -> None:
    _request.active, _request.generation = False, None


request_started.connect(_open_request)
request_finished.connect(_close_request)
