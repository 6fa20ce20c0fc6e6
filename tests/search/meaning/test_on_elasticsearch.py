"""Elasticsearch finds by meaning what the database finds, in one request, in the same order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from core.models import KnowledgePage
from search.engines.choice import engine
from search.engines.elastic import comparing
from search.engines.elastic import server as elastic_server
from search.interface import Answer, Query
from search.meaning.making import make
from search.models import IndexedItem
from tests.factories import NewsPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def by(name: str, text: str, **more: object) -> Answer:
    return engine(name).search(Query(text=text, facets=("kind",), **more))


def ids(answer: Answer) -> list[int]:
    return [match.id for match in answer.matches]


@pytest.mark.parametrize("text", ["encombrants", "canapé", "collège", "les matelas du jardin", "xyzzy qwerty"])
@pytest.mark.parametrize("sort", ["", "-date", "title"])
def test_both_engines_find_the_same(
    items: dict[str, KnowledgePage], elastic: Callable[[], int], text: str, sort: str
) -> None:
    elastic()
    ours, theirs = by("database", text, sort=sort), by("elasticsearch", text, sort=sort)
    assert ids(ours) == ids(theirs)
    assert (ours.total, ours.counts) == (theirs.total, theirs.counts)


def test_filters_keep_the_same(items: dict[str, KnowledgePage], elastic: Callable[[], int]) -> None:
    elastic()
    answer = by("elasticsearch", "encombrants", filters={"kind": ("experience",)})
    assert ids(answer) == [items["meant"].pk]
    assert answer.counts == {"kind": {"experience": 1, "news": 1}}


def test_one_request_a_page(
    items: dict[str, KnowledgePage], elastic: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    elastic()
    asked = []
    transport = elastic_server.server().transport
    perform = transport.perform_request
    monkeypatch.setattr(transport, "perform_request", lambda *a, **k: asked.append(a) or perform(*a, **k))
    assert by("elasticsearch", "encombrants").total == 2
    assert len(asked) == 1


def test_vectors_made_later_reach_the_copy(
    elastic: Callable[[], int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = NewsPageFactory(title="Un canapé")
    elastic()
    assert by("elasticsearch", "encombrants").total == 0
    with django_capture_on_commit_callbacks(execute=True):
        make()
    assert not comparing.drift()
    assert ids(by("elasticsearch", "encombrants")) == [page.pk]


def test_a_model_added_to_a_running_portal_is_repaired_into_the_copy(
    client: Client, settings: Settings, elastic: Callable[[], int]
) -> None:
    path, settings.SEARCH_MODEL = settings.SEARCH_MODEL, ""
    page = NewsPageFactory(title="Un canapé")
    elastic()
    settings.SEARCH_MODEL = path
    make()
    assert client.get("/recherche/", {"q": "encombrants"}).context["results"].total == 1  # the database answers
    comparing.repair()
    assert not comparing.drift()
    assert ids(by("elasticsearch", "encombrants")) == [page.pk]


def test_what_leaves_the_index_leaves_the_copy(items: dict[str, KnowledgePage], elastic: Callable[[], int]) -> None:
    elastic()
    items["meant"].unpublish()
    comparing.repair()
    assert not IndexedItem.objects.filter(pk=items["meant"].pk).exists()
    assert ids(by("elasticsearch", "encombrants")) == [items["said"].pk]
