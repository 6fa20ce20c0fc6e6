"""Keeping the copy on the server equal to the index in the database.

``IndexCopy`` remembers up to which change the copy is known to be complete. What is published is sent at once; whatever
could not be sent is sent later, from the journal: nothing depends on a server being there at the right moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.conf import settings
from django.db.models import Max
from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from core.caching import generation
from french.analysis import Json
from search.models import IndexChange, IndexCopy, IndexedItem

from .server import FOLLOWING, Unavailable, guarded, server
from .sources import sources

CHUNK = 500  # documents a request…
CHUNK_BYTES = 10 * 1024 * 1024  # …or less, where they are long
Results = Iterable[tuple[bool, dict[str, dict[str, Json]]]]


def alias() -> str:
    return settings.ELASTICSEARCH_INDEX


def in_step() -> bool:
    """Whether the copy holds the last change: if not, what it answers may be out of date."""
    global _in_step_at
    current = generation()
    if _in_step_at != current:
        last = IndexChange.objects.last_version()
        if IndexCopy.objects.filter(name=alias(), version=last).exists():
            _in_step_at = current  # and remains so until content changes
    return _in_step_at == current


_in_step_at = -1


def follow(most: int) -> None:
    """Sends what has changed since the copy was last complete. Never fails: what is not sent now is sent later."""
    known = IndexCopy.objects.filter(name=alias()).values_list("version", flat=True).first()
    if known is None or not _journal_reaches(known):
        return  # there is no copy yet, or it is too far behind: rebuild_search or check_search makes one
    changes = IndexChange.objects.filter(version__gt=known)
    version = changes.last_version()
    if not version:
        return
    changed = changes_between(known, version)
    if len(changed) > most:
        return
    try:
        with guarded():
            send(server(FOLLOWING), alias(), changed)
    except Unavailable:
        return
    remember(version)


def remember(version: int) -> None:
    """The copy is complete up to this change."""
    IndexCopy.objects.update_or_create(name=alias(), defaults={"version": version})


def changes_between(after: int, until: int) -> dict[int, int]:
    """The items changed between two versions, each with its last one."""
    changes = IndexChange.objects.filter(version__gt=after, version__lte=until)
    return dict(changes.values_list("item").annotate(Max("version")))


def _journal_reaches(version: int) -> bool:
    return version == IndexChange.objects.last_version() or IndexChange.objects.filter(version=version).exists()


def send(es: Elasticsearch, index: str, changed: Mapping[int, int]) -> None:
    """Writes these items to the index, and removes from it those that are not public any more.

    ``changed``: item → version of its change. The server refuses to go back to an older one: of two processes that send
    the same item, the last to read it wins.
    """
    actions = [write(index, source) for source in sources(IndexedItem.objects.filter(pk__in=changed))]
    present = {action["_id"] for action in actions}
    actions += [_delete(index, pk, version) for pk, version in changed.items() if str(pk) not in present]
    all_done(sent(es, actions, require_alias=index == alias()))
    es.indices.refresh(index=index)


def write(index: str, source: dict[str, Json]) -> dict[str, Json]:
    return _action("index", index, source["item"], source["version"]) | {"_source": source}


def _delete(index: str, pk: int, version: int) -> dict[str, Json]:
    return _action("delete", index, pk, version)


def _action(operation: str, index: str, pk: Json, version: Json) -> dict[str, Json]:
    whole = {"_op_type": operation, "_index": index, "_id": str(pk)}
    return whole | {"version": version, "version_type": "external_gte"}


def sent(es: Elasticsearch, actions: Iterable[dict[str, Json]], **more: bool) -> Results:
    return streaming_bulk(es, actions, chunk_size=CHUNK, max_chunk_bytes=CHUNK_BYTES, raise_on_error=False, **more)


def all_done(results: Results) -> int:
    """How many were written; Unavailable where one was not, unless what is there is newer or already gone."""
    many = 0
    for ok, result in results:
        operation, told = next(iter(result.items()))
        gone = operation == "delete" and told.get("status") == HTTPStatus.NOT_FOUND
        if not (ok or gone or told.get("status") == HTTPStatus.CONFLICT):
            raise Unavailable(f"{operation} {told.get('status')}")
        many += 1
    return many


def replay(es: Elasticsearch, index: str, since: int) -> int:
    """Sends what has changed since then, until nothing more has; the version reached."""
    reached = since
    while (version := IndexChange.objects.last_version()) > reached:
        send(es, index, changes_between(reached, version))
        reached = version
    return reached
