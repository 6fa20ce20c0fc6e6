"""Composing and sending, as an editor and a reviewer do in the admin."""

from __future__ import annotations

import datetime
import json
import smtplib
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from newsletter.composing.checks import checked
from newsletter.composing.publishing import publish
from newsletter.models import IssuePage, Item, ItemPage, Mailing
from tests.admin.conftest import form_on
from tests.factories import ImageFactory, NewsPageFactory
from tests.newsletter.mailing.conftest import make_readers

from .content import ItemFactory, made_issue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtails_templates")]


def address(name: str, issue: IssuePage) -> str:
    return reverse(name, args=[issue.pk])


def test_the_dashboard_leads_to_the_letter_who_may_compose_one(editor, signed_in) -> None:
    def dashboard() -> str:
        return signed_in(editor).get(reverse("wagtailadmin_home")).content.decode()

    assert "Composer la lettre" in dashboard()
    editor.groups.first().permissions.remove(Permission.objects.get(codename="view_item"))
    assert "Composer la lettre" not in dashboard()


def test_an_editor_composes_the_next_letter_in_one_click(editor, signed_in) -> None:
    item = ItemFactory(title="Kermesse du Luth")
    browser = signed_in(editor)
    assert "1 brève validée" in browser.get(reverse("newsletter_letters")).content.decode()
    response = browser.post(reverse("newsletter_compose"), follow=True)
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Kermesse du Luth" in shown
    assert "Toutes les brèves validées sont placées." in shown
    assert "Son nom dans l’archive" in shown
    assert "Une brocante contre les encombrants" not in shown  # the example of a retour d’expérience
    assert IssuePage.objects.get().content[1].value["item"] == item
    assert 'name="action-publish"' not in shown
    assert address("newsletter_send", IssuePage.objects.get()) in shown


def test_what_was_withdrawn_after_it_was_placed_is_flagged(editor, signed_in) -> None:
    item = ItemFactory(title="Kermesse")
    issue = made_issue(("brief", item))
    Item.objects.update(state="withdrawn")
    shown = signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[issue.pk])).content.decode()
    assert json.dumps("Ne partira pas, retirée : Kermesse")[1:-1] in unescape(shown)
    assert "Ne partira pas\u00a0:" in shown


def test_items_validated_meanwhile_are_added_where_they_belong(editor, signed_in) -> None:
    placed = ItemFactory(title="Déjà là")
    issue = made_issue(("section", "Actualités"), ("brief", placed))
    new, refused = ItemFactory(title="Nouvelle"), ItemFactory(title="Secrète", state="proposed")
    browser = signed_in(editor)
    shown = browser.get(address("newsletter_add_items", issue)).content.decode()
    assert "Nouvelle" in shown
    assert "Déjà là" not in shown
    assert "Secrète" not in shown
    sent = {"item": [new.pk, placed.pk, refused.pk, "0", "x", "9" * 40]}
    browser.post(address("newsletter_add_items", issue), sent)
    content = IssuePage.objects.get().get_latest_revision_as_object().content
    assert [block.value["item"] for block in content if block.block_type == "brief"] == [placed, new]
    again = browser.post(address("newsletter_add_items", issue), {"item": []}, follow=True)
    assert "Cochez au moins une brève." in again.content.decode()


def test_the_chooser_offers_validated_items_to_who_may_read_them(editor, partner, signed_in) -> None:
    ItemFactory(title="Kermesse")
    hidden = ItemFactory(title="Secret", state="draft")
    browser = signed_in(editor)
    for name in ("choose", "choose_results"):
        shown = browser.get(reverse(f"choisir_breve:{name}")).content.decode()
        assert "Kermesse" in shown
        assert "Secret" not in shown
    assert browser.get(reverse("choisir_breve:chosen", args=[hidden.pk])).status_code == 404
    assert "Secret" not in browser.get(reverse("choisir_breve:chosen_multiple"), {"id": hidden.pk}).content.decode()
    partner.user_permissions.add(*Permission.objects.filter(codename="access_admin"))
    for name in ("choose", "choose_results", "chosen_multiple"):
        assert signed_in(partner).get(reverse(f"choisir_breve:{name}")).status_code in (302, 403)


@pytest.mark.parametrize("name", ["newsletter_send", "newsletter_add_items"])
def test_nobody_else_sees_these_pages(partner, signed_in, name: str) -> None:
    issue = made_issue(("brief", ItemFactory(title="Canari")))
    for browser in (signed_in(partner), signed_in()):
        response = browser.get(address(name, issue))
        assert response.status_code in (302, 403)
        assert "Canari" not in response.content.decode()


