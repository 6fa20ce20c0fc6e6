"""Making the index anew, and finding where it differs from what is public."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from search.engines import writing
from search.models import IndexedItem, IndexedWord
from search.rebuilding import database_drift, rebuild_database
from tests.factories import NewsPageFactory

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> dict:
    out = io.StringIO()
    call_command("check_search", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_a_rebuild_writes_what_is_public_and_drops_the_rest() -> None:
    public, hidden = NewsPageFactory(), NewsPageFactory()
    IndexedItem.objects.filter(pk=public.pk).delete()
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    assert database_drift() == {public.pk, hidden.pk}
    assert rebuild_database() == 1
    assert list(IndexedItem.objects.values_list("pk", flat=True)) == [public.pk]


def test_readers_see_a_whole_index_while_it_is_rebuilt() -> None:
    pages = {NewsPageFactory().pk for _ in range(3)}
    seen = []

    def watched(ids):
        for pk in ids:
            seen.append(set(IndexedItem.objects.values_list("pk", flat=True)))
            yield pk

    rebuild_database(watched)
    assert all(at_once == pages for at_once in seen)
    assert seen


def test_a_rebuild_forgets_the_words_that_no_item_holds_any_more() -> None:
    page = NewsPageFactory(title="Compost")
    page.title = "Potager"
    page.save_revision().publish()
    assert IndexedWord.objects.filter(word="compost").exists()
    rebuild_database()
    assert not IndexedWord.objects.filter(word="compost").exists()
    assert IndexedWord.objects.filter(word="potager").exists()


def test_a_check_names_what_differs_and_a_repair_puts_it_right() -> None:
    page = NewsPageFactory()
    assert told() == {"drift": {"database": []}, "repaired": False}
    writing.delete([page.pk])
    with pytest.raises(CommandError, match="--repair"):
        told()
    assert told("--repair") == {"drift": {"database": [page.pk]}, "repaired": True}
    assert told()["drift"] == {"database": []}


def test_without_elasticsearch_there_is_no_copy_to_rebuild() -> None:
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("rebuild_search", "--only", "elasticsearch")
