"""Writing a brève: what is kept, what is refused and how it is said, by both ways in."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from newsletter.models import Item
from newsletter.moderating import states
from tests.factories import ItemFactory, TerritoryFactory, png

from .conftest import WRITTEN, Way, errors_of, fields_of

pytestmark = pytest.mark.django_db


def picture(name: str = "photo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png(60, 40), content_type="image/png")


# -- keeping ----------------------------------------------------------------------------------------------------------
def test_a_title_is_enough_to_begin(way: Way) -> None:
    nothing_else = dict.fromkeys(WRITTEN, "")
    response = way.begin(**{**nothing_else, "title": "Un atelier vélo"})
    item = Item.objects.get()
    assert response["Location"] == way.url(item, "ecrire/")
    assert (item.title, item.state, item.text) == ("Un atelier vélo", Item.State.DRAFT, "")
    assert "Enregistré à" in way.get(f"{item.pk}/ecrire/").content.decode()


def test_without_a_title_nothing_is_kept_and_nothing_typed_is_lost(way: Way) -> None:
    response = way.begin(title=" ")
    assert "Donnez un titre" in errors_of(response)["id_title"]
    assert fields_of(response)["text"] == WRITTEN["text"]
    assert not Item.objects.exists()


def test_what_was_written_comes_back_as_it_was(way: Way, draft: Item) -> None:
    shown = way.form_of(draft)
    assert {name: shown[name] for name in WRITTEN} == WRITTEN | {"link": "https://www.exemple.fr/atelier"} | {
        "place": "Gennevilliers"
    } | {"place": draft.territory.label}
    assert draft.territory.code == "92036"


def test_a_brève_belongs_to_whoever_began_it(by_account: Way, by_link: Way, account, invitation) -> None:
    by_account.begin()
    by_link.begin()
    mine, invited = Item.objects.order_by("pk")
    assert (mine.organisation, mine.author, mine.invitation) == (account.organisation, account, None)
    assert (invited.organisation, invited.author, invited.invitation) == (invitation.organisation, None, invitation)


def test_the_same_form_sent_twice_is_one_brève(way: Way) -> None:
    opened = way.opened()
    way.begin(opened=opened)
    response = way.begin(opened=opened, text="Corrigé aussitôt.")
    assert Item.objects.get().text == "Corrigé aussitôt."
    assert response.status_code == 302


def test_a_field_that_cannot_be_read_keeps_the_others(way: Way, draft: Item) -> None:
    response = way.write(draft, title="Autre titre", link="pas une adresse", happens_on="31/02/2027")
    errors = errors_of(response)
    assert "ne semble pas complète" in errors["id_link"]
    assert "ne se lit pas" in errors["id_happens_on"]
    assert "Tout le reste est enregistré" in errors[""]
    assert fields_of(response)["link"] == "pas une adresse"
    draft.refresh_from_db()
    assert (draft.title, draft.link) == ("Autre titre", "https://www.exemple.fr/atelier")


def test_a_text_that_is_too_long_is_kept_until_it_is_cut(way: Way, draft: Item) -> None:
    long = "é" * 640
    assert way.write(draft, text=long).status_code == 302
    assert way.form_of(draft)["text"] == long
    response = way.write(draft, act="propose")
    assert "retirez-en 40" in errors_of(response)["id_text"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("2026-12-03", True), ("03/12/2026", True), ("3.12.2026", True), ("0001-01-01", False)]
)
def test_a_date_is_read_as_people_write_it(by_link: Way, typed: str, kept: bool) -> None:
    by_link.begin(happens_on=typed)
    assert Item.objects.get().happens_on == (datetime.date(2026, 12, 3) if kept else None)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://exemple.fr/x", "data:text/html,x", "http://", "//x", "a b"]
)
def test_a_link_leads_to_a_web_page(by_link: Way, link: str) -> None:
    response = by_link.begin(link=link)
    assert "ne semble pas complète" in errors_of(response)["id_link"]
    assert Item.objects.get().link == ""


# -- places -----------------------------------------------------------------------------------------------------------
def test_one_chooses_among_places_of_the_same_name(way: Way) -> None:
    for number in (1, 2):
        TerritoryFactory(name="Saint-Denis", code=f"9306{number}")
    response = way.begin(place="Saint-Denis")
    assert "choisissez le vôtre" in errors_of(response)["id_place_code"]
    item = Item.objects.get()
    assert way.write(item, place="Saint-Denis", place_code="93062").status_code == 302
    item.refresh_from_db()
    assert item.territory.code == "93062"
    assert way.write(item, place="").status_code == 302
    item.refresh_from_db()
    assert item.territory is None


def test_an_unknown_place_is_said_and_still_there(way: Way) -> None:
    response = way.begin(place="Trifouillis-les-Oies")
    assert "ne trouvons pas ce lieu" in errors_of(response)["id_place"]
    assert fields_of(response)["place"] == "Trifouillis-les-Oies"


# -- images -----------------------------------------------------------------------------------------------------------
def test_an_image_is_kept_shown_to_its_author_and_taken_back(way: Way, draft: Item) -> None:
    way.write(draft, image_file=picture(), image_description="Un atelier")
    draft.refresh_from_db()
    name = draft.image_file.name
    assert draft.image_file.storage.exists(name)
    assert "photo" not in name  # nothing of what the file was called
    shown = way.get(f"{draft.pk}/image/")
    assert shown["Content-Type"] == "image/png"
    assert b"".join(shown).startswith(b"\x89PNG")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert Client().get(f"/media/{name}").status_code == 404
    way.write(draft, remove_image="on")
    draft.refresh_from_db()
    assert not draft.image_file
    assert way.get(f"{draft.pk}/image/").status_code == 404


def test_a_file_that_is_no_image_is_refused_and_the_rest_kept(way: Way, draft: Item) -> None:
    false = SimpleUploadedFile("photo.png", b"<html><script>alert(1)</script>", content_type="image/png")
    response = way.write(draft, title="Autre titre", image_file=false)
    assert "n’est pas une photo" in errors_of(response)["id_image_file"]
    draft.refresh_from_db()
    assert (draft.title, bool(draft.image_file)) == ("Autre titre", False)


def test_an_image_needs_its_description_to_be_proposed(way: Way, draft: Item) -> None:
    way.write(draft, image_file=picture())
    assert "ce que montre l’image" in errors_of(way.write(draft, act="propose"))["id_image_description"]
    assert "nom de fichier" in errors_of(way.write(draft, image_description="photo.JPG"))["id_image_description"]
    assert way.write(draft, image_description="Un atelier", act="propose")["Location"] == way.url(draft)


def test_when_nothing_is_kept_the_image_is_asked_again(way: Way) -> None:
    response = way.begin(title="", image_file=picture())
    assert "Choisissez de nouveau" in errors_of(response)["id_image_file"]


# -- two windows ------------------------------------------------------------------------------------------------------
def test_a_second_window_does_not_erase_the_first(way: Way, draft: Item) -> None:
    first, second = way.form_of(draft), way.form_of(draft)
    write = way.url(draft, "ecrire/")
    assert way.browser.post(write, first | {"text": "De la première."}).status_code == 302
    response = way.browser.post(write, second | {"text": "De la seconde."})
    page = response.content.decode()
    assert "modifiée ailleurs" in page
    assert "De la première." in page
    assert fields_of(response)["text"] == "De la seconde."
    draft.refresh_from_db()
    assert draft.text == "De la première."
    assert way.browser.post(write, fields_of(response)).status_code == 302  # having seen it
    draft.refresh_from_db()
    assert draft.text == "De la seconde."


def test_the_image_that_another_window_kept_out_is_asked_again(way: Way, draft: Item) -> None:
    first, second = way.form_of(draft), way.form_of(draft)
    way.browser.post(way.url(draft, "ecrire/"), first | {"text": "De la première."})
    response = way.browser.post(way.url(draft, "ecrire/"), second | {"image_file": picture()})
    assert "modifiée ailleurs" in response.content.decode()
    assert "Choisissez de nouveau" in errors_of(response)["id_image_file"]


def test_going_back_to_the_form_that_began_it_erases_nothing_written_since(way: Way) -> None:
    opened = way.opened()
    way.begin(opened=opened)
    item = Item.objects.get()
    way.write(item, text="Écrit depuis.")
    response = way.begin(opened=opened, text="D’un retour en arrière.")
    assert "modifiée ailleurs" in response.content.decode()
    assert "Écrit depuis." in response.content.decode()
    item.refresh_from_db()
    assert item.text == "Écrit depuis."


@pytest.mark.parametrize("changed", [{}, {"text": "Et encore."}])
def test_proposing_at_once_by_a_double_click_is_proposing_once(way: Way, changed: dict[str, str]) -> None:
    opened = way.opened()
    way.begin(opened=opened, act="propose")
    sent = len(mail.outbox)
    item = Item.objects.get()
    assert way.begin(opened=opened, act="propose", **changed)["Location"] == way.url(item)
    item.refresh_from_db()
    assert (item.state, item.text) == (Item.State.PROPOSED, WRITTEN["text"])
    assert len(mail.outbox) == sent


def test_the_same_words_from_two_windows_are_no_conflict(way: Way, draft: Item) -> None:
    sent = way.form_of(draft) | {"text": "Les mêmes mots."}
    for _ in range(2):
        assert way.browser.post(way.url(draft, "ecrire/"), sent).status_code == 302


def test_a_refused_sending_does_not_count_as_having_seen_the_other_window(way: Way, draft: Item, monkeypatch) -> None:
    first, second = way.form_of(draft), way.form_of(draft)
    way.browser.post(way.url(draft, "ecrire/"), first | {"text": "De la première."})
    with monkeypatch.context() as patch:
        patch.setattr("newsletter.views.writing.pace.seconds_to_wait", lambda *_: 30)
        slowed = way.browser.post(way.url(draft, "ecrire/"), second | {"text": "De la seconde."})
    assert slowed.status_code == 429
    response = way.browser.post(way.url(draft, "ecrire/"), fields_of(slowed))
    assert "modifiée ailleurs" in response.content.decode()


def test_what_is_proposed_meanwhile_is_no_longer_written(way: Way, draft: Item) -> None:
    sent = way.form_of(draft)
    states.propose(draft)
    response = way.browser.post(way.url(draft, "ecrire/"), sent | {"text": "Trop tard."})
    assert response["Location"] == way.url(draft)
    draft.refresh_from_db()
    assert draft.text == WRITTEN["text"]


# -- keeping itself ---------------------------------------------------------------------------------------------------
def test_the_form_keeps_itself(way: Way) -> None:
    begun = way.begin(autosave="1").json()
    item = Item.objects.get()
    assert begun["address"] == way.url(item, "ecrire/")
    assert begun["saved"].startswith("Enregistré à")
    sent = WRITTEN | {"autosave": "1", "version": begun["version"], "text": "La suite."}
    told = way.browser.post(begun["address"], sent).json()
    assert (told["version"], told["left"]) == (begun["version"] + 1, [])
    item.refresh_from_db()
    assert item.text == "La suite."


def test_the_form_that_keeps_itself_says_what_it_leaves_out(way: Way, draft: Item) -> None:
    told = way.write(draft, autosave="1", link="pas une adresse").json()
    assert told["left"] == ["lien"]


def test_the_form_that_keeps_itself_erases_no_other_window(way: Way, draft: Item) -> None:
    first, second = way.form_of(draft), way.form_of(draft)
    way.browser.post(way.url(draft, "ecrire/"), first | {"text": "De la première."})
    response = way.browser.post(way.url(draft, "ecrire/"), second | {"text": "De la seconde.", "autosave": "1"})
    assert (response.status_code, "modifiée ailleurs" in response.json()["refused"]) == (409, True)
    states.propose(draft)
    response = way.browser.post(way.url(draft, "ecrire/"), second | {"autosave": "1"})
    assert (response.status_code, "n’est plus à écrire" in response.json()["refused"]) == (409, True)


def test_the_form_that_keeps_itself_asks_for_a_title(way: Way) -> None:
    response = way.begin(title="", autosave="1")
    assert (response.status_code, "Donnez un titre" in response.json()["refused"]) == (422, True)


# -- proposing --------------------------------------------------------------------------------------------------------
def test_a_complete_brève_is_proposed_and_acknowledged(way: Way, draft: Item) -> None:
    assert way.write(draft, act="propose")["Location"] == way.url(draft)
    draft.refresh_from_db()
    assert draft.state == Item.State.PROPOSED
    assert draft.versions.get().data["title"] == WRITTEN["title"]
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        [(draft.author or draft.invitation).email, "centre@example.org"]
    )
    assert "L’équipe va la lire" in way.get(f"{draft.pk}/").content.decode()


def test_a_brève_is_written_and_proposed_at_once(way: Way) -> None:
    assert way.begin(act="propose").status_code == 302
    assert Item.objects.get().state == Item.State.PROPOSED


def test_each_thing_missing_is_said_at_its_field_and_the_draft_is_kept(way: Way) -> None:
    response = way.begin(act="propose", text="", kind="", theme="")
    errors = errors_of(response)
    assert {"id_text", "id_kind", "id_theme"} <= errors.keys()
    assert "rien n’est encore proposé" in errors[""]
    assert Item.objects.get().state == Item.State.DRAFT
    assert mail.outbox == []


@pytest.mark.parametrize(("kind", "field"), [("event", "happens_on"), ("call", "deadline"), ("resource", "link")])
def test_each_kind_asks_for_what_it_needs(by_link: Way, kind: str, field: str) -> None:
    errors = errors_of(by_link.begin(act="propose", kind=kind, link="", happens_on="", deadline=""))
    assert f"id_{field}" in errors


def test_a_past_date_is_not_proposed(way: Way) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    errors = errors_of(way.begin(act="propose", kind="event", happens_on=yesterday, deadline=yesterday))
    assert "passée" in errors["id_happens_on"]
    assert "passée" in errors["id_deadline"]


def test_the_letter_that_one_wishes_is_kept_and_named_by_its_deadline(
    way: Way, letter_to_come: Callable[..., object]
) -> None:
    issue = letter_to_come(number=14)
    page = way.get("nouvelle/").content.decode()
    assert "Lettre n° 14, brèves attendues jusqu’au" in page
    assert "Titre secret" not in page
    way.begin(wanted_issue=issue.pk)
    assert Item.objects.get().wanted_issue == issue


# -- machines and faults ----------------------------------------------------------------------------------------------
def test_a_machine_with_a_link_is_asked_to_think_again(by_link: Way) -> None:
    assert "rester vide" in errors_of(by_link.begin(website="x"))[""]
    assert "plus vite" in errors_of(by_link.begin(opened=by_link.opened(datetime.timedelta(seconds=1))))[""]
    for stale in (by_link.opened(datetime.timedelta(hours=13)), "", "forged", "\x00"):
        assert "depuis longtemps" in errors_of(by_link.begin(opened=stale))[""]
    assert not Item.objects.exists()


def test_whoever_sends_too_fast_is_slowed_down_and_loses_nothing(way: Way, draft: Item) -> None:
    sent = way.form_of(draft)
    answers = [way.browser.post(way.url(draft, "ecrire/"), sent | {"text": f"Essai {n}"}) for n in range(63)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert slowed
    assert int(slowed[0]["Retry-After"]) > 0
    assert fields_of(slowed[0])["text"].startswith("Essai")


def test_a_hundred_at_work_are_enough(by_link: Way, invitation) -> None:
    ItemFactory.create_batch(100, invitation=invitation, organisation=invitation.organisation)
    assert "100 brèves en cours" in errors_of(by_link.begin())[""]


def test_a_database_that_fails_loses_nothing(way: Way, draft: Item, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OperationalError

    sent = way.form_of(draft) | {"text": "Ce que je viens d’écrire."}
    monkeypatch.setattr("newsletter.views.writing.keep", fails)
    response = way.browser.post(way.url(draft, "ecrire/"), sent)
    assert "n’a pas pu être gardé" in errors_of(response)[""]
    assert fields_of(response)["text"] == "Ce que je viens d’écrire."
