from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from core import caching
from core.caching import asked_once, content_changed, content_state, generation, kept_by_id, kept_until_content_changes
from core.context_processors import site_frame
from core.models import Generation, PortalSettings
from home.models import HomePage
from search.counts import counts_of
from tests.factories import ExperiencePageFactory, ThemeFactory, in_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_connection")]


Reading: TypeAlias = Callable[..., str]


class Source:
    """Something whose value changes, and that counts how often it is asked."""

    def __init__(self) -> None:
        self.value, self.asked = "avant", 0

    def read(self) -> str:
        self.asked += 1
        return self.value


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def reading(source: Source) -> Reading:
    @kept_until_content_changes
    def read(name: str, **options: str) -> str:
        return f"{name} {source.read()} {sorted(options.items())}"

    return read


def test_a_value_is_built_once_while_nothing_changes(reading: Reading, source: Source) -> None:
    assert reading("a") == reading("a")
    assert source.asked == 1


def test_each_set_of_arguments_has_its_own_value(reading: Reading, source: Source) -> None:
    assert reading("a") != reading("b")
    assert reading("a", place="ici") != reading("a", place="là")
    assert source.asked == 4


def test_a_value_is_built_again_after_a_change(reading: Reading, source: Source) -> None:
    reading("a")
    source.value = "après"
    content_changed()
    assert "après" in reading("a")


def test_a_change_made_by_another_process_is_seen_at_the_next_request(reading: Reading, source: Source) -> None:
    content_changed()
    reading("a")
    source.value = "après"
    # What the save of another process does, as seen from here: one row changes, no signal is received.
    Generation.objects.update(number=generation() + 1)
    assert "après" in reading("a")


def test_a_request_asks_for_the_generation_once() -> None:
    request_started.send(sender=None)
    with CaptureQueriesContext(connection) as queries:
        generation()
        generation()
    request_finished.send(sender=None)
    assert len(queries) == 1


def test_work_outside_a_request_asks_for_the_generation_once_however_deep_it_goes() -> None:
    with CaptureQueriesContext(connection) as queries, asked_once():
        generation()
        with asked_once():
            generation()
        generation()
    assert len(queries) == 1


def test_work_within_a_request_leaves_it_as_it_was() -> None:
    request_started.send(sender=None)
    with CaptureQueriesContext(connection) as queries:
        with asked_once():
            generation()
        generation()
    request_finished.send(sender=None)
    assert len(queries) == 1


def test_a_request_that_changes_content_sees_its_own_change(reading: Reading, source: Source) -> None:
    request_started.send(sender=None)
    reading("a")
    source.value = "après"
    content_changed()
    assert "après" in reading("a")
    request_finished.send(sender=None)


def test_a_value_built_during_a_change_that_is_undone_is_forgotten_with_it(reading: Reading, source: Source) -> None:
    content_changed()
    source.value = "jamais enregistré"
    try:
        with transaction.atomic():
            content_changed()
            reading("a")
            raise InterruptedError
    except InterruptedError:
        source.value = "après"
    content_changed()
    assert "après" in reading("a")


def test_the_memory_it_takes_is_bounded(monkeypatch: pytest.MonkeyPatch, reading: Reading) -> None:
    monkeypatch.setattr(caching, "_MOST_VALUES", 10)
    for number in range(50):
        reading(str(number))
    assert len(caching._values) <= 10


def test_saving_any_content_throws_kept_values_away() -> None:
    before = generation()
    ThemeFactory()
    after_theme = generation()
    ExperiencePageFactory()
    assert len({before, after_theme, generation()}) == 3


def test_the_name_of_the_site_changes_at_once(front_page: HomePage) -> None:
    site = front_page.get_site()
    assert site_frame().name == "Centre de ressources GUSP"
    site.site_name = "Un autre nom"
    site.save()
    assert site_frame().name == "Un autre nom"


