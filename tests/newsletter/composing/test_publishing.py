"""The moment when a letter comes out."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from core.models import KnowledgePage
from directory.models import User
from home.models import NewsPage
from newsletter.composing import publishing
from newsletter.composing.frozen import freeze
from newsletter.composing.gathering import compose_next
from newsletter.composing.publishing import NothingToSend, publish
from newsletter.composing.shown import still_public
from newsletter.composing.withdrawing import withdraw_page
from newsletter.models import IssuePage, Item, ItemPage
from newsletter.moderating import states
from search.engines.choice import engine
from search.interface import Query
from tests.factories import NewsPageFactory, ThemeFactory

from .content import ItemFactory, made_issue

pytestmark = pytest.mark.django_db


def found(text: str) -> set[int]:
    return {match.id for match in engine().search(Query(text=text)).matches}


def test_it_is_published_with_a_page_for_each_of_its_items(appeared: list[Item]) -> None:
    item = ItemFactory(with_everything=True, title="Brocante", text="mot " * 149)
    issue = publish(made_issue(("brief", item), ("page", NewsPageFactory())))
    page = ItemPage.objects.get()
    assert issue.live
    assert issue.sent_at
    assert page.live
    assert page.get_parent().pk == issue.pk
    assert (page.title, page.text, page.link) == ("Brocante", item.text, item.link)
    assert len(page.summary) <= 500
    assert page.summary.endswith("mot…")
    assert [theme.pk for theme in page.themes.all()] == [item.theme_id]
    assert [place.territory_id for place in page.page_territories.all()] == [item.territory_id]
    assert [body.organisation_id for body in page.page_organisations.all()] == [item.organisation_id]
    assert (page.happens_on.isoformat(), page.featured_image) == ("2031-11-27", item.image)
    assert appeared == [item]
    entry = issue.sent["sections"][0]["entries"][0]
    assert entry["page"] == page.pk
    assert entry["url"].endswith(page.get_url())


def test_its_date_is_the_day_it_is_sent_unless_an_editor_gave_another(superuser: User) -> None:
    ItemFactory()
    composed = compose_next(superuser)
    assert not composed.published_on
    assert str(publish(composed).published_on) == timezone.localdate().isoformat()
    assert str(publish(made_issue(("brief", ItemFactory()), published_on="2026-10")).published_on) == "2026-10"


def test_doing_it_again_changes_nothing(appeared: list[Item]) -> None:
    item = ItemFactory()
    first = publish(made_issue(("brief", item)))
    Item.objects.update(title="Autre titre")
    again = publish(IssuePage.objects.get())
    assert (again.sent, again.sent_at) == (first.sent, first.sent_at)
    assert ItemPage.objects.count() == 1
    assert appeared == [item]


def test_killed_in_the_middle_it_is_as_if_it_had_not_begun(
    monkeypatch: pytest.MonkeyPatch, appeared: list[Item]
) -> None:
    items = [ItemFactory() for _ in range(3)]
    issue = made_issue(*[("brief", item) for item in items])
    made = publishing._make_page_of

    def killed(item: Item, page: IssuePage) -> None:
        if item == items[1]:
            raise KeyboardInterrupt
        made(item, page)

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "_make_page_of", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(issue)
    assert not ItemPage.objects.exists()
    assert IssuePage.objects.get().sent is None
    assert not IssuePage.objects.get().live
    assert appeared == []
    publish(IssuePage.objects.get())
    assert ItemPage.objects.count() == 3
    assert appeared == items


def test_killed_while_partners_are_told_it_tells_the_others_the_next_time(
    monkeypatch: pytest.MonkeyPatch, appeared: list[Item]
) -> None:
    items = [ItemFactory() for _ in range(3)]
    issue, tell = made_issue(*[("brief", item) for item in items]), publishing.appear

    def killed(item: Item) -> None:
        if item == items[1]:
            raise KeyboardInterrupt
        tell(item)

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "appear", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(issue)
    assert IssuePage.objects.get().live
    publish(IssuePage.objects.get())
    assert appeared == items
    assert ItemPage.objects.count() == 3


def test_the_latest_draft_is_what_comes_out() -> None:
    issue = made_issue(("brief", ItemFactory()))
    issue.title = "Lettre corrigée"
    issue.save_revision()
    assert publish(IssuePage.objects.get(pk=issue.pk)).sent["title"] == "Lettre corrigée"


def test_an_empty_letter_does_not_come_out() -> None:
    with pytest.raises(NothingToSend):
        publish(made_issue(("brief", ItemFactory(state="withdrawn"))))
    assert not KnowledgePage.objects.visible().filter(pk=IssuePage.objects.get().pk).exists()


def test_what_was_sent_is_not_edited_any_more(superuser) -> None:
    issue = publish(made_issue(("brief", ItemFactory())))
    assert issue.get_lock().for_user(superuser)
    assert ItemPage.objects.get().get_lock().for_user(superuser)


def test_versions_do_not_hold_what_was_sent_and_do_not_undo_it() -> None:
    issue = publish(made_issue(("brief", ItemFactory())))
    assert "sent" not in issue.latest_revision.content
    assert issue.get_latest_revision_as_object().sent == issue.sent


def test_letters_and_items_are_found() -> None:
    item = ItemFactory(title="Kermesse", text="Un orchestre de cornemuses.")
    issue = publish(made_issue(("brief", item)))
    assert found("cornemuses") == {issue.pk, ItemPage.objects.get().pk}


def test_an_item_that_is_withdrawn_leaves_everything(client) -> None:
    gone, kept = ItemFactory(title="Kermesse", text="Un orchestre de cornemuses."), ItemFactory(title="Fanfare")
    issue = publish(made_issue(("brief", gone), ("brief", kept)))
    page = ItemPage.objects.get(item_number=gone.pk)
    withdraw_page(gone)
    assert client.get(page.get_url()).status_code == 404
    shown = client.get(issue.get_url()).content.decode()
    assert "Kermesse" not in shown
    assert "Une brève a été retirée." in shown
    assert "Fanfare" in shown
    assert found("cornemuses") == set()
    withdraw_page(gone)  # again


def test_a_page_of_the_portal_that_is_hidden_later_leaves_the_archive(client, publish) -> None:
    page = NewsPageFactory(title="Confidentiel")
    issue = publishing.publish(made_issue(("page", page), ("brief", ItemFactory())))
    assert "Confidentiel" in client.get(issue.get_url()).content.decode()
    page.unpublish()
    shown = client.get(issue.get_url()).content.decode()
    assert "Confidentiel" not in shown
    assert "Un contenu n’est plus en ligne." in shown


def test_what_is_hidden_is_not_found_by_any_letter_that_holds_it() -> None:
    item, page = ItemFactory(title="Kermesse du Luth"), NewsPageFactory(title="Fanfare du Luth")
    for _ in range(2):
        publish(made_issue(("brief", item), ("page", page), ("words", "<p>Bonjour</p>")))
    assert set(IssuePage.objects.values_list("pk", flat=True)) <= found("kermesse") & found("fanfare")
    withdraw_page(item)
    assert found("kermesse") == set()
    page.unpublish()
    assert found("fanfare") == set()
    assert len(found("bonjour")) == 2


def test_what_is_deleted_is_not_found_by_a_letter_either(django_capture_on_commit_callbacks) -> None:
    page = NewsPageFactory(title="Fanfare du Luth")
    issue = publish(made_issue(("page", page), ("words", "<p>Bonjour</p>")))
    assert issue.pk in found("fanfare")
    with django_capture_on_commit_callbacks(execute=True):
        NewsPage.objects.get(pk=page.pk).delete()
    assert found("fanfare") == set()
    assert found("bonjour") == {issue.pk}


def test_an_item_withdrawn_leaves_letters_in_which_it_has_no_page() -> None:
    item = ItemFactory(title="Kermesse")
    content = freeze(made_issue(("brief", item)))
    Item.objects.update(state=Item.State.WITHDRAWN)
    (section,) = still_public(content)["sections"]
    assert section["entries"] == []
    assert section["left_out"] == ["Une brève a été retirée."]


def test_an_item_that_appears_is_locked_so_that_its_withdrawal_comes_before_or_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    issue = made_issue(("brief", ItemFactory()))
    locked, lock = [], QuerySet.select_for_update

    def noted(rows: QuerySet, *args: object, **kwargs: object) -> QuerySet:
        locked.append(rows.model)
        return lock(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    monkeypatch.setattr(publishing, "_tell", lambda issue: None)
    publish(issue)
    assert locked[:2] == [IssuePage, Item]


def test_an_item_withdrawn_just_after_it_came_out_is_not_written_in_again(monkeypatch: pytest.MonkeyPatch) -> None:
    item = ItemFactory(link="https://www.example.org/", theme=ThemeFactory())
    monkeypatch.setattr(publishing, "_tell", lambda issue: None)  # killed there
    publish(made_issue(("brief", item)))
    states.withdraw(item, "partner")
    with pytest.raises(states.Impossible, match="copie"):
        states.reopen(item)


def test_a_draft_is_not_on_the_site(client) -> None:
    issue = made_issue(("brief", ItemFactory()))
    assert client.get(issue.get_url()).status_code == 404
