"""The matrix of openings: the nearest are the nearest, and it follows what changes."""

from __future__ import annotations

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from core.caching import content_changed
from search.engines.loading import columns
from search.meaning import openings as module
from search.meaning.making import make
from search.meaning.openings import Openings, openings
from tests.factories import NewsPageFactory


def random_openings(many: int, dimensions: int = 384) -> tuple[Openings, np.ndarray]:
    """Vectors that mostly point the same way, as those of a real model do."""
    chance = np.random.default_rng(7)
    vectors = chance.standard_normal((many, dimensions)) / 2 + chance.standard_normal(dimensions)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    known = Openings("essai", dimensions, 0)
    for start in range(0, many, 1_000):
        known.put(np.arange(start + 1, min(start + 1_000, many) + 1), vectors[start : start + 1_000])
    return known, vectors


@pytest.mark.parametrize("many", [100, 6_000])
def test_the_nearest_are_found(many: int) -> None:
    known, vectors = random_openings(many)
    shown = np.ones(many, dtype=bool)
    for place in (0, 50, many - 1):
        exact = vectors @ vectors[place]
        ids, near = known.nearest(vectors[place], 10, shown)
        wanted = np.argsort(-exact)[:10] + 1
        assert ids[0] == place + 1
        assert len(set(ids) & set(wanted)) >= 9
        assert np.abs(near - exact[ids - 1]).max() < 0.002
        assert (np.diff(near) <= 0).all()


def test_only_what_is_shown_is_found() -> None:
    known, vectors = random_openings(6_000)
    shown = np.zeros(6_000, dtype=bool)
    assert len(known.nearest(vectors[0], 10, shown)[0]) == 0
    shown[[3, 4]] = True
    assert set(known.nearest(vectors[0], 10, shown)[0]) == {4, 5}


@pytest.mark.django_db
def test_it_follows_the_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [NewsPageFactory(title=f"Un canapé {number}") for number in range(5)]
    make()
    assert len(openings("familles", 64).ids) == 5
    monkeypatch.setattr(module, "_loaded", lambda *_: pytest.fail("everything was read again"))
    pages[0].title = "Un vélo"
    pages[0].save_revision().publish()
    added = NewsPageFactory(title="Un compost")
    make()
    known = openings("familles", 64)
    assert sorted(known.ids) == sorted(page.pk for page in [*pages, added])
    assert known.version == columns().version
    from tests.search.meaning.fake import Families

    asked = Families().questions(["vélo"])[0]
    assert known.nearest(asked, 1, np.ones(6, dtype=bool))[0].tolist() == [pages[0].pk]


@pytest.mark.django_db
def test_none_at_all_is_no_failure() -> None:
    known = openings("familles", 64)
    assert len(known.nearest(np.ones(64, dtype=np.float32), 5, np.zeros(0, dtype=bool))[0]) == 0


@pytest.mark.django_db
def test_it_is_read_once_until_content_changes(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    NewsPageFactory()
    make()
    openings("familles", 64)
    with django_assert_num_queries(1):  # which generation the content is at
        openings("familles", 64)
    content_changed()
    with django_assert_num_queries(4):
        openings("familles", 64)
