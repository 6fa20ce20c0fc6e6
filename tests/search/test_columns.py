"""The columns in memory follow the index, whatever happens to it."""

from __future__ import annotations

import random

import numpy as np
import pytest
from django.db import transaction

from search.engines import loading, writing
from search.engines.columns import Columns
from search.engines.loading import _loaded, _up_to_date, columns
from search.models import IndexChange, IndexedItem
from tests.factories import ExperiencePageFactory, NewsPageFactory, PracticeSheetPageFactory, ThemeFactory

pytestmark = pytest.mark.django_db

FACETS = ("kind", "theme", "year", "outcome")
NOBODY = np.zeros(0, dtype=np.int64)


def told(table: Columns) -> dict[str, object]:
    """What the columns say, whatever the order of their rows."""
    rows = np.flatnonzero(table.visible(NOBODY))
    dated = {int(table.ids[row]): (table.sort_date[row], table.last_day[row], table.expires[row]) for row in rows}
    return {"items": dated, "counts": table.counts(rows, FACETS)}


@pytest.fixture
def pages(db: None) -> list:
    themes = [ThemeFactory() for _ in range(3)]
    factories = (ExperiencePageFactory, NewsPageFactory, PracticeSheetPageFactory)
    return [factories[n % 3](themes=[themes[n % 3]], published_on=f"20{10 + n}") for n in range(12)]


def test_change_by_change_they_say_what_a_whole_reading_says(pages: list) -> None:
    chance = random.Random(7)
    known = _loaded()
    for _ in range(30):
        page = chance.choice(pages)
        page.refresh_from_db()
        change = chance.choice(["date", "theme", "unpublish", "publish"])
        if change == "unpublish":
            page.unpublish()
        else:
            page.published_on = str(chance.randint(2000, 2026))
            page.themes.set([ThemeFactory()] if change == "theme" else page.themes.all())
            page.save_revision().publish()
        known = _up_to_date(known)
        assert told(known) == told(_loaded())


def test_a_few_changes_do_not_read_the_whole_index_again(pages: list, monkeypatch: pytest.MonkeyPatch) -> None:
    known = _loaded()
    pages[0].title = "Autre titre"
    pages[0].save_revision().publish()
    monkeypatch.setattr(loading, "_loaded", lambda: pytest.fail("the whole index was read"))
    assert _up_to_date(known).version > known.version


def test_what_is_undone_is_forgotten(pages: list) -> None:
    before = told(columns())
    try:
        with transaction.atomic():
            pages[0].unpublish()
            assert told(columns()) != before
            raise ValueError
    except ValueError:
        pass
    assert told(columns()) == before


def test_an_emptied_index_counts_nothing(pages: list) -> None:
    assert told(columns())["items"]
    writing.clear()
    assert told(columns()) == {"items": {}, "counts": {name: {} for name in FACETS}}


def test_the_journal_keeps_the_order_of_changes_and_forgets_the_oldest(
    pages: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "KEPT_CHANGES", 5)
    monkeypatch.setattr(writing, "_FORGET_EVERY", 1)
    known = _loaded()
    for page in pages:
        page.save_revision().publish()
    versions = list(IndexChange.objects.order_by("pk").values_list("version", flat=True))
    assert len(versions) == 5
    assert versions == sorted(versions)
    assert told(_up_to_date(known)) == told(_loaded())
    assert IndexedItem.objects.count() == len(pages)
