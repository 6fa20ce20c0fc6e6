"""Everything that answers a query, in order, whole or piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from core.models import KnowledgePage
from search import harvest
from search.engines.database import DatabaseEngine
from search.interface import Query
from search.models import IndexedItem
from tests.factories import ExperiencePageFactory, NewsPageFactory, StandardPageFactory, ThemeFactory, in_days

pytestmark = pytest.mark.django_db

DATES = ("2013", "2013-10", "2013-10-12", "2014-01-31", "2020")
OUTCOMES = ("success", "mixed", "failure")


@pytest.fixture(scope="module")
def items(kept_for_the_module: None) -> list[KnowledgePage]:
    waste, care = ThemeFactory(name="Déchets", slug="dechets"), ThemeFactory(name="Entretien", slug="entretien")
    pages: list[KnowledgePage] = [
        ExperiencePageFactory(
            title=f"Les encombrants de la résidence {number}" if number % 3 else f"Un jardin {number}",
            published_on=DATES[number % len(DATES)],
            outcome=OUTCOMES[number % len(OUTCOMES)],
            themes=[waste] if number % 2 else [waste, care],
        )
        for number in range(24)
    ]
    return [*pages, NewsPageFactory(title="Encombrants : le nouveau calendrier"), StandardPageFactory()]


def queries() -> st.SearchStrategy[Query]:
    filters = st.fixed_dictionaries(
        {},
        optional={
            "theme": st.lists(st.sampled_from(("dechets", "entretien", "inconnu")), min_size=1).map(tuple),
            "outcome": st.lists(st.sampled_from(OUTCOMES), min_size=1).map(tuple),
            "kind": st.just(("experience",)),
        },
    )
    return st.builds(
        Query,
        text=st.sampled_from(("", "encombrants", "jardin", "de la", "introuvable")),
        filters=filters,
        sort=st.sampled_from(("date", "-date")),
        since=st.sampled_from(("", "2013-10-12", "2014-01-01")),
        until=st.sampled_from(("", "2013-12-31", "2019-12-31")),
    )


def page_by_page(query: Query) -> tuple[int, list[int]]:
    """What the engine gives the public."""
    found: list[int] = []
    for number in range(1, 100):
        answer = DatabaseEngine().search(replace(query, page=number, per_page=7))
        if not answer.matches:
            return answer.total, found
        found += [match.id for match in answer.matches]
    raise AssertionError("the pages have no end")


@settings(max_examples=60)
@given(query=queries())
def test_it_is_what_the_pages_give_one_after_the_other(items: list[KnowledgePage], query: Query) -> None:
    whole = harvest.ids(query)
    assert (whole.total, whole.ids) == page_by_page(query)
    assert whole.last is None


@settings(max_examples=30)
@given(query=queries(), most=st.integers(1, 9))
def test_piece_by_piece_nothing_is_missed_nor_doubled(items: list[KnowledgePage], query: Query, most: int) -> None:
    gathered: list[int] = []
    after = None
    while True:
        piece = harvest.ids(query, after, most)
        assert len(piece.ids) <= most
        gathered += piece.ids
        if piece.last is None:
            break
        after = piece.last
    assert gathered == harvest.ids(query).ids


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_what_comes_and_goes_between_two_pieces_spoils_nothing(items: list[KnowledgePage], sort: str) -> None:
    query = Query(sort=sort)
    before = harvest.ids(query).ids
    first = harvest.ids(query, most=10)
    assert first.last is not None
    Page.objects.get(pk=first.ids[-1]).specific.unpublish()  # the very one that the key names
    for date in ("2001", "2013-10", "2030"):
        NewsPageFactory(published_on=date)
    rest = harvest.ids(query, first.last).ids
    assert [pk for pk in rest if pk in before] == before[10:]
    assert not set(rest) & set(first.ids)


def test_a_title_or_relevance_order_gives_the_latest_first(items: list[KnowledgePage]) -> None:
    latest_first = harvest.ids(Query(sort="-date")).ids
    assert harvest.ids(Query(sort="title")).ids == latest_first
    assert set(harvest.ids(Query(text="encombrants")).ids) < set(latest_first)


@pytest.mark.parametrize("trait", ["draft", "expired", "private", "behind_password"])
def test_what_is_not_public_is_not_harvested(items: list[KnowledgePage], trait: str) -> None:
    before = harvest.ids(Query())
    ExperiencePageFactory(**{trait: True})
    assert harvest.ids(Query()) == before


def test_what_has_expired_since_is_no_longer_harvested(
    items: list[KnowledgePage], publish: Callable[[Page], Page]
) -> None:
    page = publish(ExperiencePageFactory())
    assert page.pk in harvest.ids(Query()).ids
    Page.objects.filter(pk=page.pk).update(expire_at=in_days(-1))
    page.refresh_from_db()
    page.save()
    assert page.pk not in harvest.ids(Query()).ids


def test_nothing_found_is_an_empty_harvest(items: list[KnowledgePage]) -> None:
    assert harvest.ids(Query(text="introuvable"), ("2013", 12), 5) == harvest.Harvest(0, [])


def test_what_was_written_since_a_moment_is_harvested_alone(
    items: list[KnowledgePage], publish: Callable[[Page], Page]
) -> None:
    moment = max(IndexedItem.objects.values_list("version", flat=True)) + 1
    assert harvest.ids(Query(), written_since=moment) == harvest.Harvest(0, [])
    changed = publish(items[3])
    assert harvest.ids(Query(), written_since=moment) == harvest.Harvest(1, [changed.pk])
