"""How fast the search is at 1,000, 10,000 and 100,000 items, each figure beside that of a peer in the same run.

    python benchmarks/search_speed.py [--sizes 1000 10000] [--engines sqlite postgresql elasticsearch] [--only latency]

- latency: a page of results (twenty best, exact facets) beside raw FTS5 (``fts5_word``: the plain words; ``fts5_same``:
  the very MATCH expression of the engine), beside ``ts_rank`` on PostgreSQL, beside the same ``_search`` sent without
  the engine on Elasticsearch; PostgreSQL also beside what SQLite took;
- plans: how PostgreSQL reads its table for each question;
- facets: counts beside SQL's GROUP BY, equal and faster or not, on random questions and filters;
- rebuild: ``manage.py rebuild_search`` beside ``streaming_bulk`` of the same documents;
- publish: an item published in the largest portal beside the smallest, in turn;
- memory: a process before and after some searches, beside that of the smallest portal.

PostgreSQL is measured where DATABASE_URL names one (in databases of its own, beside that one), Elasticsearch where
ELASTICSEARCH_URL is given. The first run makes the portals, which takes a quarter of an hour for 100,000 items.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.portals import ELASTICSEARCH, POSTGRESQL, ROOT, SQLITE, Portal
from benchmarks.report import told
from benchmarks.worker import Failed, Values, Worker

SIZES = (1_000, 10_000, 100_000)
MEASURES = ("latency", "plans", "facets", "rebuild", "publish", "memory")
NEEDS = {POSTGRESQL: "DATABASE_URL", ELASTICSEARCH: "ELASTICSEARCH_URL"}


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="items in the portals")
    parser.add_argument("--engines", nargs="+", choices=(SQLITE, POSTGRESQL, ELASTICSEARCH), help="all that can be had")
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=MEASURES, help="what is measured")
    parser.add_argument("--runs", type=int, default=25, help="runs of each question")
    parser.add_argument("--checks", type=int, default=1_000, help="random questions whose facets are compared")
    parser.add_argument("--publish", type=int, default=30, help="items published")
    parser.add_argument("--searches", type=int, default=200, help="searches between two looks at the memory")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results", help="where the JSON goes")
    return parser.parse_args(arguments)


def main() -> None:
    given = options()
    given.results.mkdir(parents=True, exist_ok=True)
    sizes = sorted(set(given.sizes))
    for engine in given.engines or (SQLITE, POSTGRESQL, ELASTICSEARCH):
        lacking = NEEDS.get(engine, "")
        if lacking and not os.environ.get(lacking):
            print(f"\n{engine}: skipped, {lacking} is not given")
            continue
        try:
            measure(engine, sizes, given)
        except Failed as failure:
            print(f"\n{engine}: stopped, {failure}")
            sys.exit(1)


def measure(engine: str, sizes: Sequence[int], given: argparse.Namespace) -> None:
    portals = {size: Portal(size, POSTGRESQL if engine == POSTGRESQL else SQLITE) for size in sizes}
    results: dict[int, Values] = {}
    for size, portal in portals.items():
        with Worker(portal, engine) as worker:
            made = worker("complete")
            refused = worker("own_index").get("skipped")
            if refused:
                print(f"\n{engine}: skipped, {refused}")
                return
            results[size] = {"engine": engine, "size": size, "portal": made, **_alone(worker, engine, size, given)}
    if "publish" in given.only:
        _published(engine, portals, results, given.publish)
    if "memory" in given.only:
        for size, portal in portals.items():
            with Worker(portal, engine) as worker:
                results[size]["memory"] = worker("memory", searches=given.searches)
    if engine == ELASTICSEARCH:
        for portal in portals.values():
            with Worker(portal, engine) as worker:
                worker("drop")
    for size, result in results.items():
        path = given.results / f"{engine}-{size}.json"
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        path.write_text(json.dumps(known | result, ensure_ascii=False, indent=1), encoding="utf-8")
    print(told(engine, results), flush=True)


def _alone(worker: Worker, engine: str, size: int, given: argparse.Namespace) -> Values:
    """What is measured on one portal."""
    found: Values = {}
    print(f"{engine}, {size:,} items: measuring…", file=sys.stderr, flush=True)
    if engine == ELASTICSEARCH:  # always: the index must hold this portal
        found["rebuild"] = worker("rebuild")
    if "latency" in given.only:
        found["latency"] = worker("latency", runs=given.runs)["queries"]
        if engine == POSTGRESQL:
            _beside_sqlite(found["latency"], given.results / f"{SQLITE}-{size}.json")
    if "plans" in given.only and engine == POSTGRESQL:
        found["plans"] = worker("plans")["plans"]
    if "facets" in given.only:
        found["facets"] = worker("facets", checks=given.checks)
    return found


def _beside_sqlite(latency: Sequence[Values], results: Path) -> None:
    """SQLite's figures for the same questions, from its own results."""
    if not results.exists():
        return
    theirs = {one["name"]: one["engine"] for one in json.loads(results.read_text(encoding="utf-8")).get("latency", ())}
    for one in latency:
        if one["name"] in theirs:
            peer = theirs[one["name"]]
            ratio = one["engine"]["median_ms"] / peer["median_ms"]
            more = one["engine"]["median_ms"] - peer["median_ms"]
            one["peers"][SQLITE] = peer | {"ratio": round(ratio, 3), "more_ms": round(more, 3)}


def _published(engine: str, portals: dict[int, Portal], results: dict[int, Values], times: int) -> None:
    taken: dict[int, list[Values]] = {size: [] for size in portals}
    with ExitStack() as stack:
        workers = {size: stack.enter_context(Worker(portal, engine)) for size, portal in portals.items()}
        for worker in workers.values():
            worker("publish", number=-1)
        for number in range(times):
            for size, worker in workers.items():
                taken[size].append(worker("publish", number=number))
    least = min(portals)
    medians = {
        size: {name: statistics.median(one[name] for one in ones) for name in ones[0]} for size, ones in taken.items()
    }
    for size, mine in medians.items():
        results[size]["publish"] = {
            "times": times,
            "median_ms": round(1_000 * mine["seconds"], 2),
            "beside": least,
            "ratio": round(mine["seconds"] / medians[least]["seconds"], 3),
            "processor_ratio": round(mine["processor_seconds"] / medians[least]["processor_seconds"], 3),
            "next_search_ratio": round(mine["next_search"] / mine["search"], 3),
        }


if __name__ == "__main__":
    main()
