"""What the import knows of a kind: the fields of its records and how they fill an item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db.models import Model

from core.models import KnowledgePage
from exchange.files import Files
from exchange.given import Given
from exchange.known import Lookup, Names
from exchange.shapes import Shape

P = TypeVar("P", bound=KnowledgePage)
M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class Sources:
    """Where a record's references are looked up: what the portal holds, and the files beside the import."""

    known: Lookup
    files: Files


@dataclass(frozen=True, slots=True)
class PageKind(Generic[P]):
    """A kind of catalogued item. ``fill`` reads what the kind adds to the common fields; ``names`` maps the model's
    fields to the record's where they differ, for messages."""

    code: str
    model: type[P]
    shapes: Mapping[str, Shape]
    fill: Callable[[P, Given, Sources], None]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryKind(Generic[M]):
    """A kind of entry of a vocabulary or of the directory. ``find`` returns the entry that a record describes, if it
    exists; ``register`` makes a saved entry known to the records that follow."""

    code: str
    model: type[M]
    shapes: Mapping[str, Shape]
    find: Callable[[Given, Lookup], M | None]
    fill: Callable[[M, Given, Sources], None]
    index: Callable[[Lookup], Names[M]]
    names: Mapping[str, str] = field(default_factory=dict)
    identifier: str = "external_id"  # the field that identifies a record
