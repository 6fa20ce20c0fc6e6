"""Reading one brève after another: correcting and validating in one go, what comes next."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse

from directory.models import User
from newsletter.models import Item, ItemVersion
from newsletter.partners.comparing import corrections
from tests.conftest import signed_in_browser
from tests.factories import ItemFactory
from tests.newsletter.composing.content import made_issue

from .test_board import corrected, sent, soup

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]  # Wagtail's own admin has some

State = Item.State


@pytest.fixture
def deciding(reviewer: User) -> Client:
    return signed_in_browser(reviewer)


def address_of(item: Item) -> str:
    return reverse("newsletter_item", args=[item.pk])


def test_validating_keeps_what_was_corrected(deciding: Client) -> None:
    item = ItemFactory(proposed=True, title="Atelier velo")
    answer = deciding.post(address_of(item), corrected(deciding, item, title="Atelier vélo", act="validate"))
    assert answer.status_code == 302
    item.refresh_from_db()
    assert (item.title, item.state) == ("Atelier vélo", State.VALIDATED)
    assert item.versions.filter(by=ItemVersion.By.TEAM).count() == 1


def test_what_lacks_something_is_neither_corrected_nor_validated(deciding: Client) -> None:
    item = ItemFactory(proposed=True, title="Atelier velo")
    told = corrected(deciding, item, title="Atelier vélo", text="", act="validate")
    answer = deciding.post(address_of(item), told)
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "html.parser").select_one("#id_text_error")
    item.refresh_from_db()
    assert (item.title, item.state) == ("Atelier velo", State.PROPOSED)
    assert not mail.outbox


def test_an_editor_corrects_but_does_not_validate_by_the_same_form(editor: User) -> None:
    item = ItemFactory(proposed=True, title="Atelier velo")
    editing = signed_in_browser(editor)
    editing.post(address_of(item), corrected(editing, item, title="Atelier vélo", act="validate"))
    item.refresh_from_db()
    assert (item.title, item.state) == ("Atelier velo", State.PROPOSED)
    assert not soup(editing, address_of(item)).select("button[value=validate]")


def test_the_next_one_is_a_click_away(deciding: Client) -> None:
    first, second = ItemFactory(proposed=True), ItemFactory(proposed=True)
    said = deciding.post(address_of(first), sent(first, "validate"), follow=True).content.decode()
    assert f'href="{address_of(second)}"' in said
    assert "Lire la suivante" in said
    said = deciding.post(address_of(second), sent(second, "decline", text="Hors sujet."), follow=True).content.decode()
    assert "Lire la suivante" not in said


def test_the_team_may_move_it_to_another_letter_and_its_partner_reads_which(deciding: Client) -> None:
    issue = made_issue(title="Titre encore secret", number=12)
    item = ItemFactory(proposed=True)
    deciding.post(address_of(item), corrected(deciding, item, wanted_issue=str(issue.pk)))
    item.refresh_from_db()
    assert item.wanted_issue == issue
    (change,) = corrections(item)
    assert (change.label, "".join(piece.text for piece in change.after)) == ("Lettre prévue", "Lettre n° 12")
    assert f'value="{issue.pk}" selected' in deciding.get(address_of(item)).content.decode()
    deciding.post(address_of(item), corrected(deciding, item, wanted_issue=""))
    item.refresh_from_db()
    assert item.wanted_issue is None


def test_a_version_kept_before_letters_were_in_it_shows_no_change_of_letter() -> None:
    item = ItemFactory(proposed=True, wanted_issue=made_issue())
    version = item.versions.get()
    del version.data["wanted_issue"]
    version.save()
    ItemVersion.objects.create(item=item, by=ItemVersion.By.TEAM, data={**version.data, "wanted_issue": 1})
    assert corrections(item) == []


def test_an_image_is_described_where_there_is_one(deciding: Client) -> None:
    without, with_one = ItemFactory(proposed=True), ItemFactory(proposed=True, with_image=True)
    assert not soup(deciding, address_of(without)).select("#id_image_description")
    told = corrected(deciding, with_one, image_description="Une cour plantée d’arbres")
    deciding.post(address_of(with_one), told)
    with_one.refresh_from_db()
    assert with_one.image_description == "Une cour plantée d’arbres"


def test_the_link_that_was_sent_may_be_followed(deciding: Client) -> None:
    item = ItemFactory(proposed=True, link="https://exemple.fr/a?b=1&c=2", text="<b>Gras</b>")
    told = soup(deciding, address_of(item)).select_one("[aria-labelledby=envoye]")
    assert told.select_one("a")["href"] == "https://exemple.fr/a?b=1&c=2"
    assert not told.select("b")


def test_what_is_closed_asks_nothing_more(deciding: Client) -> None:
    item = ItemFactory(declined=True)
    assert "Et maintenant ?" not in soup(deciding, address_of(item)).get_text()
