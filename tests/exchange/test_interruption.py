"""An import may stop at any moment: nothing is half written, and the same command finishes the job."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from wagtail.models import Page

from core.models import KnowledgePage
from exchange.bulk import pages
from exchange.bulk.tree import Moved
from exchange.importer import Importer, Options
from exchange.models import ImportedRecord, ImportRun
from experiences.models import ExperienceIndexPage
from search.models import IndexedItem
from tests.exchange.conftest import Import, Told, an_experience, in_json_lines
from tests.factories import ExperiencePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal", "small_batches")]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exchange.importer.BATCH", 2)


@pytest.fixture
def five_records(tmp_path: Path) -> Path:
    linked = [an_experience(number, links=[{"to": f"rex-{number % 5 + 1}"}]) for number in range(1, 6)]
    return in_json_lines(tmp_path / "fiches.jsonl", linked)


class StoppedBetweenBatches(Told):
    def advance(self, lines: int) -> None:
        raise KeyboardInterrupt


def state() -> tuple[int, ...]:
    return (
        KnowledgePage.objects.filter(external_id__startswith="rex-").count(),
        IndexedItem.objects.count(),
        ImportedRecord.objects.count(),
    )


def test_stopped_between_two_batches_it_keeps_the_first_and_finishes_on_the_next_run(
    five_records: Path, import_files: Import
) -> None:
    with pytest.raises(KeyboardInterrupt):
        Importer([five_records], Options(), StoppedBetweenBatches()).run()
    assert state() == (2, 2, 2)
    assert ImportRun.objects.get().state == "Interrompu ou en cours"
    assert ImportRun.objects.get().created == 2

    told = import_files(five_records)

    assert told.summary == (3, 0, 2, 0)
    assert state() == (5, 5, 5)
    assert all(page.page_links.count() == 1 for page in KnowledgePage.objects.filter(external_id__startswith="rex-"))
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("step", ["_log", "_index", "_insert_many_to_many", "_prepare_revisions"])
def test_stopped_within_a_batch_it_leaves_no_trace_of_that_batch(
    five_records: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    parents = list(Page.objects.values("pk", "numchild"))
    monkeypatch.setattr(pages, step, stop)

    with pytest.raises(KeyboardInterrupt):
        Importer([five_records], Options(), Told()).run()

    assert state() == (0, 0, 0)
    assert list(Page.objects.values("pk", "numchild")) == parents


def test_the_command_says_how_far_it_got_and_ends_with_status_130(
    five_records: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("exchange.management.commands.import_content.Progress.advance", StoppedBetweenBatches.advance)

    with pytest.raises(SystemExit) as ended:
        call_command("import_content", str(five_records))

    assert ended.value.code == 130
    assert "Import interrompu après 2 fiche(s) : 2 créées" in capsys.readouterr().err


# -- what others do meanwhile -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("error", [Moved(), IntegrityError("déjà pris")])
def test_a_batch_that_the_database_refuses_is_taken_again_record_by_record(
    five_records: Path, import_files: Import, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    add, sizes = pages.add, []

    def refuse_more_than_one(items: list[pages.NewPage], **options: object) -> None:
        sizes.append(len(items))
        if len(items) > 1:
            raise error
        add(items, **options)

    monkeypatch.setattr(pages, "add", refuse_more_than_one)

    assert import_files(five_records).summary == (5, 0, 0, 0)
    assert sizes == [2, 1, 1, 2, 1, 1, 1]
    assert state() == (5, 5, 5)


def test_one_record_that_the_database_refuses_does_not_take_the_others_with_it(
    five_records: Path, import_files: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = pages.add

    def refuse_the_third(items: list[pages.NewPage], **options: object) -> None:
        if any(item.page.external_id == "rex-3" for item in items):
            raise IntegrityError("déjà pris")
        add(items, **options)

    monkeypatch.setattr(pages, "add", refuse_the_third)

    told = import_files(five_records)

    assert told.summary == (4, 0, 0, 1)
    assert "ligne 3, la base de données la refuse (déjà pris)." in told.messages


def test_a_page_that_an_editor_adds_meanwhile_keeps_its_address(
    five_records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class AnEditorWorksToo(Told):
        def advance(self, lines: int) -> None:
            if not KnowledgePage.objects.filter(title="De l’éditrice").exists():
                ExperiencePageFactory(title="De l’éditrice", slug="une-recyclerie-au-pied-des-tours-3")

    told = AnEditorWorksToo()
    told.counts = Importer([five_records], Options(), told).run()

    assert told.summary == (5, 0, 0, 0)
    assert KnowledgePage.objects.get(external_id="rex-3").slug == "une-recyclerie-au-pied-des-tours-3-2"
    assert ExperienceIndexPage.objects.get().numchild == 6
    assert Page.find_problems() == ([], [], [], [], [])