def test_counts_kept_while_an_item_is_being_written_are_thrown_away_once_it_is_indexed() -> None:
    # A reader may come between the moment an item is saved and the moment it is indexed.
    def read_in_between(**_: object) -> None:
        counts_of("kind")

    post_save.connect(read_in_between, weak=False, dispatch_uid="a reader in between")
    try:
        ExperiencePageFactory()
    finally:
        post_save.disconnect(dispatch_uid="a reader in between")
    assert counts_of("kind") == {"experience": 1}


def test_the_state_of_the_content_changes_with_it_and_with_what_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    states = {content_state(), content_state()}
    page = ExperiencePageFactory(expire_at=in_days(1))
    states.add(content_state())
    page.unpublish()
    states.add(content_state())
    ExperiencePageFactory(expire_at=in_days(2))
    states.add(content_state())
    later = in_days(3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    states.add(content_state())
    assert len(states) == 5


# -- item by item -----------------------------------------------------------------------------------------------------
def test_only_the_items_that_are_not_kept_are_read() -> None:
    asked: list[list[int]] = []

    @kept_by_id(most=10)
    def read(ids: Sequence[int]) -> dict[int, str]:
        asked.append(list(ids))
        return {pk: f"item {pk}" for pk in ids if pk != 9}

    assert read([1, 2]) == {1: "item 1", 2: "item 2"}
    assert read([2, 3]) == {2: "item 2", 3: "item 3"}
    assert read([1, 9]) == {1: "item 1"}
    assert read([9]) == {}
    assert asked == [[1, 2], [3], [9], [9]]  # what is not found may be there the next time
    content_changed()
    assert read([1]) == {1: "item 1"}
    assert asked[-1] == [1]


def test_no_more_items_are_kept_than_said() -> None:
    asked: list[int] = []

    @kept_by_id(most=3)
    def read(ids: Sequence[int]) -> dict[int, int]:
        asked.extend(ids)
        return {pk: pk for pk in ids}

    read([1, 2, 3])
    assert read([4]) == {4: 4}
    assert read([1]) == {1: 1}
    assert asked == [1, 2, 3, 4, 1]


def test_a_list_shows_an_edit_at_once(client: Client) -> None:
    page = ExperiencePageFactory(title="Avant la pluie")
    assert b"Avant la pluie" in client.get("/observatoire/").content
    page.title = "Beau temps"
    page.save_revision().publish()
    shown = client.get("/observatoire/").content
    assert b"Beau temps" in shown
    assert b"Avant la pluie" not in shown


def test_an_item_withdrawn_leaves_the_lists_at_once(client: Client) -> None:
    page = ExperiencePageFactory(title="Avant la pluie")
    assert b"Avant la pluie" in client.get("/observatoire/?vue=tableau").content
    page.unpublish()
    assert b"Avant la pluie" not in client.get("/observatoire/?vue=tableau").content


# -- parts of pages ---------------------------------------------------------------------------------------------------
PART = Template('{% load core_tags %}{% kept "essai" %}<p>{{ word }}</p>{% endkept %}')


def test_a_part_of_a_page_is_made_once_until_content_changes(rf: RequestFactory) -> None:
    request = rf.get("/")
    assert PART.render(Context({"request": request, "word": "un"})) == "<p>un</p>"
    assert PART.render(Context({"request": request, "word": "deux"})) == "<p>un</p>"
    content_changed()
    assert PART.render(Context({"request": request, "word": "<trois>"})) == "<p>&lt;trois&gt;</p>"


def test_a_part_made_where_nobody_visits_is_not_kept(rf: RequestFactory) -> None:
    assert PART.render(Context({"word": ""})) == "<p></p>"
    assert PART.render(Context({"request": rf.get("/"), "word": "un"})) == "<p>un</p>"


def test_the_footer_shows_an_edit_of_the_settings_at_once(client: Client) -> None:
    client.get("/observatoire/")
    settings = PortalSettings.for_site(Site.objects.get())
    settings.publisher = "La ville de Demain"
    settings.save()
    assert "La ville de Demain" in client.get("/observatoire/").content.decode()
