"""The practices proposed beside each item, with their reasons, for somebody to judge; and how long one search takes.

    python benchmarks/similar.py [KIND]             # beside every practice, or every item of another kind
    python benchmarks/similar.py --time 200 [KIND]  # of so many items, without the texts

It reads the current database (STATE_DIR, DATABASE_URL). A proposal is apt when somebody who works on the first would
read the second for it.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def tell(kind: str) -> None:
    from experiences.likeness.similar import MOST, nearest
    from search.models import IndexedItem

    titles = dict(IndexedItem.objects.values_list("pk", "title"))
    told = 0
    for pk in IndexedItem.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True):
        print(f"\n{titles[pk]}")
        for near in nearest(pk)[:MOST]:
            print(f"    {near.score:.2f}  {titles[near.id]}  [{' · '.join(reason.label for reason in near.reasons)}]")
            told += 1
    print(f"\n{told} proposals")


def measure(kind: str, count: int) -> None:
    from benchmarks.timing import Times, as_a_request
    from experiences.likeness.similar import nearest
    from search.models import IndexedItem

    ids = list(IndexedItem.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(count).sample(ids, min(count, len(ids)))
    with as_a_request():
        nearest(chosen[0])
        times = Times()
        for pk in chosen:
            times.run(lambda pk=pk: nearest(pk))
    print(times.told() | {"items": IndexedItem.objects.count()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", nargs="?", default="experience")
    parser.add_argument("--time", type=int, default=0, metavar="COUNT")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    import django

    django.setup()
    if options.time:
        measure(options.kind, options.time)
    else:
        tell(options.kind)


if __name__ == "__main__":
    main()
