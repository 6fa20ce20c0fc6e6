"""The distributed engine answers as the database does, and nothing is lost when its server is."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from core.models import KnowledgePage
from experiences.models import Evidence
from search.engines.choice import engine
from search.engines.elastic import comparing, copying, remaking
from search.engines.elastic import server as elastic_server
from search.interface import Answer, Query
from search.models import IndexChange, IndexedItem
from search.registry import facets
from tests.factories import ExperiencePageFactory, NewsPageFactory, PracticeSheetPageFactory, ThemeFactory
from tests.search.test_hostile_questions import HOSTILE
from tests.search.test_questions import QUESTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

Library = dict[str, KnowledgePage]
CROSSED = (("theme", "outcome"), ("year", "outcome"), ("theme", "kind"), ("theme", "theme"))
NOWHERE = "http://127.0.0.1:9"  # nothing listens there


@pytest.fixture
def gone(elastic: Callable[[], int], settings: Settings) -> Callable[[], Callable[[], None]]:
    """Takes the server away; calling what it returns brings it back."""

    def take() -> Callable[[], None]:
        url, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, NOWHERE

        def bring_back() -> None:
            settings.ELASTICSEARCH_URL = url
            elastic_server.breaker.succeeded()

        return bring_back

    return take


@pytest.fixture
def published(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[[KnowledgePage], None]:
    """Publishes as a request does: what waits for the end of the transaction is done."""

    def publish(page: KnowledgePage) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish


def by(name: str, text: str = "", **filters: tuple[str, ...]) -> Answer:
    return engine(name).search(Query(text, filters, facets=tuple(facets()), crossed=CROSSED))


def found(name: str, text: str) -> list[int]:
    return [match.id for match in by(name, text).matches]


@pytest.mark.parametrize(("question", "wanted"), QUESTIONS.items(), ids=QUESTIONS)
def test_each_question_of_the_field_finds_what_it_is_about(
    library: Library, elastic: Callable[[], int], question: str, wanted: set[str]
) -> None:
    elastic()
    ids = found("elasticsearch", question)[: len(wanted)]
    assert {name for name, page in library.items() if page.pk in ids} == wanted


def test_its_counts_and_totals_are_those_of_the_database(elastic: Callable[[], int]) -> None:
    chance = random.Random(4)
    themes = [ThemeFactory(name=f"Thème {number}") for number in range(4)]
    words = ["compost", "jardin", "tri", "marché", "encombrants"]
    for number in range(40):
        factory = chance.choice([ExperiencePageFactory, NewsPageFactory, PracticeSheetPageFactory])
        title = f"{' '.join(chance.sample(words, 2))} {number}"
        factory(title=title, themes=chance.sample(themes, 2), published_on=f"20{10 + number % 9}")
    elastic()
    for _ in range(60):
        filters = {"kind": ("experience", "news"), "theme": (chance.choice(themes).slug,), "year": ("2011", "2013")}
        chosen = dict(chance.sample(sorted(filters.items()), chance.randint(0, 3)))
        text = " ".join(chance.sample(words, chance.randint(0, 2)))
        ours, theirs = by("database", text, **chosen), by("elasticsearch", text, **chosen)
        assert (theirs.total, theirs.counts) == (ours.total, ours.counts), (text, chosen)
        assert theirs.crossed == ours.crossed, (text, chosen)


@pytest.mark.parametrize("name", ["database", "elasticsearch"])
def test_a_word_in_a_text_comes_first_where_it_is_written_with_its_accents(
    elastic: Callable[[], int], name: str
) -> None:
    plain = NewsPageFactory(title="Le samedi", slug="cote", summary="On parle de la cote.")
    accented = NewsPageFactory(title="Le samedi", slug="samedi", summary="On parle de la côte.")
    elastic()
    assert found(name, "côte") == [accented.pk, plain.pk]
    assert found(name, "cote") == [plain.pk, accented.pk]


def test_of_two_that_say_the_same_the_better_proven_comes_first(elastic: Callable[[], int]) -> None:
    told = [
        ExperiencePageFactory(title="Balayer", slug=evidence, evidence=evidence, published_on="2020").pk
        for evidence in (Evidence.MEASURED, Evidence.REVIEW, Evidence.TESTIMONY)
    ]
    elastic()
    assert found("elasticsearch", "balayer") == told


@pytest.mark.parametrize("sort", ["", "-date", "date", "title"])
def test_pages_follow_one_another_and_hold_everything_once(elastic: Callable[[], int], sort: str) -> None:
    pages = {NewsPageFactory(title=f"Compost {n}", published_on=f"20{10 + n % 7}").pk for n in range(25)}
    elastic()
    seen = [
        match.id
        for page in range(1, 5)
        for match in engine("elasticsearch").search(Query("compost", sort=sort, page=page, per_page=7)).matches
    ]
    assert len(seen) == len(set(seen))
    assert set(seen) == pages


def test_a_terminal_is_told_when_the_server_is_gone(gone, tmp_path: Path) -> None:
    gone()
    judged = tmp_path / "judged.jsonl"
    judged.write_text('{"query": "compost", "relevant": {"x": 1}}')
    for asked in (["search", "compost"], ["evaluate_search", str(judged)]):
        with pytest.raises(CommandError, match="Le moteur ne répond pas"):
            call_command(*asked, "--engine", "elasticsearch")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_is_answered(library: Library, elastic: Callable[[], int], text: str, client: Client) -> None:
    elastic()
    response = client.get("/recherche/", {"q": text})
    assert response.status_code == 200
    assert not response.context["results"].makeshift


def test_one_request_answers_a_page(
    library: Library, elastic: Callable[[], int], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    elastic()
    asked: list[str] = []
    transport = type(elastic_server.server().transport)
    perform = transport.perform_request
    monkeypatch.setattr(
        transport,
        "perform_request",
        lambda self, method, target, **more: asked.append(target) or perform(self, method, target, **more),
    )
    assert client.get("/recherche/?q=déchets&kind=experience").context["results"].total
    assert len(asked) == 1
    assert "_search" in asked[0]


def test_what_is_published_changed_and_hidden_is_so_at_once(
    elastic: Callable[[], int], published: Callable[[KnowledgePage], None], django_capture_on_commit_callbacks
) -> None:
    elastic()
    page = NewsPageFactory(title="Compost")
    published(page)
    assert found("elasticsearch", "compost") == [page.pk]
    page.title = "Potager"
    published(page)
    assert (found("elasticsearch", "compost"), found("elasticsearch", "potager")) == ([], [page.pk])
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert found("elasticsearch", "potager") == []
    assert not comparing.drift()


def test_without_its_server_the_page_answers_and_says_so(
    library: Library, elastic: Callable[[], int], gone, client: Client
) -> None:
    elastic()
    gone()
    response = client.get("/recherche/?q=déchets")
    assert library["waste"].pk in [hit.id for hit in response.context["results"].hits]
    assert "notre recherche de secours" in response.content.decode()


def test_a_server_that_has_just_failed_is_not_asked_again(
    library: Library, elastic: Callable[[], int], gone, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    elastic()
    gone()
    client.get("/recherche/?q=déchets")
    with monkeypatch.context() as patch:
        patch.setattr(elastic_server, "_patient", lambda url, patience: pytest.fail("it was asked"))
        assert client.get("/recherche/?q=jardin").context["results"].makeshift


def test_what_is_published_without_the_server_reaches_it_later(
    elastic: Callable[[], int], gone, published: Callable[[KnowledgePage], None], client: Client
) -> None:
    elastic()
    bring_back = gone()
    page = NewsPageFactory(title="Compost")
    published(page)
    bring_back()
    # The copy lacks a change: the database answers, with the new page.
    assert [hit.id for hit in client.get("/recherche/?q=compost").context["results"].hits] == [page.pk]
    with pytest.raises(CommandError):
        call_command("check_search", stdout=io.StringIO())
    call_command("check_search", "--repair", stdout=io.StringIO())
    out = io.StringIO()
    call_command("check_search", "--json", stdout=out)
    assert json.loads(out.getvalue())["drift"] == {"database": [], "elasticsearch": []}
    assert found("elasticsearch", "compost") == [page.pk]


def test_an_edit_made_during_a_rebuild_is_in_the_new_index(
    elastic: Callable[[], int], published: Callable[[KnowledgePage], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    NewsPageFactory(title="Compost")
    elastic()
    swap, made = remaking._swap, []

    def edit_then_swap(es, name: str) -> None:
        if not made:
            made.append(NewsPageFactory(title="Potager"))
            published(made[0])
            assert found("elasticsearch", "compost"), "the former index no longer answers"
        swap(es, name)

    monkeypatch.setattr(remaking, "_swap", edit_then_swap)
    elastic()
    assert found("elasticsearch", "potager") == [made[0].pk]
    assert not comparing.drift()


def test_a_rebuild_that_fails_leaves_the_former_index(
    elastic: Callable[[], int], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    elastic()
    monkeypatch.setattr(remaking, "_swap", lambda es, name: (_ for _ in ()).throw(elastic_server.Unavailable("cut")))
    with pytest.raises(elastic_server.Unavailable):
        elastic()
    elastic_server.breaker.succeeded()
    assert found("elasticsearch", "jardin")
    assert len(elastic_server.server().indices.get(index=f"{copying.alias()}-*")) == 1


def test_an_older_version_never_replaces_a_newer_one(
    elastic: Callable[[], int], published: Callable[[KnowledgePage], None]
) -> None:
    page = NewsPageFactory(title="Compost")
    elastic()
    late = IndexedItem.objects.get(pk=page.pk)
    page.title = "Potager"
    published(page)
    IndexedItem.objects.filter(pk=page.pk).update(title=late.title, version=late.version)
    copying.send(elastic_server.server(), copying.alias(), {page.pk: late.version})
    es = elastic_server.server()
    assert es.get(index=copying.alias(), id=str(page.pk))["_source"]["title"] == "Potager"


def test_a_database_restored_from_a_backup_is_copied_again(elastic: Callable[[], int]) -> None:
    page = NewsPageFactory(title="Compost")
    elastic()
    IndexedItem.objects.filter(pk=page.pk).update(version=1, title="Avant")
    IndexChange.objects.all().delete()
    call_command("check_search", "--repair", stdout=io.StringIO())
    assert not comparing.drift()


def test_a_lost_index_is_made_again(elastic: Callable[[], int], library: Library, client: Client) -> None:
    elastic()
    es = elastic_server.server()
    es.indices.delete(index=next(iter(es.indices.get(index=f"{copying.alias()}-*"))))
    assert client.get("/recherche/?q=jardin").context["results"].makeshift
    elastic_server.breaker.succeeded()
    call_command("check_search", "--repair", stdout=io.StringIO())
    assert found("elasticsearch", "jardin")


def test_the_commands_say_when_the_server_is_away(elastic: Callable[[], int], gone) -> None:
    elastic()
    gone()
    for command in ("check_search", "rebuild_search"):
        with pytest.raises(CommandError, match="Elasticsearch ne répond pas"):
            call_command(command, stdout=io.StringIO(), verbosity=0)