def test_before_sending_one_reads_to_how_many_and_what_is_missing(reviewer, signed_in) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    image = ImageFactory()
    type(image).objects.update(description="")
    past = ItemFactory(title="Hier", happens_on=yesterday, deadline=yesterday, image=image)
    issue = made_issue(("brief", past), ("brief", ItemFactory(state="withdrawn", title="Partie")),
                       ("page", NewsPageFactory(draft=True, title="Brouillon")), ("brief", past))  # fmt: skip
    make_readers(1234)
    shown = signed_in(reviewer).get(address("newsletter_send", issue)).content.decode()
    said = " ".join(shown.replace("\u00a0", " ").split())
    assert "1234 personnes" in said
    for words in (
        "« Hier » : l’image n’a pas de description.", "« Hier » : la date est passée.",
        "« Hier » : la date limite est passée.", "« Partie » ne partira pas : cette brève est retirée.",
        "« Brouillon » ne partira pas : cette page n’est pas publique.", "Aucun objet n’est écrit",
        "Un même élément figure deux fois.",
    ):  # fmt: skip
        assert words in said, words


def test_a_letter_that_is_too_heavy_is_said_to_be() -> None:
    items = [ItemFactory(text="é" * 600, title="é" * 120) for _ in range(70)]
    remarks = [remark.text for remark in checked(made_issue(*[("brief", item) for item in items])).remarks]
    assert any("100\u00a0ko" in text for text in remarks)


def test_a_reviewer_sends_now_or_later_and_may_think_again(reviewer, signed_in) -> None:
    issue = made_issue(("brief", ItemFactory()))
    browser, day = signed_in(reviewer), timezone.localdate() + datetime.timedelta(days=2)
    later = {"when": "later", "day": day.isoformat(), "hour": "09:00"}
    shown = browser.post(address("newsletter_send", issue), later, follow=True).content.decode()
    mailing = Mailing.objects.get()
    assert timezone.localtime(mailing.planned_for).strftime("%Y-%m-%d %H:%M") == f"{day} 09:00"
    assert (mailing.issue_id, mailing.created_by) == (issue.pk, reviewer)
    assert "L’envoi est prévu le" in shown
    browser.post(address("newsletter_cancel", issue))
    assert Mailing.objects.get().state == "cancelled"
    shown = browser.post(address("newsletter_send", issue), {"when": "now"}, follow=True).content.decode()
    assert "dans la minute" in shown
    assert reverse("newsletter_mailing", args=[Mailing.objects.latest("pk").pk]) in shown
    assert Mailing.objects.get().state == "scheduled"
    assert Mailing.objects.get().planned_for <= timezone.now()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"when": "later"}, "Donnez le jour de l’envoi."),
        ({"when": "later", "day": "2020-01-01", "hour": "09:00"}, "Ce moment est passé"),
        ({"when": "later", "day": "2999-01-01", "hour": "09:00"}, "C’est dans plus d’un an"),
        ({"when": "later", "day": "31/31", "hour": "x"}, "date valide"),
        ({}, "Dites quand la lettre part."),
    ],
)
def test_a_moment_that_cannot_be_is_explained(reviewer, signed_in, sent: dict[str, str], said: str) -> None:
    issue = made_issue(("brief", ItemFactory()))
    assert said in signed_in(reviewer).post(address("newsletter_send", issue), sent).content.decode()
    assert not Mailing.objects.exists()


def test_an_editor_prepares_and_does_not_send(editor, signed_in) -> None:
    issue = made_issue(("brief", ItemFactory()))
    browser = signed_in(editor)
    assert "Une relectrice ou un relecteur décide" in browser.get(address("newsletter_send", issue)).content.decode()
    for name in ("newsletter_send", "newsletter_cancel"):
        assert browser.post(address(name, issue), {"when": "now"}).status_code in (302, 403)
    assert not Mailing.objects.exists()


def test_an_empty_letter_is_not_sent(reviewer, signed_in) -> None:
    issue = made_issue()
    shown = signed_in(reviewer).post(address("newsletter_send", issue), {"when": "now"}).content.decode()
    assert "La lettre est vide" in shown
    assert not Mailing.objects.exists()


