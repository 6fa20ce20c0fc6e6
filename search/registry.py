"""What search must know of each kind; the kinds' apps register it when the site starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.models import KnowledgePage


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item. ``facets`` maps a facet's name to what gives its values for an item."""

    model: type[KnowledgePage]
    label: str
    plural: str
    facets: dict[str, Callable[[KnowledgePage], list[str]]] = field(default_factory=dict)
    searchable: Callable[[KnowledgePage], bool] = lambda page: True

    @property
    def code(self) -> str:
        return self.model.kind


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow results. ``choices`` gives the label of each value (and their order) where it is a fixed list;
    ``trust`` what a value says for the item, from 0 to 1, where some deserve to come a little before the others;
    ``ranked``: whether its choices follow one another, so that results may be sorted by it."""

    name: str
    label: str
    choices: Callable[[], dict[str, str]] | None = None
    trust: Mapping[str, float] = field(default_factory=dict)
    ranked: bool = False


_kinds: dict[str, Kind] = {}
_facets: dict[str, Facet] = {}


def register_kind(kind: Kind) -> None:
    _kinds[kind.code] = kind


def register_facet(facet: Facet) -> None:
    _facets[facet.name] = facet


def kinds() -> dict[str, Kind]:
    return _kinds


def kind_of(page: KnowledgePage) -> Kind | None:
    return _kinds.get(page.kind)


def facets() -> dict[str, Facet]:
    return _facets


def trusts() -> dict[str, Mapping[str, float]]:
    """What their values say for an item, for the facets that tell."""
    return {facet.name: facet.trust for facet in _facets.values() if facet.trust}


def order_of(sort: str) -> list[str]:
    """The values of the facet that results are sorted by, in their order ("-" before its name turns it round); [] where
    they are not sorted by a facet."""
    facet = _facets.get(sort.removeprefix("-"))
    return list(facet.choices()) if facet and facet.ranked and facet.choices else []
