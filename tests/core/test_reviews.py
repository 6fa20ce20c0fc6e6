"""Knowledge ages: readers are told, editors are asked, one click says that a page still holds."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings
from wagtail.models import Page

from core.models import KnowledgePage, ReviewLetter
from core.review_letters import BETWEEN, MOST_LISTED
from core.reviews import CONFIRMED, HOW_TO, PRACTICE, confirm, due_on, is_due, overdue, overdue_for
from directory.models import User
from tests.factories import (
    ExperiencePageFactory,
    NewsPageFactory,
    PracticeSheetPageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]


def days_ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def day(days: int) -> datetime.date:
    """So many days from now."""
    return timezone.localdate() + datetime.timedelta(days=days)


def aged(factory: type = ExperiencePageFactory, days: int = 600, **options: object) -> KnowledgePage:
    return factory(first_published_at=days_ago(days), **options)


# -- when -------------------------------------------------------------------------------------------------------------
def test_a_practice_is_due_eighteen_months_after_it_was_published_and_a_sheet_a_year() -> None:
    today = timezone.localdate()
    assert due_on(ExperiencePageFactory()) == today + PRACTICE
    assert due_on(PracticeSheetPageFactory()) == today + HOW_TO
    assert due_on(NewsPageFactory()) is None
    assert due_on(ExperiencePageFactory(draft=True)) is None


def test_the_day_that_an_editor_gave_is_the_day() -> None:
    assert due_on(aged(review_by=day(900))) == day(900)
    assert due_on(NewsPageFactory(review_by=day(-3))) == day(-3)


def test_once_confirmed_the_time_runs_again_unless_a_later_day_was_given() -> None:
    late, news = aged(review_by=day(-3)), NewsPageFactory(review_by=day(-3))
    assert (confirm(late), confirm(news)) == (day(0) + PRACTICE, day(0) + CONFIRMED)
    assert confirm(aged(review_by=day(10))) == day(10)


@pytest.fixture
def one_of_each_kind() -> list[KnowledgePage]:
    return [factory() for factory in (ExperiencePageFactory, PracticeSheetPageFactory, NewsPageFactory)]


@given(data=st.data())
def test_the_database_says_the_same_as_the_page(data: st.DataObject, one_of_each_kind: list[KnowledgePage]) -> None:
    """Around each limit, to the day. Only columns count: the pages are made once, and dated anew each time."""
    limits = [0, 1, -1, *(sign - after.days for after in (PRACTICE, HOW_TO) for sign in (-1, 0, 1))]
    some = st.one_of(st.none(), st.sampled_from(limits), st.integers(min_value=-1500, max_value=400))
    for page in one_of_each_kind:
        given_day, confirmed, published = (data.draw(some) for _ in range(3))
        KnowledgePage.objects.filter(pk=page.pk).update(
            review_by=None if given_day is None else day(given_day),
            confirmed_on=None if confirmed is None else day(confirmed),
            first_published_at=timezone.now() + datetime.timedelta(days=min(published or 0, 0)),
        )
        page.refresh_from_db()
    found = set(overdue().values_list("pk", flat=True))
    assert found == {page.pk for page in one_of_each_kind if is_due(due_on(page))}


@pytest.mark.parametrize("trait", ["draft", "expired", "private", "behind_password"])
def test_what_the_public_does_not_see_is_not_asked_about(trait: str) -> None:
    aged(**({trait: True} if trait != "draft" else {"live": False}))
    assert not overdue()


def test_publishing_a_draft_begun_before_keeps_the_confirmation(publish: Callable[[Page], Page]) -> None:
    page = aged()
    page.save_revision()
    confirm(page)
    published = publish(page.get_latest_revision_as_object())
    assert published.confirmed_on == timezone.localdate()
    assert page.copy(to=page.get_parent(), update_attrs={"slug": "copie", "title": "Copie"}).confirmed_on is None


# -- what readers are told --------------------------------------------------------------------------------------------
def said_of(client: Client, page: KnowledgePage) -> str:
    return (
        BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".provenance").get_text(" ", strip=True)
    )


def card_of(client: Client, page: KnowledgePage) -> str:
    listed = BeautifulSoup(client.get(page.get_parent().url).content, "html.parser")
    return listed.select_one("article .card-kind").get_text(" ", strip=True)


def test_a_page_says_how_old_it_is_and_that_it_awaits_a_review(client: Client) -> None:
    page = aged(published_on=str(timezone.localdate().year - 3))
    assert "il y a" in said_of(client, page)
    assert f"Aurait dû être relue avant le {day(-600) + PRACTICE:%d/%m/%Y}" in said_of(client, page)
    assert "à relire" in card_of(client, page)


def test_once_confirmed_it_says_so_on_the_page_and_on_the_card(client: Client) -> None:
    page = aged()
    confirm(page)
    assert f"Relue le {timezone.localdate():%d/%m/%Y}, à relire avant le" in said_of(client, page)
    assert "relecture en" in card_of(client, page)
    assert "à relire" not in card_of(client, page)


def test_the_card_of_a_page_that_is_not_due_says_nothing_of_it(client: Client) -> None:
    assert "rel" not in card_of(client, ExperiencePageFactory())


# -- the dashboard ----------------------------------------------------------------------------------------------------
@pytest.fixture
def dashboard(signed_in: SignIn, wagtails_templates: None) -> Callable[[User], BeautifulSoup]:
    return lambda user: BeautifulSoup(signed_in(user).get("/admin/").content, "html.parser")


def test_the_dashboard_lists_what_awaits_a_review(dashboard: Callable[[User], BeautifulSoup], editor: User) -> None:
    aged(title="Une vieille pratique")
    ExperiencePageFactory(title="Une jeune pratique")
    panel = dashboard(editor).select_one(".reviews")
    assert "À relire\u00a0: 1 page" in panel.get_text(" ", strip=True)
    assert [link.get_text() for link in panel.select("li p a")] == ["Une vieille pratique"]


def test_the_dashboard_keeps_quiet_where_nothing_is_due(
    dashboard: Callable[[User], BeautifulSoup], editor: User
) -> None:
    ExperiencePageFactory()
    assert dashboard(editor).select_one(".reviews") is None


def test_a_click_says_that_a_page_still_holds(
    dashboard: Callable[[User], BeautifulSoup], signed_in: SignIn, editor: User
) -> None:
    page = aged()
    draft = page.get_latest_revision_as_object()
    draft.title = "Un brouillon en cours"
    draft.save_revision()
    form = dashboard(editor).select_one(".reviews form")
    answer = signed_in(editor).post(form["action"], follow=True)
    assert "toujours juste" in answer.content.decode()
    page.refresh_from_db()
    assert (page.confirmed_on, page.title) == (timezone.localdate(), page.title)
    assert page.get_latest_revision_as_object().title == "Un brouillon en cours"
    assert not overdue_for(editor)
    history = signed_in(editor).get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "toujours juste" in history


def test_only_those_who_may_change_a_page_confirm_it(signed_in: SignIn, partner: User, editor: User) -> None:
    page = aged()
    address = f"/admin/relectures/{page.pk}/toujours-juste/"
    assert signed_in(editor).get(address).status_code == 405
    for user in (None, partner):
        assert signed_in(user).post(address).status_code in (302, 403)
    page.refresh_from_db()
    assert page.confirmed_on is None
    assert not overdue_for(partner)


@pytest.mark.usefixtures("wagtails_templates")
def test_what_is_not_published_is_not_confirmed(signed_in: SignIn, editor: User) -> None:
    page = ExperiencePageFactory(draft=True)
    assert signed_in(editor).post(f"/admin/relectures/{page.pk}/toujours-juste/").status_code == 404


def test_many_pages_are_counted_and_the_oldest_come_first(
    dashboard: Callable[[User], BeautifulSoup], editor: User
) -> None:
    for days in range(600, 612):
        aged(days=days, title=f"Pratique de {days} jours")
    panel = dashboard(editor).select_one(".reviews")
    assert "12 pages" in panel.h2.get_text()
    assert len(panel.select("li")) == 8
    assert panel.select_one("li a").get_text() == "Pratique de 611 jours"


# -- letters ----------------------------------------------------------------------------------------------------------
def remind() -> list[mail.EmailMessage]:
    mail.outbox.clear()
    call_command("remind_reviews", verbosity=0)
    return list(mail.outbox)


def test_whoever_made_a_page_is_asked_to_review_it(editor: User) -> None:
    other = UserFactory(editor=True)
    page = aged(title="Une vieille pratique", owner=editor)
    [letter] = remind()
    assert letter.to == [editor.email] != [other.email]
    assert "Une vieille pratique" in letter.body
    assert f"/admin/pages/{page.pk}/edit/" in letter.body


def test_where_whoever_made_it_is_gone_all_editors_are_asked(editor: User, reviewer: User, partner: User) -> None:
    gone = UserFactory(editor=True, is_active=False)
    aged(owner=gone)
    aged()
    assert {letter.to[0] for letter in remind()} == {editor.email, reviewer.email}
    assert all("2 pages attendent" in letter.subject for letter in remind_again())


def remind_again() -> list[mail.EmailMessage]:
    ReviewLetter.objects.all().delete()
    return remind()


def test_nobody_is_written_to_twice_in_a_month(editor: User) -> None:
    aged(owner=editor)
    assert len(remind()) == 1
    aged(owner=editor)
    assert remind() == []
    ReviewLetter.objects.update(sent_on=timezone.localdate() - BETWEEN)
    assert len(remind()) == 1
    assert remind() == []


def test_nobody_is_written_to_for_nothing(editor: User) -> None:
    ExperiencePageFactory(owner=editor)
    aged(owner=editor, draft=True, live=False)
    assert remind() == []


def test_a_long_list_is_cut_and_counted(editor: User) -> None:
    for _ in range(MOST_LISTED + 3):
        aged(owner=editor)
    [letter] = remind()
    assert letter.body.count("/edit/") == MOST_LISTED
    assert "et 3 autres" in letter.body


def test_a_letter_that_does_not_leave_is_tried_again(
    editor: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    aged(owner=editor)
    settings.EMAIL_BACKEND = "no.such.backend"
    assert remind() == []
    assert editor.email not in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(remind()) == 1


def test_a_title_cannot_add_a_header(editor: User) -> None:
    aged(owner=editor, title="Un titre\nBcc: tous@example.org")
    [letter] = remind()
    assert "Bcc" not in letter.message().as_string().split("\n\n")[0]
