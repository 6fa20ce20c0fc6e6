"""A partner's space: what it shows, and to whom; what becomes of a brève, seen by its partner."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.test import Client

from core.logs import HidePrivateLinks
from directory.models import User
from newsletter.models import Invitation, IssuePage, Item, ItemVersion
from newsletter.moderating import states
from tests.conftest import visit
from tests.factories import PASSWORD, InvitationFactory, ItemFactory, UserFactory

from .conftest import Way, way_of

pytestmark = pytest.mark.django_db
PAGES = ("", "ecrire/", "image/", "retirer/")


def text_of(response: object) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def own_item(way: Way, **changes: object) -> Item:
    """A brève of whoever has that way in."""
    assert way.begin().status_code == 302
    item = Item.objects.latest("pk")
    Item.objects.filter(pk=item.pk).update(**changes)
    item.refresh_from_db()
    return item


# -- who sees what ----------------------------------------------------------------------------------------------------
def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/partenaires/")
    assert response["Location"] == "/admin/login/?next=/partenaires/"
    assert client.get("/partenaires/12/")["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("", "/partenaires/"),
        ("/admin/", "/partenaires/"),
        ("/admin/pages/", "/partenaires/"),
        ("/proposer/", "/proposer/"),
    ],
)
def test_a_partner_who_signs_in_is_led_where_they_may_act(account: User, wanted: str, led_to: str) -> None:
    typed = {"username": account.username, "password": PASSWORD, "next": wanted}
    browser = Client()
    assert browser.post("/admin/login/", typed)["Location"] == led_to
    assert browser.get("/partenaires/").status_code == 200


@pytest.mark.ignore_template_errors  # Wagtail's form of signing in has some
def test_a_partner_sent_back_from_the_admin_is_not_asked_to_sign_in_again(by_account: Way) -> None:
    answer = by_account.browser.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/partenaires/"
    assert by_account.browser.get("/admin/login/?next=/reserve/").status_code == 200  # to be somebody else


@pytest.mark.parametrize("wanted", ["", "/admin/pages/"])
def test_an_editor_who_signs_in_is_led_to_the_admin(editor: User, wanted: str) -> None:
    typed = {"username": editor.username, "password": PASSWORD, "next": wanted}
    assert Client().post("/admin/login/", typed)["Location"] == (wanted or "/admin/")


def test_a_partner_signs_out_by_a_button(by_account: Way) -> None:
    assert "Se déconnecter" in text_of(by_account.get())
    assert by_account.browser.get("/se-deconnecter/").status_code == 405
    assert by_account.browser.post("/se-deconnecter/")["Location"] == "/"
    assert by_account.get().status_code == 302


def test_an_account_without_organisation_is_told_what_to_do(signed_in: Callable[[User], Client]) -> None:
    response = signed_in(UserFactory()).get("/partenaires/")
    assert response.status_code == 403
    assert "pas encore rattaché" in text_of(response)
    assert "centre@example.org" in text_of(response)


def test_nobody_reaches_the_brève_of_another(way: Way, other_organisation: object) -> None:
    """Of another organisation, by account or by link; for an invitation, another link of the same organisation too."""
    theirs = [
        ItemFactory(organisation=other_organisation, with_image=True, title="canari"),
        ItemFactory(invited=True, with_image=True, title="canari"),
    ]
    if way.root != "/partenaires/":
        invitation = Invitation.objects.get(digest=Invitation.objects.exclude(pk=theirs[1].invitation_id).get().digest)
        second = InvitationFactory(organisation=invitation.organisation)
        theirs.append(ItemFactory(invitation=second, organisation=second.organisation, title="canari"))
    assert "canari" not in text_of(way.get())
    for item in theirs:
        for page in PAGES:
            assert way.get(f"{item.pk}/{page}").status_code == 404
            assert way.browser.post(way.url(item, page), {"act": "again"}).status_code == 404
    assert Item.objects.filter(title="canari").count() == len(theirs)


def test_colleagues_share_the_brèves_of_their_organisation(by_account: Way, account: User, opened) -> None:
    item = own_item(by_account)
    invited = ItemFactory(
        organisation=account.organisation, invitation=InvitationFactory(organisation=account.organisation)
    )
    colleague = way_of(UserFactory(organisation=account.organisation), opened)
    for one in (item, invited):
        assert colleague.get(f"{one.pk}/").status_code == 200


@pytest.mark.parametrize("secret", ["x", "a" * 43, "-", "%00", "a" * 5_000])
def test_a_link_that_was_never_given_leads_nowhere(client: Client, invitation: Invitation, secret: str) -> None:
    for page in ("", "nouvelle/", "1/", "1/ecrire/"):
        assert client.get(f"/invitation/{secret}/{page}").status_code == 404
        assert client.post(f"/invitation/{secret}/{page}").status_code == 404


@pytest.mark.parametrize(("how", "said"), [("expired", "était valable jusqu’au"), ("revoked", "a fermé ce lien")])
def test_a_link_that_is_over_says_so_and_how_to_have_another(how: str, said: str, opened: Callable[..., str]) -> None:
    invitation = InvitationFactory(**{how: True})
    item = ItemFactory(invitation=invitation, organisation=invitation.organisation, title="canari")
    way = way_of(invitation, opened)
    for page in ("", "nouvelle/", f"{item.pk}/", f"{item.pk}/ecrire/", f"{item.pk}/image/"):
        for response in (way.get(page), way.browser.post(way.root + page, {"act": "reopen"})):
            assert response.status_code == 410
            assert said in text_of(response)
            assert "centre@example.org" in text_of(response)
            assert "canari" not in text_of(response)


def test_nothing_of_a_space_is_kept_by_anyone_and_a_link_sets_no_cookie(way: Way, draft: Item) -> None:
    for page in ("", "nouvelle/", *(f"{draft.pk}/{one}" for one in ("", "ecrire/", "retirer/"))):
        response = way.get(page)
        assert response.status_code == 200, page
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == ("strict-origin" if way.root == "/partenaires/" else "no-referrer")
        assert "noindex" in response["X-Robots-Tag"]
        if way.root != "/partenaires/":
            assert not response.cookies
            assert "cookie" not in response.get("Vary", "").lower()


def test_an_account_acts_only_from_its_own_pages(account: User, draft: Item) -> None:
    """Another site cannot send its forms for it."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    item = ItemFactory(organisation=account.organisation, proposed=True)
    assert browser.post(f"/partenaires/{item.pk}/retirer/").status_code == 403
    item.refresh_from_db()
    assert item.state == Item.State.PROPOSED


