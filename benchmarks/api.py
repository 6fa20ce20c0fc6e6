"""Reads a portal by its API, as its visitors' programs do: from one end to the other, and under random filters, whose
counts must be those of the observatoire.

    STATE_DIR=var/bench/100000 python -m benchmarks.api --filters 300

Fails where an item is missing or given twice, or where a count differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

import django
from django.test.utils import setup_test_environment

from benchmarks.timing import Times

Pairs = list[tuple[str, str]]
TEXTS = ("encombrants", "jardin partagé", "qui ramasse les dépôts sauvages ?")
SEED = 5
T = TypeVar("T")


def main() -> int:
    arguments = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    setup_test_environment()  # templates then tell what they were given
    whole, harvest = read_whole(arguments.limit)
    told = {"read": len(whole), "harvest": harvest.told(), **under_filters(arguments.filters)}
    sys.stdout.write(json.dumps(told, indent=2) + "\n")
    return 1 if told["differences"] else 0


def read_whole(limit: int) -> tuple[set[int], Times]:
    """Every item's id, and how long each part took."""
    times, seen, following = Times(), list[int](), f"/api/v1/items/?limit={limit}"
    counted = 0
    while following:
        part = _timed(times, partial(_json, following))
        seen += [item["id"] for item in part["items"]]
        counted, following = part["count"], part["next"]
    if len(set(seen)) != len(seen) or len(seen) != counted:
        raise SystemExit(f"{counted} items counted, {len(seen)} read, {len(set(seen))} different")
    return set(seen), times


def under_filters(wanted: int) -> dict[str, object]:
    """How many random filters find other totals here and on the page, and what they take."""
    from experiences.views.observatory import FACETS

    chance, values = random.Random(SEED), _values(FACETS)
    times = {"items": Times(), "facets": Times(), "page": Times()}
    differences, found = [], 0
    for _ in range(wanted):
        filters = _filters(chance, values)
        encoded = urlencode([*filters, ("kind", "experience")])
        totals = [
            _timed(times["items"], partial(_json, f"/api/v1/items/?{encoded}"))["count"],
            _timed(times["facets"], partial(_json, f"/api/v1/facets/?{encoded}"))["count"],
            _timed(times["page"], partial(_shown, f"/observatoire/?{urlencode(filters)}")),
        ]
        found += bool(totals[0])
        if len(set(totals)) > 1:
            differences.append({"filters": filters, "totals": totals})
    return {
        "filters": wanted,
        "that find something": found,
        "differences": differences,
        **{name: taken.told() for name, taken in times.items()},
    }


def _timed(times: Times, work: Callable[[], T]) -> T:
    done: list[T] = []
    times.run(lambda: done.append(work()))
    return done[0]


def _filters(chance: random.Random, values: Mapping[str, Sequence[str]]) -> Pairs:
    names = chance.sample(sorted(values), chance.randint(0, 3))
    pairs = [(name, value) for name in names for value in chance.sample(values[name], min(len(values[name]), 2))]
    return [*pairs, ("q", chance.choice(TEXTS))] if chance.random() < 0.25 else pairs


def _values(facets: Sequence[str]) -> dict[str, list[str]]:
    told = {facet: _json(f"/api/v1/facets/{facet}/?kind=experience&limit=200")["values"] for facet in facets}
    return {facet: [value["code"] for value in values] for facet, values in told.items() if values}


def _json(address: str) -> Mapping[str, object]:
    response = _browser().get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    return response.json()


def _shown(address: str) -> int:
    return _browser().get(address).context["results"].total


def _browser():
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=200, help="items a request")
    parser.add_argument("--filters", type=int, default=300, help="random filters to compare")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
