"""What the Elasticsearch engine says to its server: listened to, then said again without the engine.

Nothing of the engine's own code is used: the requests are caught where the client sends them. So the peer of a search
is the very same body, and that of a rebuild the very same documents.
"""

from __future__ import annotations

import copy
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

from django.conf import settings
from django.core.management import call_command, get_commands

from benchmarks.portals import INDEX_PREFIX
from search.engines.choice import ENGINES
from search.engines.choice import engine as engine_named
from search.interface import Engine, Query

Values = dict[str, object]
SCRATCH = f"{INDEX_PREFIX}raw"


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as the client gave it to its transport."""

    transport: object
    send: Callable[..., object]
    method: str
    target: str
    given: Mapping[str, object]

    @property
    def searches(self) -> bool:
        return "_search" in self.target or "_msearch" in self.target

    @property
    def index(self) -> str:
        return unquote(self.target.split("?")[0].strip("/").split("/")[0])

    def again(self) -> object:
        return self.send(self.transport, self.method, self.target, **self.given)


@contextmanager
def listening() -> Iterator[list[Call]]:
    """The requests made meanwhile."""
    from elastic_transport import Transport

    calls: list[Call] = []
    send = Transport.perform_request

    def heard(transport: Transport, method: str, target: str, **given: object) -> object:
        calls.append(Call(transport, send, method, target, copy.deepcopy(given)))
        return send(transport, method, target, **given)

    Transport.perform_request = heard
    try:
        yield calls
    finally:
        Transport.perform_request = send


def searches_of(engine: Engine, query: Query) -> list[Call]:
    with listening() as calls:
        engine.search(query)
    found = [call for call in calls if call.searches]
    if not found:
        raise RuntimeError("the engine asked its server nothing: is it up?")
    return found


def requests_of(engine: Engine, query: Query) -> int:
    """How many requests a search sends, whatever they are."""
    with listening() as calls:
        engine.search(query)
    return len(calls)


def replayed(engine: Engine, query: Query) -> Callable[[], object]:
    """What sends the requests of this search again, answers read and thrown away."""
    calls = searches_of(engine, query)
    return lambda: [call.again() for call in calls]


def matching_ids(engine: Engine, text: str) -> list[int]:
    """Every item that answers a text, in pages of the query that the engine itself sends."""
    from elasticsearch import Elasticsearch
    from elasticsearch.helpers import scan

    call = searches_of(engine, Query(text=text, per_page=0))[0]
    body = call.given["body"]
    with Elasticsearch(os.environ["ELASTICSEARCH_URL"]) as client:
        wanted = {"query": body["query"], "_source": False}
        return [int(hit["_id"]) for hit in scan(client, index=call.index, query=wanted, size=5_000)]


def own_index(name: str) -> Values:
    """Whether the engine is here and works on an index of the benchmark: a site's own is never rebuilt by us."""
    if name not in ENGINES:
        return {"skipped": f"there is no engine “{name}”"}
    if name != "elasticsearch":
        return {}
    index = getattr(settings, "ELASTICSEARCH_INDEX", "")
    if not index.startswith(INDEX_PREFIX):
        return {"skipped": f"its index would be “{index}”, which may be a site's"}
    return {}


def rebuilt(name: str) -> Values:
    """How long `rebuild_search` takes, and `streaming_bulk` alone for the documents that it made."""
    if "rebuild_search" not in get_commands():
        return {"skipped": "there is no command rebuild_search"}
    started = time.perf_counter()
    call_command("rebuild_search", only="elasticsearch", verbosity=0, stdout=sys.stderr)
    taken = time.perf_counter() - started
    raw, documents = _raw_bulk(searches_of(engine_named(name), Query(text="quartier"))[0].index)
    times = {"seconds": round(taken, 2), "raw_seconds": round(raw, 2)}
    return {**times, "documents": documents, "ratio": round(taken / raw, 3)}


def dropped() -> Values:
    """Leaves nothing of ours on the server."""
    from elasticsearch import Elasticsearch

    with Elasticsearch(os.environ["ELASTICSEARCH_URL"]) as client:
        for index in client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}-*", ignore_unavailable=True):
            client.indices.delete(index=index)
    return {}


def _raw_bulk(index: str) -> tuple[float, int]:
    from elasticsearch import Elasticsearch
    from elasticsearch.helpers import scan, streaming_bulk

    with Elasticsearch(os.environ["ELASTICSEARCH_URL"], request_timeout=120) as client:
        documents = [{"_id": hit["_id"], "_source": hit["_source"]} for hit in scan(client, index=index, size=1_000)]
        made = next(iter(client.indices.get(index=index).body.values()))
        own = {"creation_date", "uuid", "version", "provided_name"}
        options = {key: value for key, value in made["settings"]["index"].items() if key not in own}
        client.indices.delete(index=SCRATCH, ignore_unavailable=True)
        client.indices.create(index=SCRATCH, mappings=made["mappings"], settings={"index": options})
        try:
            started = time.perf_counter()
            for _ in streaming_bulk(client, documents, index=SCRATCH):
                pass
            client.indices.refresh(index=SCRATCH)
            return time.perf_counter() - started, len(documents)
        finally:
            client.indices.delete(index=SCRATCH)