def test_the_last_use_of_a_link_is_noted(by_link: Way, invitation: Invitation) -> None:
    by_link.get()
    invitation.refresh_from_db()
    assert invitation.last_used_at


def test_the_secret_is_kept_nowhere_and_stays_out_of_the_logs(invitation: Invitation) -> None:
    assert invitation.secret not in str(Invitation.objects.values().get())
    path = f"/invitation/{invitation.secret}/12/ecrire/"
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    HidePrivateLinks(settings.PRIVATE_ADDRESSES).filter(record)
    assert record.getMessage() == "Not Found: /invitation/…/12/ecrire/"


# -- what it shows ----------------------------------------------------------------------------------------------------
def test_an_empty_space_says_how_to_begin(way: Way) -> None:
    page = text_of(way.get())
    assert "Un titre suffit pour commencer" in page
    assert "La prochaine lettre n’a pas encore de date" in page


def test_the_next_letter_is_told_with_its_deadline(way: Way, letter_to_come: Callable[..., IssuePage]) -> None:
    letter_to_come(days=40, number=14)
    letter_to_come(days=5, number=13)
    letter_to_come(days=-2, number=12)
    page = text_of(way.get())
    assert "Lettre n° 13" in page
    assert "dans 5 jours" in page
    assert "Titre secret" not in page


def test_what_is_expected_comes_first_and_what_is_over_last(way: Way) -> None:
    titles = {"draft": "Un brouillon", "changes_asked": "Une question", "proposed": "Chez eux", "published": "Parue"}
    for state, title in titles.items():
        own_item(way, state=state, title=title)
    page = text_of(way.get())
    places = [page.index(title) for title in ("Une question", "Un brouillon", "Chez eux", "Parue")]
    assert places == sorted(places)


def test_hundreds_of_past_brèves_are_gone_through_by_pages(by_account: Way, account: User) -> None:
    ItemFactory.create_batch(45, organisation=account.organisation, published=True)
    assert "Page 1 sur 3" in text_of(by_account.get())
    assert "Page 3 sur 3" in text_of(by_account.get("?page=3"))
    assert "Page 3 sur 3" in text_of(by_account.get("?page=99"))
    assert "Page 1 sur 3" in text_of(by_account.get("?page=x"))


def test_a_space_asks_as_little_for_many(by_account: Way, account: User, letter_to_come) -> None:
    letter_to_come(number=13)
    ItemFactory(organisation=account.organisation, proposed=True)
    few = visit("/partenaires/", by_account.browser)
    ItemFactory.create_batch(30, organisation=account.organisation, proposed=True)
    ItemFactory.create_batch(30, organisation=account.organisation, published=True)
    letter_to_come(number=14)
    many = visit("/partenaires/", by_account.browser)
    assert many.count <= few.count + 1, many.listing  # a page of past ones is read only where there are some
    assert many.count <= 12, many.listing


def test_a_page_of_a_space_costs_few_queries(way: Way, draft: Item) -> None:
    for page in ("nouvelle/", f"{draft.pk}/", f"{draft.pk}/ecrire/"):
        seen = visit(way.root + page, way.browser)
        assert seen.count <= 12, f"{page}\n{seen.listing}"


# -- what becomes of one ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", Item.State.values)
def test_each_state_is_told_in_words(way: Way, state: str) -> None:
    item = own_item(way, state=state, reason="Arrivée trop tard.")
    page = text_of(way.get(f"{item.pk}/"))
    assert Item.State(state).label in page
    assert ("Arrivée trop tard." in page) == (state == "declined")


