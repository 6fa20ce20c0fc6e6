"""The way of a brève from draft to letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from core.models import KnowledgePage, PortalImage
from directory.models import User
from newsletter.composing.publishing import publish
from newsletter.models import Item, ItemPage, ItemVersion
from newsletter.moderating import states
from newsletter.moderating.states import Impossible
from tests.factories import InvitationFactory, ItemFactory, UserFactory
from tests.newsletter.composing.content import made_issue

pytestmark = pytest.mark.django_db

State, By = Item.State, ItemVersion.By

MOVES: dict[str, tuple[Callable[[Item], None], dict[str, str]]] = {
    "propose": (states.propose, {"draft": "proposed", "changes_asked": "proposed"}),
    "ask": (
        lambda item: states.ask(item, "À quelle heure ?"),
        {"proposed": "changes_asked", "validated": "changes_asked", "changes_asked": "changes_asked"},
    ),
    "answer": (lambda item: states.answer(item, "À 14 heures."), {"changes_asked": "proposed"}),
    "correct": (
        lambda item: states.correct(item, {"title": "Un titre corrigé"}, None),
        {"proposed": "proposed", "changes_asked": "changes_asked", "validated": "validated"},
    ),
    "validate": (lambda item: states.validate(item, None), {"proposed": "validated", "changes_asked": "validated"}),
    "decline": (
        lambda item: states.decline(item, "Hors sujet."),
        {"proposed": "declined", "changes_asked": "declined", "validated": "declined"},
    ),
    "appear": (states.appear, {"validated": "published", "published": "published"}),
    "withdraw": (
        lambda item: states.withdraw(item, By.PARTNER),
        dict.fromkeys(("proposed", "changes_asked", "validated", "published"), "withdrawn"),
    ),
    "reopen": (states.reopen, {"proposed": "draft", "withdrawn": "draft"}),
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("move", MOVES)
def test_a_state_allows_some_moves_and_refuses_the_others(move: str, state: str) -> None:
    act, leads_to = MOVES[move]
    item = ItemFactory(state=state)
    if state in leads_to:
        act(item)
        assert Item.objects.get(pk=item.pk).state == item.state == leads_to[state]
    else:
        before = Item.objects.values().get(pk=item.pk)
        with pytest.raises(Impossible, match="on ne peut pas la"):
            act(item)
        assert Item.objects.values().get(pk=item.pk) == before
        assert not item.messages.exists()


@given(moves=st.lists(st.sampled_from(sorted(MOVES)), max_size=12))
def test_whatever_is_tried_a_brève_that_appears_was_validated(moves: list[str]) -> None:
    item, before = ItemFactory(), State.DRAFT
    for name in moves:
        try:
            MOVES[name][0](item)
        except Impossible:
            continue
        assert item.state != State.PUBLISHED or before in (State.VALIDATED, State.PUBLISHED)
        assert item.state != State.VALIDATED or item.proposed_at
        before = item.state


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        ({"text": ""}, "Écrivez le texte"),
        ({"text": "é" * 601}, "retirez-en 1,"),
        ({"kind": ""}, "sorte"),
        ({"theme": None}, "thème"),
        ({"kind": "event"}, "date de la rencontre"),
        ({"kind": "call"}, "date limite"),
        ({"kind": "resource"}, "adresse de la page"),
        ({"link": "javascript:alert(1)"}, "ne semble pas complète"),
    ],
)
def test_what_is_incomplete_is_not_proposed_and_it_is_said_why(lack: dict[str, object], said: str) -> None:
    item = ItemFactory(**lack)
    with pytest.raises(Impossible, match=said):
        states.propose(item)
    assert Item.objects.get(pk=item.pk).state == State.DRAFT


def test_an_image_without_description_is_not_proposed() -> None:
    item = ItemFactory(with_image=True, image_description=" ")
    with pytest.raises(Impossible, match="ce que montre l’image"):
        states.propose(item)


def test_each_sending_and_each_correction_is_a_version(editor: User) -> None:
    item = ItemFactory(title="Atelier velo")
    states.propose(item)
    states.correct(item, {"title": "Atelier vélo"}, editor)
    states.correct(item, {"title": "Atelier vélo"}, editor)  # nothing changes
    told = [(version.by, version.data["title"], version.account) for version in item.versions.all()]
    assert told == [(By.PARTNER, "Atelier velo", None), (By.TEAM, "Atelier vélo", editor)]


def test_a_correction_that_would_leave_it_incomplete_is_refused_whole(editor: User) -> None:
    item = ItemFactory(proposed=True, title="Un titre")
    with pytest.raises(Impossible):
        states.correct(item, {"title": "", "text": "Autre texte"}, editor)
    assert Item.objects.get(pk=item.pk).title == "Un titre"
    assert item.versions.count() == 1


def test_questions_and_answers_are_kept_in_order() -> None:
    item = ItemFactory(proposed=True)
    states.ask(item, "À quelle heure ?")
    states.answer(item, "À 14 heures.")
    assert [(one.by, one.text) for one in item.messages.all()] == [
        (By.TEAM, "À quelle heure ?"),
        (By.PARTNER, "À 14 heures."),
    ]


@pytest.mark.parametrize("text", ["", "   \n"])
def test_an_empty_word_is_sent_to_nobody(text: str) -> None:
    item = ItemFactory(proposed=True)
    for act in (states.ask, states.decline):
        with pytest.raises(Impossible):
            act(item, text)
    assert Item.objects.get(pk=item.pk).state == State.PROPOSED


def test_a_validated_image_joins_those_of_the_portal(editor: User) -> None:
    item = ItemFactory(proposed=True, with_image=True, image_credit="Photo : Ville de Tours")
    states.validate(item, editor)
    image = PortalImage.objects.get()
    assert item.image == image
    assert (image.description, image.credit) == ("Des habitantes réparent un vélo", "Photo : Ville de Tours")
    states.ask(item, "Une autre légende ?")
    item.image_description = "Un atelier de réparation"
    item.save()
    states.validate(item, editor)
    assert PortalImage.objects.get().description == "Un atelier de réparation"


@pytest.mark.parametrize("move", ["propose", "ask", "answer", "correct", "validate", "decline", "appear", "withdraw"])
@pytest.mark.parametrize("way", ["account", "invitation"])
def test_the_partner_is_told_of_each_step_once(
    move: str, way: str, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    act, leads_to = MOVES[move]
    origin = {"author": UserFactory(partner=True)} if way == "account" else {"invitation": InvitationFactory()}
    item = ItemFactory(state=next(iter(leads_to)), **origin)
    with django_capture_on_commit_callbacks(execute=True):
        act(item)
    partner = item.author.email if way == "account" else item.invitation.email
    letters = [letter for letter in mail.outbox if letter.to == [partner]]
    assert len(letters) == 1
    assert (item.title in letters[0].body) == (way == "invitation")
    assert ("/invitation/" in letters[0].body) == (way == "invitation")


def test_what_is_refused_writes_to_nobody(django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    item = ItemFactory(published=True, author=UserFactory(partner=True))
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Impossible):
        states.decline(item, "Non.")
    assert mail.outbox == []


def test_what_had_appeared_is_shown_no_more_once_withdrawn() -> None:
    item = ItemFactory(validated=True)
    issue = publish(made_issue(("section", "Actualités"), ("brief", item)))
    item.refresh_from_db()
    page = ItemPage.objects.get(item_number=item.pk)
    assert KnowledgePage.objects.visible().filter(pk=page.pk).exists()
    states.withdraw(item, By.TEAM)
    assert not KnowledgePage.objects.visible().filter(pk=page.pk).exists()
    assert item.title not in str(issue.search_passages())
