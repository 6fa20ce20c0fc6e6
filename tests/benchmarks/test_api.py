"""Reading the whole portal by its API, and comparing what it counts with what the observatoire does."""

from __future__ import annotations

import pytest

from benchmarks import api
from tests.factories import ExperiencePageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db


def test_it_reads_everything_part_by_part() -> None:
    pages = [ExperiencePageFactory() for _ in range(5)] + [NewsPageFactory()]
    seen, times = api.read_whole(2)
    assert seen == {page.pk for page in pages}
    assert len(times.clock) == 3


def test_it_tells_where_counts_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    for outcome in ("success", "failure", "mixed"):
        ExperiencePageFactory(outcome=outcome)
    assert api.under_filters(10)["differences"] == []
    monkeypatch.setattr(api, "_shown", lambda address: -1)
    assert len(api.under_filters(10)["differences"]) == 10
