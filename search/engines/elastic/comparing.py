"""Whether the copy holds what the database holds, item by item."""

from __future__ import annotations

from dataclasses import dataclass

from elasticsearch.helpers import scan

from search.models import IndexChange, IndexedItem

from .copying import alias, remember, replay, send
from .mapping import vector_field
from .remaking import rebuild
from .server import REMAKING, guarded, server


class NoCopy(Exception):
    """The server is there, the index is not."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Items, by id, in which the copy differs from the database."""

    missing: frozenset[int]
    outdated: frozenset[int]
    left_over: frozenset[int]
    newer: bool = False  # the copy knows versions that the database does not

    def __len__(self) -> int:
        return len(self.missing) + len(self.outdated) + len(self.left_over)

    @property
    def ids(self) -> frozenset[int]:
        return self.missing | self.outdated | self.left_over


def drift() -> Drift:
    """Compares ids and versions, item by item; NoCopy where there is nothing to compare with."""
    es = server(REMAKING)
    with guarded():
        if not es.indices.exists_alias(name=alias()):
            raise NoCopy
        es.indices.refresh(index=alias())
        found = scan(es, index=alias(), query={"_source": False, "docvalue_fields": ["item", "version"]}, size=5_000)
        copied = {int(hit["fields"]["item"][0]): int(hit["fields"]["version"][0]) for hit in found}
    kept = dict(IndexedItem.objects.values_list("pk", "version"))
    return Drift(
        missing=frozenset(kept.keys() - copied.keys()),
        outdated=frozenset(pk for pk in kept.keys() & copied.keys() if kept[pk] != copied[pk]),
        left_over=frozenset(copied.keys() - kept.keys()),
        newer=max(copied.values(), default=0) > max(IndexChange.objects.last_version(), max(kept.values(), default=0)),
    )


def repair() -> int:
    """Brings the copy back to what the database holds; the number of items in which it differed."""
    version = IndexChange.objects.last_version()
    try:
        found = drift()
    except NoCopy:
        return rebuild()
    if found.newer:  # the database was restored from a backup: the server would refuse its older versions
        return rebuild()
    with guarded():
        es = server(REMAKING)
        if vectors := vector_field():  # a model that was added since the copy was made
            es.indices.put_mapping(index=alias(), properties=vectors)
        if found:
            send(es, alias(), dict.fromkeys(found.ids, version))
        version = replay(es, alias(), version)
    remember(version)
    return len(found)
