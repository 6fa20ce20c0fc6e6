"""A process that works on one portal: it reads what to do from its input, one JSON line each, and answers likewise.

Two of them stand side by side where two sizes are compared: each is asked in turn, so that both meet the same machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.portals import Portal

Values = dict[str, object]
Task = Callable[..., Values]


class Failed(Exception):
    """A worker could not do what it was asked; its own words."""


class Worker:
    """The other end: ``worker("latency", runs=20)``."""

    def __init__(self, portal: Portal, engine: str) -> None:
        self.portal = portal
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(portal.size), portal.database, engine, portal.only],
            env=portal.environment(engine), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __call__(self, task: str, **given: object) -> Values:
        self.process.stdin.write(json.dumps({"task": task, **given}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise Failed(f"{task}: the process ended ({self.process.wait()})")
        told = json.loads(answer)
        if "error" in told:
            raise Failed(f"{task}: {told['error']}")
        return told

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def tasks(portal: Portal, engine: str) -> Mapping[str, Task]:
    """What a worker can do; imported here, once Django stands."""
    from benchmarks import costs, elastic, exploring, facets, latency, plans
    from benchmarks.portals import ELASTICSEARCH, complete

    name = ELASTICSEARCH if engine == ELASTICSEARCH else "database"
    return {
        "complete": lambda: complete(portal, lambda line: print(line, file=sys.stderr, flush=True)),
        "latency": lambda **given: latency.measured(name, portal.size, **given),
        "facets": lambda **given: facets.compared(name, **given),
        "exploring": exploring.measured,
        "agreement": exploring.agreement,
        "plans": lambda: plans.read(name, portal.size),
        "publish": costs.publish,
        "memory": costs.memory,
        "own_index": lambda: elastic.own_index(name),
        "rebuild": lambda: elastic.rebuilt(name),
        "drop": elastic.dropped,
    }


def main() -> None:
    size, database, engine, only = int(sys.argv[1]), *sys.argv[2:5]
    answers, sys.stdout = sys.stdout, sys.stderr  # what commands print is no answer
    import django

    django.setup()
    known = tasks(Portal(size, database, only), engine)
    for line in sys.stdin:
        given = json.loads(line)
        try:
            answer = known[given.pop("task")](**given)
        except Exception as error:
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
