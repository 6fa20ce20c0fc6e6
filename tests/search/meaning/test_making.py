"""Vectors are made once for each text, in the background, and outlive the index."""

from __future__ import annotations

import fcntl
import io

import pytest
from django.core.management import call_command
from pytest_django import Settings

from search.meaning import making
from search.meaning.making import make
from search.models import DocumentText, IndexChange, IndexedItem, ItemMeaning
from search.rebuilding import rebuild_database
from tests.factories import DocumentFactory, NewsPageFactory

from . import fake

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command("make_vectors", *arguments, stdout=out)
    return out.getvalue()


def test_publishing_makes_none(model: list[str]) -> None:
    NewsPageFactory().save_revision().publish()
    assert model == []
    assert not ItemMeaning.objects.exists()


def test_an_opening_and_the_passages_of_the_body_are_shown(model: list[str]) -> None:
    sentences = "Une phrase qui dit quelque chose du quartier. " * 40
    page = NewsPageFactory(title="Le titre", summary="Le résumé.", body=[("paragraph", f"<p>{sentences}</p>")])
    assert make() == 1
    opening, *passages = model
    assert opening.startswith("Le titre\nLe résumé.\nUne phrase")
    assert " ".join(passages) == IndexedItem.objects.get(pk=page.pk).text
    meaning = ItemMeaning.objects.get()
    assert len(meaning.opening) == 64 * 2
    assert len(meaning.passages) == 64 * 2 * len(passages)


def test_what_has_not_changed_is_not_shown_again(model: list[str]) -> None:
    page = NewsPageFactory(title="Un canapé")
    make()
    del model[:]
    page.save_revision().publish()
    rebuild_database()
    assert make() == 0
    page.unpublish()
    page.save_revision().publish()
    assert make() == 0
    assert model == []
    assert not making.unseen(fake.load()).exists()


def test_only_what_has_changed_is_shown_again(model: list[str]) -> None:
    page = NewsPageFactory(title="Un canapé")
    NewsPageFactory(title="Un vélo")
    make()
    del model[:]
    page.title = "Un matelas"
    page.save_revision().publish()
    assert make() == 1
    assert [text.splitlines()[0] for text in model if "\n" in text] == ["Un matelas"]


def test_all_are_made_again_on_demand_or_for_another_model(model: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    NewsPageFactory()
    assert (make(), make(), make(again=True)) == (1, 0, 1)
    monkeypatch.setattr(fake.Families, "name", "autre")
    assert (make(), make()) == (1, 0)
    assert ItemMeaning.objects.get().model == "autre"


def test_the_copies_of_the_index_hear_of_new_vectors() -> None:
    page = NewsPageFactory()
    make()
    item = IndexedItem.objects.get(pk=page.pk)
    assert ItemMeaning.objects.get().version == item.version == IndexChange.objects.last_version()
    assert IndexChange.objects.filter(item=page.pk, version=item.version).exists()


def test_vectors_of_a_text_changed_meanwhile_are_not_kept(model: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    page = NewsPageFactory(title="Un canapé")
    embedded = making._embedded

    def saved_meanwhile(*arguments: object) -> list[ItemMeaning]:
        made = embedded(*arguments)
        page.title = "Un vélo"
        page.save_revision().publish()
        return made

    monkeypatch.setattr(making, "_embedded", saved_meanwhile)
    make()
    assert not ItemMeaning.objects.exists()
    monkeypatch.setattr(making, "_embedded", embedded)
    assert make() == 1


def test_attached_files_are_not_embedded(model: list[str]) -> None:
    document = DocumentFactory()
    DocumentText.objects.create(document=document, file_hash="x", status="read", pages=["Les secrets du compost"])
    page = NewsPageFactory(documents=[document])
    assert "secrets" in IndexedItem.objects.get(pk=page.pk).text
    make()
    assert not any("secrets" in text for text in model)


def test_an_item_without_text_has_an_opening() -> None:
    NewsPageFactory()
    make()
    assert bytes(ItemMeaning.objects.get().passages) == b""


def test_the_command_says_what_it_did(settings: Settings) -> None:
    NewsPageFactory()
    assert "Vecteurs calculés : 1 contenu(s)." in told()
    assert "Vecteurs calculés : 0 contenu(s)." in told()
    assert "Vecteurs calculés : 1 contenu(s)." in told("--all")
    assert told("-v0") == ""
    settings.SEARCH_MODEL = ""
    assert "n’est pas installée" in told()


def test_two_commands_do_not_do_the_same_work(settings: Settings) -> None:
    NewsPageFactory()
    with (settings.STATE_DIR / "vecteurs.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "déjà en cours" in told()
    assert "1 contenu" in told()
