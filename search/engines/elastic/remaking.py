"""Making the copy anew, beside the one that answers."""

from __future__ import annotations

import time
from collections.abc import Iterator

from elasticsearch import Elasticsearch

from french.analysis import Json
from search.models import IndexChange, IndexedItem

from .copying import alias, all_done, remember, replay, sent, write
from .mapping import index_mappings, index_settings
from .server import REMAKING, guarded, server
from .sources import sources


def rebuild() -> int:
    """Makes the copy anew beside the one that answers, then puts it in its place; the number of items."""
    es = server(REMAKING)
    with guarded():
        start = IndexChange.objects.last_version()
        name = f"{alias()}-{time.time_ns() // 1_000_000}"
        es.indices.create(index=name, mappings=index_mappings(), settings=index_settings() | {"refresh_interval": "-1"})
        try:
            many = all_done(sent(es, _everything(name)))
            es.indices.put_settings(index=name, settings={"refresh_interval": None})
            es.indices.refresh(index=name)
            replay(es, name, start)
            _swap(es, name)
        except BaseException:
            es.options(ignore_status=404).indices.delete(index=name)
            raise
        # What was published between the last replay and the swap went to the former index.
        version = replay(es, alias(), start)
    remember(version)
    return many


def _everything(index: str) -> Iterator[dict[str, Json]]:
    return (write(index, source) for source in sources(IndexedItem.objects.all()))


def _swap(es: Elasticsearch, name: str) -> None:
    """In one step, so that no question falls between two indexes."""
    former = [index for index in es.indices.get(index=f"{alias()}-*") if index != name]
    actions: list[dict[str, Json]] = [{"add": {"index": name, "alias": alias()}}]
    actions += [{"remove_index": {"index": index}} for index in former]
    es.indices.update_aliases(actions=actions)
