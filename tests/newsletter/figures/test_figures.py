"""Figures of the letters: exact, for the team alone, of nobody in particular."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from directory.models import User
from newsletter.figures import items, letters
from newsletter.models import (
    ArchiveReads,
    Bounce,
    Consent,
    IssuePage,
    Item,
    ItemPage,
    Mailing,
    NewsletterPage,
    OutboxLetter,
)
from tests.factories import ItemFactory, OrganisationFactory, SubscriberFactory

pytestmark = pytest.mark.django_db
FIGURES = reverse("newsletter_figures")
SENT_AT = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
DAY = "2026-03-02"
FROZEN = {"title": "Lettre", "editorial": "", "sections": []}


def sent_issue(number: int = 1, *, sent_at: datetime.datetime = SENT_AT) -> IssuePage:
    issue = IssuePage(
        title=f"Lettre {number}", summary="Un résumé.", number=number, sent=FROZEN, sent_at=sent_at, published_on=DAY
    )
    return NewsletterPage.objects.get().add_child(instance=issue)


def mailed(issue: IssuePage, *states: str) -> list[OutboxLetter]:
    mailing = Mailing.objects.create(kind="issue", name=f"issue-{issue.pk}", issue=issue)
    return [
        OutboxLetter.objects.create(
            mailing=mailing,
            subscriber=SubscriberFactory(),
            state=state,
            message_key=f"{issue.pk}-{rank}",
            handed_at=issue.sent_at,
        )
        for rank, state in enumerate(states)
    ]


def left(at: datetime.datetime) -> None:
    Consent.objects.create(subscriber=SubscriberFactory(left=True), what="left", at=at)


def test_a_letter_that_came_back_twice_counts_once_and_a_complaint_is_no_return() -> None:
    first, second, *_ = mailed(sent_issue(), "sent", "sent", "refused", "given_up", "skipped", "waiting")
    for rank, (letter, kind) in enumerate(((first, "hard"), (first, "soft"), (second, "complaint"))):
        Bounce.objects.create(letter=letter, kind=kind, source=str(rank))
    (figures,) = letters.letters()
    assert (figures.sent, figures.bounced) == (2, 3)


def test_those_who_leave_count_for_seven_days() -> None:
    mailed(sent_issue(), "sent")
    for days in (-1, 0, 6, 7, 30):
        left(SENT_AT + datetime.timedelta(days=days))
    assert [one.left for one in letters.letters()] == [2]


def test_reads_are_of_the_letter_and_of_its_items_pages() -> None:
    issue, other = sent_issue(1), sent_issue(2, sent_at=SENT_AT + datetime.timedelta(days=30))
    item = issue.add_child(
        instance=ItemPage(title="Une brève", summary="Un résumé.", text="Un texte.", published_on=DAY)
    )
    for page, times in ((issue, 5), (item, 3), (other, 1)):
        ArchiveReads.objects.create(page=page, day=SENT_AT.date(), times=times)
    assert [(one.issue, one.reads) for one in letters.letters()] == [(other, 1), (issue, 8)]


def test_a_letter_that_was_not_sent_has_no_figures() -> None:
    NewsletterPage.objects.get().add_child(
        instance=IssuePage(title="À venir", summary="Un résumé.", number=9, live=False)
    )
    assert letters.letters() == []


def test_items_are_counted_by_partner_and_theme_but_drafts() -> None:
    tours = OrganisationFactory(name="Ville de Tours")
    ItemFactory(organisation=tours, proposed=True, theme=None)
    ItemFactory(organisation=tours, published=True, theme=None)
    ItemFactory(organisation=tours, theme=None)
    numbers = [{"proposed": 1, "published": 1}.get(state, 0) for state in items.STATES]
    assert items.by_partner() == [("Ville de Tours", [*numbers, 2])]
    assert items.by_theme() == [("Sans thème", [*numbers, 2])]


def test_the_time_to_appear_is_a_median_of_the_year() -> None:
    now = timezone.now()
    for days in (2, 4, 30):
        ItemFactory(published=True, published_at=now, proposed_at=now - datetime.timedelta(days=days))
    long_ago = now - datetime.timedelta(days=500)
    ItemFactory(published=True, published_at=long_ago, proposed_at=long_ago - datetime.timedelta(days=90))
    assert items.days_to_appear(now - items.YEAR) == 4
    assert items.days_to_appear(now + items.YEAR) is None


@pytest.mark.usefixtures("wagtails_templates")
@pytest.mark.parametrize(("hours", "said"), [(3, "moins d’un jour"), (36, "1,5&nbsp;jour<"), (48, "2&nbsp;jours<")])
def test_the_time_to_appear_is_told_in_words(
    editor: User, signed_in: Callable[[User], Client], hours: int, said: str
) -> None:
    now = timezone.now()
    ItemFactory(published=True, published_at=now, proposed_at=now - datetime.timedelta(hours=hours))
    assert said in signed_in(editor).get(FIGURES).content.decode()


@pytest.mark.usefixtures("wagtails_templates")
def test_an_editor_reads_them_and_takes_each_table_away(editor: User, signed_in: Callable[[User], Client]) -> None:
    mailed(sent_issue(), "sent")
    ItemFactory(proposed=True, organisation=OrganisationFactory(name="=HYPERLINK(1)"))
    browser = signed_in(editor)
    page = browser.get(FIGURES).content.decode()
    assert "Lettre 1" in page
    assert "2 mars 2026" in page
    assert "@" not in "".join(
        browser.get(reverse("newsletter_figures_csv", args=[name])).content.decode() for name in ("lettres", "themes")
    )
    text = browser.get(reverse("newsletter_figures_csv", args=["partenaires"])).content.decode("utf-8-sig")
    header, line = csv.reader(io.StringIO(text), delimiter=";")
    assert (header[0], line[0], line[-1]) == ("Partenaire", "'=HYPERLINK(1)", "1")
    assert browser.get(reverse("newsletter_figures_csv", args=["inconnue"])).status_code == 404


@pytest.mark.usefixtures("wagtails_templates")
def test_they_say_so_where_there_is_nothing_yet(editor: User, signed_in: Callable[[User], Client]) -> None:
    page = signed_in(editor).get(FIGURES).content.decode()
    assert "Aucune lettre n’est encore partie." in page
    assert "valeur médiane" not in page


def test_nobody_else_reads_them(partner: User, signed_in: Callable[[User | None], Client]) -> None:
    for browser in (signed_in(None), signed_in(partner)):
        for address in (FIGURES, reverse("newsletter_figures_csv", args=["lettres"])):
            assert browser.get(address).status_code == 302


def test_the_queries_are_as_many_whatever_there_is(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(1, 6):
        mailed(sent_issue(number, sent_at=SENT_AT + datetime.timedelta(days=30 * number)), "sent", "refused")
        ItemFactory(proposed=True)
        assert Item.objects.exists()
        with django_assert_num_queries(7):
            letters.letters()
            items.by_partner()
            items.by_theme()
