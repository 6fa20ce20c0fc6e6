"""The observatoire at 25 and at 100,000 practices: queries, time of each view beside its search call, whether views,
files and the API agree on 300 random filters.

    python benchmarks/observatory.py [--sizes 25 100000] [--engine sqlite] [--checks 300]

The first run makes the portals, which takes a quarter of an hour for 100,000 practices.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.portals import ELASTICSEARCH, POSTGRESQL, SQLITE, Portal
from benchmarks.worker import Worker


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=(25, 100_000), help="practices in the portals")
    parser.add_argument("--engine", choices=(SQLITE, POSTGRESQL, ELASTICSEARCH), default=SQLITE)
    parser.add_argument("--runs", type=int, default=15, help="runs of each address")
    parser.add_argument("--checks", type=int, default=300, help="random filters")
    parser.add_argument("--api", default="/api/v1/items/", help="the list of items of the API")
    given = parser.parse_args()
    for size in given.sizes:
        database = SQLITE if given.engine == ELASTICSEARCH else given.engine
        with Worker(Portal(size, database, "experience"), given.engine) as worker:
            worker("complete")
            print(f"\n{size} practices, {given.engine}")
            for page in worker("exploring", runs=given.runs)["pages"]:
                print(_line(page))
            told = worker("agreement", checks=given.checks, api=given.api)
            print(f"{told['checks']} filters, {told['compared']} counts, median {told['median']} practices: "
                  f"{len(told['differing'])} filters differ")  # fmt: skip
            for one in told["differing"][:5]:
                print(one)


def _line(page: Mapping[str, float | str]) -> str:
    made, kept, search = (f"{page[name]:7.2f} ms" for name in ("page", "kept", "search"))
    ratio = page["page"] / page["search"]
    return f"{page['queries']:3} queries  page {made}  kept {kept}  search {search} {ratio:5.2f}x  {page['address']}"


if __name__ == "__main__":
    main()
