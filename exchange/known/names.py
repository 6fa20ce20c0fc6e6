"""Things found by a key or by any of their names, accents and case aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Generic, TypeVar

from django.db.models import Model

from exchange.problems import Unusable, quoted, suggestion
from french.folding import fold

M = TypeVar("M", bound=Model)
MOST_NAMED = 6


class Names(Generic[M]):
    """``load`` gives them all, on first need; ``keys`` their identifiers, ``names`` the names they go by.

    ``missing`` says in French that there is none by a name; ``describe`` tells namesakes apart.
    """

    def __init__(
        self,
        load: Callable[[], Iterable[M]],
        *,
        missing: str,
        keys: Callable[[M], Iterable[str]],
        names: Callable[[M], Iterable[str]],
        describe: Callable[[M], str] = str,
    ) -> None:
        self._load = load
        self.missing = missing
        self._keys = keys
        self._names = names
        self.describe = describe

    @cached_property
    def _index(self) -> tuple[dict[str, M], dict[str, list[M]]]:
        self._entered: dict[object, tuple[list[str], set[str]]] = {}
        by_key: dict[str, M] = {}
        by_name: dict[str, list[M]] = defaultdict(list)
        for thing in self._load():
            self._enter(thing, by_key, by_name)
        return by_key, by_name

    def _enter(self, thing: M, by_key: dict[str, M], by_name: dict[str, list[M]]) -> None:
        keys = [key for key in self._keys(thing) if key]
        names = {folded for name in self._names(thing) if (folded := fold(name))}
        by_key.update(dict.fromkeys(keys, thing))
        for name in names:
            by_name[name].append(thing)
        self._entered[thing.pk] = keys, names

    def add(self, thing: M) -> None:
        """``thing`` is new, or its names changed."""
        self.remove(thing)
        self._enter(thing, *self._index)

    def remove(self, thing: M) -> None:
        by_key, by_name = self._index
        keys, names = self._entered.pop(thing.pk, ([], set()))
        for key in keys:
            by_key.pop(key, None)
        for name in names:
            by_name[name] = [other for other in by_name[name] if other.pk != thing.pk]

    def with_key(self, key: str) -> M | None:
        return self._index[0].get(key)

    def called(self, name: str) -> list[M]:
        """All that go by that name."""
        return self._index[1].get(fold(name), [])

    def get(self, text: str) -> M | None:
        """The one meant by ``text``, None where there is none; Unusable where it could be several."""
        by_key, by_name = self._index
        found = by_key.get(text)
        if found is not None:
            return found
        namesakes = by_name.get(fold(text), [])
        if len(namesakes) > 1:
            some = " ; ".join(self.describe(thing) for thing in namesakes[:MOST_NAMED])
            more = " ; …" if len(namesakes) > MOST_NAMED else ""
            raise Unusable(f"{quoted(text)} peut désigner plusieurs choses : {some}{more}. Donnez l’identifiant.")
        return namesakes[0] if namesakes else None

    def find(self, text: str) -> M:
        by_name = self._index[1]
        found = self.get(text)
        if found is None:
            candidates = (name for name, things in by_name.items() if things)
            raise Unusable(f"{self.missing} {quoted(text)}.{suggestion(text, candidates)}")
        return found