def test_a_letter_is_tried_on_one_address(editor, signed_in) -> None:
    issue = made_issue(("brief", ItemFactory(title="Kermesse")), mail_subject="L’objet")
    browser = signed_in(editor)
    assert editor.email in browser.get(address("newsletter_send", issue)).content.decode()
    browser.post(address("newsletter_try", issue), {"email": "moi@example.org"})
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["moi@example.org"], "[Essai] L’objet")
    assert "Kermesse" in message.body
    assert "Kermesse" in message.alternatives[0][0]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (smtplib.SMTPRecipientsRefused({}), "refuse cette adresse"),
        (smtplib.SMTPSenderRefused(550, b"", "x"), "refuse l’adresse d’envoi"),
        (smtplib.SMTPAuthenticationError(535, b""), "l’identifiant ou le mot de passe"),
        (smtplib.SMTPDataError(554, b""), "a refusé le message"),
        (ConnectionRefusedError(), "ne répond pas"),
        (TimeoutError(), "ne répond pas"),
    ],
)
def test_what_went_wrong_is_said_in_words(editor, signed_in, monkeypatch, error: Exception, said: str) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    issue = made_issue(("brief", ItemFactory()))
    response = signed_in(editor).post(address("newsletter_try", issue), {"email": "moi@example.org"})
    assert said in response.content.decode()
    assert "moi@example.org" in response.content.decode()


def test_an_address_that_is_none_is_explained(editor, signed_in) -> None:
    issue = made_issue(("brief", ItemFactory()))
    shown = signed_in(editor).post(address("newsletter_try", issue), {"email": "moi@"}).content.decode()
    assert "elle ressemble à nom@exemple.fr" in shown
    assert not mail.outbox


def test_what_was_sent_is_not_edited_and_says_why(superuser, signed_in) -> None:
    issue = publish(made_issue(("brief", ItemFactory(title="Avant"))))
    browser = signed_in(superuser)
    for page in (issue, ItemPage.objects.get()):
        shown = browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert "Ce texte a été envoyé" in shown
        typed = {
            **nested_form_data({"content": streamfield([])}),
            **form_on(browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))),
            "title": "Après",
        }
        browser.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), typed | {"action-publish": "1"})
        assert type(page).objects.get(pk=page.pk).get_latest_revision_as_object().title == page.title
    assert "Ce qui a été envoyé ne change plus." in browser.get(address("newsletter_send", issue)).content.decode()


def test_a_letter_does_not_come_out_by_a_button(superuser) -> None:
    assert "title" in made_issue(("brief", ItemFactory())).publication_errors()


def test_the_three_previews_show_the_draft(superuser, signed_in) -> None:
    issue = made_issue(("section", "Rencontres"), ("brief", ItemFactory(title="Kermesse")))
    browser = signed_in(superuser)
    form = form_on(browser.get(reverse("wagtailadmin_pages:edit", args=[issue.pk])))
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[issue.pk])
    assert browser.post(preview, form | content_of("Kermesse du soir")).json()["is_valid"]
    for mode, _ in issue.preview_modes:
        response = browser.get(preview, {"mode": mode})
        assert "Kermesse du soir" in response.content.decode(), mode
        if mode == "mail":
            assert "style-src 'self' 'unsafe-inline'" in response.headers["Content-Security-Policy"]
            assert "script-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def content_of(words: str) -> dict[str, str]:
    return nested_form_data({"content": streamfield([("words", {"text": rich_text(f"<p>{words}</p>")})])})


def test_a_letter_is_tried_where_the_hosting_gives_its_address_a_name(editor, signed_in, settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Le centre <lettre@exemple.fr>"
    issue = made_issue(("brief", ItemFactory()))
    signed_in(editor).post(address("newsletter_try", issue), {"email": "moi@exemple.fr"})
    assert mail.outbox[-1].from_email == "Le centre <lettre@exemple.fr>"


def test_a_letter_cancelled_between_its_coming_out_and_its_sending_may_still_be_sent(reviewer, signed_in) -> None:
    issue = made_issue(("brief", ItemFactory()))
    browser = signed_in(reviewer)
    browser.post(address("newsletter_send", issue), {"when": "now"})
    publish(issue)
    shown = browser.post(address("newsletter_cancel", issue), follow=True).content.decode()
    assert "déjà dans l’archive" in shown
    assert "Confirmer l’envoi" in shown
    browser.post(address("newsletter_send", issue), {"when": "now"})
    assert Mailing.objects.get().state == "scheduled"


def test_an_editor_is_told_what_a_mail_is_too_heavy_for() -> None:
    item = ItemFactory(text="é" * 600, title="é" * 120)
    heavy = checked(made_issue(*[("brief", item)] * 90))
    assert heavy.may_leave
    assert any("La lettre est trop longue" in remark.text for remark in heavy.remarks)
    endless = checked(made_issue(editorial=f"<p>{'é' * 60_000}</p>"))
    assert not endless.may_leave
    assert any("L’éditorial est trop long" in remark.text for remark in endless.remarks)
