"""A fiche is made once, and again when what it shows changes."""

from __future__ import annotations

import errno
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from wagtail.models import Page

from core.fiche import keeping
from core.fiche.building import fiche_of
from core.fiche.lookup import make_in_advance
from core.fiche.printing import sheet_of
from core.tasks import BACKGROUND, make_fiche
from newsletter.mailing.tasks import send_letters
from tests import pdf as read
from tests.conftest import visit
from tests.factories import ExperiencePageFactory, OrganisationFactory, PracticeSheetPageFactory, RecordingPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.STATE_DIR = tmp_path
    return tmp_path / "fiches"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the items whose fiches were made, in order."""
    numbers: list[int] = []

    def counted(fiche, drawings=None):
        numbers.append(fiche.pk)
        return sheet_of(fiche, drawings)

    monkeypatch.setattr(keeping, "sheet_of", counted)
    return numbers


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def test_it_is_made_once(client: Client, made: list[int], folder: Path) -> None:
    page = ExperiencePageFactory()
    first, second = (client.get(f"/fiche/{page.pk}.pdf") for _ in range(2))
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    assert made == [page.pk]
    assert len(files(folder)) == 1


def test_it_is_made_again_when_the_page_changes(
    client: Client, made: list[int], folder: Path, publish: Callable[[Page], Page]
) -> None:
    page = ExperiencePageFactory(context="<p>Avant.</p>")
    before = client.get(f"/fiche/{page.pk}.pdf")
    page.context = "<p>Après.</p>"
    publish(page)
    after = client.get(f"/fiche/{page.pk}.pdf")
    assert made == [page.pk, page.pk]
    assert before["ETag"] != after["ETag"]
    assert "Après." in read.words(after.content)
    assert len(files(folder)) == 1, "the former one is gone"


def test_it_is_made_again_when_something_that_it_names_changes(client: Client, made: list[int]) -> None:
    organisation = OrganisationFactory(name="Ancien nom")
    page = ExperiencePageFactory(organisations=[(organisation, "initiator")])
    client.get(f"/fiche/{page.pk}.pdf")
    organisation.name = "Nouveau nom"
    organisation.save()
    assert "Nouveau nom" in read.words(client.get(f"/fiche/{page.pk}.pdf").content)
    assert len(made) == 2


def test_it_is_the_same_at_another_moment(client: Client, made: list[int]) -> None:
    page = ExperiencePageFactory(with_everything=True)
    fiche = fiche_of(page)
    assert sheet_of(fiche).pdf == sheet_of(fiche).pdf


def test_whoever_has_it_already_is_sent_nothing(client: Client) -> None:
    page = ExperiencePageFactory()
    tag = client.get(f"/fiche/{page.pk}.pdf")["ETag"]
    again = client.get(f"/fiche/{page.pk}.pdf", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert not again.content


def test_it_is_made_when_the_page_is_published(
    made: list[int], publish: Callable[[Page], Page], django_capture_on_commit_callbacks
) -> None:
    page = ExperiencePageFactory(draft=True)
    with django_capture_on_commit_callbacks(execute=True):
        publish(page)
    assert made == [page.pk]


def test_nobody_who_publishes_waits_for_it(
    made: list[int],
    publish: Callable[[Page], Page],
    settings: Settings,
    django_capture_on_commit_callbacks,
) -> None:
    settings.TASKS = settings.TASKS | {BACKGROUND: {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    page = ExperiencePageFactory(draft=True)
    with django_capture_on_commit_callbacks(execute=True):
        publish(page)
    assert made == []
    waiting = DBTaskResult.objects.get(task_path=make_fiche.module_path)
    assert waiting.args_kwargs["args"] == [page.pk]
    assert waiting.priority < send_letters.priority


def test_what_cannot_be_printed_is_published_all_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch, publish: Callable[[Page], Page], django_capture_on_commit_callbacks
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(keeping, "sheet_of", broken)
    page = ExperiencePageFactory(draft=True)
    with django_capture_on_commit_callbacks(execute=True):
        publish(page)
    assert client.get(page.url).status_code == 200


def test_a_command_makes_those_that_are_missing(
    made: list[int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [ExperiencePageFactory(), PracticeSheetPageFactory()]
    ExperiencePageFactory(draft=True)
    ExperiencePageFactory(private=True)
    RecordingPageFactory()
    make_in_advance(pages[0].pk)
    call_command("make_fiches")
    assert sorted(made) == sorted(page.pk for page in pages)
    assert "Fiches faites : 1 ; déjà prêtes : 1." in capsys.readouterr().out


def test_it_is_served_without_being_written_anew() -> None:
    page = ExperiencePageFactory(with_everything=True)
    served = visit(f"/fiche/{page.pk}.pdf")
    assert served.count <= 3, served.listing


def test_what_is_unpublished_leaves_no_file(client: Client, folder: Path) -> None:
    page = ExperiencePageFactory()
    client.get(f"/fiche/{page.pk}.pdf")
    page.unpublish()
    assert files(folder) == []


def test_what_is_deleted_leaves_no_file(client: Client, folder: Path) -> None:
    page = ExperiencePageFactory()
    client.get(f"/fiche/{page.pk}.pdf")
    Page.objects.get(pk=page.pk).delete()
    assert files(folder) == []


def test_one_item_does_not_take_the_place_of_another(client: Client, folder: Path) -> None:
    fiche = fiche_of(ExperiencePageFactory())
    others = [fiche.__class__(**{**_values(fiche), "pk": number}) for number in (1, 11, 111)]
    for other in others:
        keeping.make(other, keeping.digest_of(other))
    keeping.forget(1)
    assert [name.split("-")[0] for name in files(folder)] == ["11", "111"]


def _values(fiche: object) -> dict[str, object]:
    return {name: getattr(fiche, name) for name in fiche.__slots__}


def test_a_full_disk_prevents_nothing(client: Client, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    page = ExperiencePageFactory()
    monkeypatch.setattr(keeping.os, "replace", full)
    assert client.get(f"/fiche/{page.pk}.pdf").content.startswith(b"%PDF-")
    assert files(folder) == [], "nothing half written either"


def test_a_folder_that_is_none_prevents_nothing(client: Client, folder: Path) -> None:
    folder.write_text("un fichier")
    page = ExperiencePageFactory()
    assert client.get(f"/fiche/{page.pk}.pdf").status_code == 200
    assert client.get(page.url).status_code == 200


def test_the_folder_may_be_emptied(client: Client, folder: Path) -> None:
    page = ExperiencePageFactory()
    first = client.get(f"/fiche/{page.pk}.pdf").content
    for file in folder.rglob("*.pdf"):
        file.unlink()
    assert client.get(f"/fiche/{page.pk}.pdf").content == first


def test_several_who_ask_at_once_get_it_whole(folder: Path) -> None:
    fiches = [fiche_of(ExperiencePageFactory(context=f"<p>Le {n}.</p>")) for n in range(2)]
    wanted = [fiches[number % 2] for number in range(16)]
    with ThreadPoolExecutor(8) as threads:
        pdfs = list(threads.map(lambda fiche: keeping.make(fiche, keeping.digest_of(fiche)), wanted))
    for fiche, pdf in zip(wanted, pdfs, strict=True):
        assert read.said_of(pdf)["Title"] == fiche.title
    assert len(files(folder)) == 2


def test_it_stands_outside_of_what_is_served(client: Client) -> None:
    assert not keeping._folder(1).is_relative_to(settings.MEDIA_ROOT)
    assert not keeping._folder(1).is_relative_to(settings.STATIC_ROOT)
