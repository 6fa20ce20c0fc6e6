"""Keeping the copy on the server equal to the index in the database.

``IndexCopy`` remembers up to which change the copy is known to be complete. What is published is sent at once; whatever
could not be sent is sent later, from the journal: nothing depends on a server being there at the right moment.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.db.models import Max
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan, streaming_bulk

from core.caching import generation
from french.analysis import Json
from search.models import IndexChange, IndexCopy, IndexedItem

from .mapping import index_mappings, index_settings
from .server import WRITING, Unavailable, guarded, server
from .sources import sources

MOST_FOLLOWED = 500  # changes sent when something is published; more wait for the scheduler
CHUNK = 500  # documents a request…
CHUNK_BYTES = 10 * 1024 * 1024  # …or less, where they are long
REBUILDING = 60.0  # seconds that a request may take
Results = Iterable[tuple[bool, dict[str, dict[str, Json]]]]


class NoCopy(Exception):
    """The server is there, the index is not."""


def alias() -> str:
    return settings.ELASTICSEARCH_INDEX


def last_change() -> int:
    return IndexChange.objects.aggregate(last=Max("version"))["last"] or 0


def in_step() -> bool:
    """Whether the copy holds the last change: if not, what it answers may be out of date."""
    global _in_step_at
    current = generation()
    if _in_step_at != current and IndexCopy.objects.filter(name=alias(), version=last_change()).exists():
        _in_step_at = current  # and remains so until content changes
    return _in_step_at == current


_in_step_at = -1


# -- following --------------------------------------------------------------------------------------------------------
def follow(most: int = MOST_FOLLOWED) -> None:
    """Sends what has changed since the copy was last complete. Never fails: what is not sent now is sent later."""
    known = IndexCopy.objects.filter(name=alias()).values_list("version", flat=True).first()
    if known is None or not _journal_reaches(known):
        return  # there is no copy yet, or it is too far behind: rebuild_search or check_search makes one
    changes = IndexChange.objects.filter(version__gt=known)
    version = changes.aggregate(last=Max("version"))["last"]
    if version is None:
        return
    changed = _changed(known, version)
    if len(changed) > most:
        return
    try:
        with guarded():
            send(server().options(request_timeout=WRITING), alias(), changed)
    except Unavailable:
        return
    remember(version)


def remember(version: int) -> None:
    """The copy is complete up to this change."""
    IndexCopy.objects.update_or_create(name=alias(), defaults={"version": version})


def _changed(after: int, until: int) -> dict[int, int]:
    """The items changed between two versions, each with its last one."""
    changes = IndexChange.objects.filter(version__gt=after, version__lte=until)
    return dict(changes.values_list("item").annotate(Max("version")))


def _journal_reaches(version: int) -> bool:
    return version == last_change() or IndexChange.objects.filter(version=version).exists()


def send(es: Elasticsearch, index: str, changed: Mapping[int, int]) -> None:
    """Writes these items to the index, and removes from it those that are not public any more.

    ``changed``: item → version of its change. The server refuses to go back to an older one: of two processes that send
    the same item, the last to read it wins.
    """
    actions = [_write(index, source) for source in sources(IndexedItem.objects.filter(pk__in=changed))]
    present = {action["_id"] for action in actions}
    actions += [_delete(index, pk, version) for pk, version in changed.items() if str(pk) not in present]
    _all_done(_sent(es, actions, require_alias=index == alias()))
    es.indices.refresh(index=index)


def _write(index: str, source: dict[str, Json]) -> dict[str, Json]:
    return _action("index", index, source["item"], source["version"]) | {"_source": source}


def _delete(index: str, pk: int, version: int) -> dict[str, Json]:
    return _action("delete", index, pk, version)


def _action(operation: str, index: str, pk: Json, version: Json) -> dict[str, Json]:
    whole = {"_op_type": operation, "_index": index, "_id": str(pk)}
    return whole | {"version": version, "version_type": "external_gte"}


def _sent(es: Elasticsearch, actions: Iterable[dict[str, Json]], **more: bool) -> Results:
    return streaming_bulk(es, actions, chunk_size=CHUNK, max_chunk_bytes=CHUNK_BYTES, raise_on_error=False, **more)


def _all_done(results: Results) -> int:
    """How many were written; Unavailable where one was not, a newer version or an absence apart."""
    many = 0
    for ok, result in results:
        status = next(iter(result.values())).get("status")
        if not ok and status not in (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT):
            raise Unavailable(f"{next(iter(result))} {status}")
        many += 1
    return many


# -- rebuilding -------------------------------------------------------------------------------------------------------
def rebuild() -> int:
    """Makes the copy anew beside the one that answers, then puts it in its place; the number of items."""
    es = server().options(request_timeout=REBUILDING)
    with guarded():
        start = last_change()
        name = f"{alias()}-{time.time_ns() // 1_000_000}"
        es.indices.create(index=name, mappings=index_mappings(), settings=index_settings() | {"refresh_interval": "-1"})
        try:
            many = _all_done(_sent(es, _everything(name)))
            es.indices.put_settings(index=name, settings={"refresh_interval": None})
            es.indices.refresh(index=name)
            _replay(es, name, start)
            _swap(es, name)
        except BaseException:
            es.options(ignore_status=404).indices.delete(index=name)
            raise
        # What was published between the last replay and the swap went to the former index.
        version = _replay(es, alias(), start)
    remember(version)
    return many


def _everything(index: str) -> Iterator[dict[str, Json]]:
    return (_write(index, source) for source in sources(IndexedItem.objects.all()))


def _replay(es: Elasticsearch, index: str, since: int) -> int:
    """Sends what has changed since then, until nothing more has; the version reached."""
    reached = since
    while (version := last_change()) > reached:
        send(es, index, _changed(reached, version))
        reached = version
    return reached


def _swap(es: Elasticsearch, name: str) -> None:
    """In one step, so that no question falls between two indexes."""
    former = [index for index in es.indices.get(index=f"{alias()}-*") if index != name]
    actions: list[dict[str, Json]] = [{"add": {"index": name, "alias": alias()}}]
    actions += [{"remove_index": {"index": index}} for index in former]
    es.indices.update_aliases(actions=actions)


# -- comparing --------------------------------------------------------------------------------------------------------
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
    es = server().options(request_timeout=WRITING)
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
        newer=max(copied.values(), default=0) > max(last_change(), max(kept.values(), default=0)),
    )


def repair() -> int:
    """Brings the copy back to what the database holds; the number of items in which it differed."""
    version = last_change()
    try:
        found = drift()
    except NoCopy:
        return rebuild()
    if found.newer:  # the database was restored from a backup: the server would refuse its older versions
        return rebuild()
    with guarded():
        es = server().options(request_timeout=REBUILDING)
        if found:
            send(es, alias(), dict.fromkeys(found.ids, version))
        version = _replay(es, alias(), version)
    remember(version)
    return len(found)
