"""What publishing takes, and what memory a process that answers visitors takes."""

from __future__ import annotations

import random
import time
from pathlib import Path

from django.test import Client
from django.urls import reverse

from benchmarks.questions import PAGE_FACETS, any_text
from benchmarks.timing import as_a_request
from core.models import KnowledgePage
from experiences.models import ExperiencePage
from search.engines.choice import engine
from search.interface import Query

_STATUS = Path("/proc/self/status")


def publish(number: int) -> dict[str, object]:
    """Publishes one item as the admin does; then the first search, which must take the change in."""
    ids = ExperiencePage.objects.order_by("pk").values_list("pk", flat=True)
    page = KnowledgePage.objects.get(pk=ids[random.Random(number).randrange(len(ids))]).specific
    query = Query(text="encombrants", facets=PAGE_FACETS)
    warm = _search(query)
    started = time.perf_counter(), time.process_time()
    page.save_revision().publish()
    taken = time.perf_counter() - started[0], time.process_time() - started[1]
    return {"seconds": taken[0], "processor_seconds": taken[1], "search": warm, "next_search": _search(query)}


def _search(query: Query) -> float:
    engine().search(query)
    with as_a_request():
        started = time.perf_counter()
        engine().search(query)
        return time.perf_counter() - started


def memory(searches: int) -> dict[str, object]:
    """Megabytes of this process, in all and its own, once it answers and after so many pages of results.

    What it shares with others of its kind (code, pages of the database file) is not its own.
    """
    if not _STATUS.exists():
        return {"skipped": "only Linux tells it"}
    visitor = Client(headers={"host": "localhost"})
    chance = random.Random("memory")
    assert visitor.get("/sante/").status_code == 200
    before = _taken()
    for _ in range(searches):
        assert visitor.get(reverse("search"), {"q": any_text(chance)}).status_code == 200
    return {"before": before, "after": _taken(), "searches": searches}


def _taken() -> dict[str, float]:
    told = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines() if ":" in line)
    return {
        name: round(int(told[field].split()[0]) / 1024, 1)
        for name, field in (("all_mb", "VmRSS"), ("own_mb", "RssAnon"))
    }
