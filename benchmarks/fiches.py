"""How long a hundred fiches take to make beside a hundred views of the pages of the same items.

`fiches.py [--items 100] [--rounds 3]` measures the portal of STATE_DIR: each item's page and its fiche in turn, through
the whole of Django, in one process; before, one of each has been made, so that neither pays for what a process does
once. A fiche is made anew at each round, in a folder of its own that is emptied; then each is asked for again, kept.
No page of an item is kept by the portal: each view is the whole of what a visitor without a cookie waits for. Beside
them stands ``make_fiches``, which makes the fiches of the whole portal with all processors: what it takes for as many.
Content of its own: `STATE_DIR=/somewhere manage.py start` fills the demonstration (some seventy items).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.setdefault("DEBUG", "false")
    import django

    django.setup()
    items = printed_items(options.items + 1)
    if len(items) < 2:
        sys.stderr.write("This portal has no item that is printed: fill it first.\n")
        return 2
    for number in range(options.rounds):
        told = measured(items)
        at_once = made_at_once(len(items) - 1)
        for what, clock in (("by the clock", 0), ("of processor", 1)):
            views, made, kept = (1_000 * sum(each[clock] for each in told[name]) for name in ("view", "made", "kept"))
            longest = 1_000 * max(each[clock] for each in told["made"])
            sys.stdout.write(
                f"round {number + 1}, {len(items) - 1} items, ms {what}: pages {views:.0f}, "
                f"fiches made {made:.0f} (×{made / views:.2f}, longest {longest:.0f}), "
                f"fiches kept {kept:.0f} (×{kept / views:.2f}), "
                f"made by make_fiches {1_000 * at_once[clock]:.0f} (×{1_000 * at_once[clock] / views:.2f})\n"
            )
    return 0


def printed_items(number: int) -> list[tuple[str, str]]:
    """(address of the page, address of the fiche) of as many visible items, spread over all of them."""
    from django.urls import reverse

    from core.models import KnowledgePage

    pages = [page for page in KnowledgePage.objects.visible().order_by("pk").specific() if page.is_printed]
    step = max(1, len(pages) // number)
    return [(page.url, reverse("item_pdf", args=[page.pk])) for page in pages[::step][:number]]


def measured(items: list[tuple[str, str]]) -> dict[str, list[tuple[float, float]]]:
    """Seconds (by the clock, of processor) of each view, of each fiche made and of each fiche kept; the first item
    only warms the process."""
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": "localhost"})

    def get(address: str) -> None:
        assert client.get(address).status_code == 200, address

    told: dict[str, list[tuple[float, float]]] = {"view": [], "made": [], "kept": []}
    with tempfile.TemporaryDirectory() as folder:
        settings.STATE_DIR = Path(folder)
        for number, (page, fiche) in enumerate(items):
            times = {"view": timed(get, page), "made": timed(get, fiche), "kept": timed(get, fiche)}
            if number:
                for name, seconds in times.items():
                    told[name].append(seconds)
    return told


def made_at_once(number: int) -> tuple[float, float]:
    """Seconds (by the clock, of processor) that ``make_fiches`` takes for ``number`` fiches, in the mean of all."""
    from django.conf import settings
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder:
        settings.STATE_DIR = Path(folder)
        times = timed(lambda command: call_command(command, verbosity=0), "make_fiches")
        made = sum(1 for _ in Path(folder).rglob("*.pdf"))
    return times[0] / made * number, times[1] / made * number


def timed(work: Callable[[str], None], address: str) -> tuple[float, float]:
    started = time.perf_counter(), time.process_time()
    work(address)
    return time.perf_counter() - started[0], time.process_time() - started[1]


if __name__ == "__main__":
    sys.exit(main())