def test_a_question_is_answered_on_the_page_of_the_brève(way: Way, draft: Item) -> None:
    states.propose(draft)
    states.ask(draft, "À quelle <heure> ?")
    assert "À quelle <heure> ?" in text_of(way.get(f"{draft.pk}/"))
    assert "À quelle <heure> ?" in text_of(way.get(f"{draft.pk}/ecrire/"))
    empty = way.browser.post(way.url(draft), {"act": "answer", "text": " "})
    assert "Écrivez votre message" in text_of(empty)
    assert way.browser.post(way.url(draft), {"act": "answer", "text": "À 14 h."}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == Item.State.PROPOSED
    assert draft.messages.last().text == "À 14 h."


def test_an_answer_that_cannot_be_sent_is_not_lost(way: Way, draft: Item) -> None:
    states.propose(draft)
    states.ask(draft, "À quelle heure ?")
    Item.objects.filter(pk=draft.pk).update(text="")
    response = way.browser.post(way.url(draft), {"act": "answer", "text": "À 14 h."})
    assert "Écrivez le texte" in text_of(response)
    assert "À 14 h." in text_of(response)


def test_what_the_team_corrected_is_beside_what_was_sent(way: Way, draft: Item, editor: User) -> None:
    states.propose(draft)
    states.correct(draft, {"text": "Tous les jeudis, on répare ensemble.", "happens_on": "2026-12-03"}, editor)
    page = BeautifulSoup(way.get(f"{draft.pk}/").content, "html.parser")
    assert [one.get_text() for one in page.select("del")] == ["[retiré\u00a0: mercredis]"]
    assert [one.get_text() for one in page.select("ins")] == [
        "[ajouté\u00a0: jeudis]",
        "[ajouté\u00a0: 3 décembre 2026]",
    ]
    assert editor.username not in page.get_text()


def test_a_proposed_brève_is_taken_back_to_be_written_in(way: Way, draft: Item) -> None:
    states.propose(draft)
    response = way.browser.post(way.url(draft), {"act": "reopen"})
    assert response["Location"] == way.url(draft, "ecrire/")
    assert way.get(f"{draft.pk}/ecrire/").status_code == 200


def test_withdrawing_is_asked_twice_and_told(way: Way, draft: Item) -> None:
    states.propose(draft)
    mail.outbox.clear()
    assert "Retirer" in text_of(way.get(f"{draft.pk}/retirer/"))
    way.browser.post(way.url(draft, "retirer/"))
    draft.refresh_from_db()
    assert draft.state == Item.State.WITHDRAWN
    assert len(mail.outbox) == 2
    assert way.get(f"{draft.pk}/retirer/")["Location"] == way.url(draft)


def test_a_draft_is_erased_with_its_image(way: Way, draft: Item, django_capture_on_commit_callbacks) -> None:
    way.write(draft, image_file=_picture())
    draft.refresh_from_db()
    name, storage = draft.image_file.name, draft.image_file.storage
    with django_capture_on_commit_callbacks(execute=True):
        way.browser.post(way.url(draft, "retirer/"))
    assert not Item.objects.exists()
    assert not storage.exists(name)


def test_a_draft_that_another_window_has_just_proposed_is_not_erased(way: Way, draft: Item, monkeypatch) -> None:
    states.propose(Item.objects.get(pk=draft.pk))
    monkeypatch.setattr("newsletter.partners.spaces.Space.item", lambda space, number: draft)  # read just before
    assert way.browser.post(way.url(draft, "retirer/"))["Location"] == way.url(draft)
    assert Item.objects.get().state == Item.State.PROPOSED


def test_last_months_brève_is_taken_again(way: Way) -> None:
    item = own_item(way, state="published", happens_on="2026-10-01")
    way.browser.post(way.url(item), {"act": "again"})
    copy = Item.objects.latest("pk")
    assert (copy.title, copy.text, copy.theme, copy.territory) == (item.title, item.text, item.theme, item.territory)
    assert (copy.state, copy.happens_on, copy.author, copy.invitation) == ("draft", None, item.author, item.invitation)
    assert not copy.versions.exists()


def test_a_copy_has_an_image_of_its_own(way: Way, django_capture_on_commit_callbacks) -> None:
    item = own_item(way)
    way.write(item, image_file=_picture())
    way.browser.post(way.url(item), {"act": "again"})
    copy = Item.objects.latest("pk")
    with django_capture_on_commit_callbacks(execute=True):
        way.browser.post(way.url(copy, "retirer/"))
    item.refresh_from_db()
    assert item.image_file.storage.exists(item.image_file.name)


def test_an_impossible_step_is_refused_with_words(way: Way) -> None:
    item = own_item(way, state="published")
    response = way.browser.post(way.url(item), {"act": "reopen"})
    assert "dans l’état « Parue »" in text_of(response)
    assert Item.objects.get().state == "published"
    assert not ItemVersion.objects.exists()


def _picture() -> object:
    from .test_writing import picture

    return picture()


def test_what_is_not_there_tells_nobody_of_the_link_either(way: Way) -> None:
    response = way.get("999999/")
    assert response.status_code == 404
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == ("strict-origin" if way.root == "/partenaires/" else "no-referrer")
