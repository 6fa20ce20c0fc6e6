"""A letter as plain data."""

from __future__ import annotations

import json

import pytest

from newsletter.composing.frozen import freeze
from newsletter.models import Item
from tests.factories import NewsPageFactory

from .content import ItemFactory, made_issue, titles_of

pytestmark = pytest.mark.django_db


def test_everything_that_a_letter_says_is_plain_json() -> None:
    item, page = ItemFactory(with_everything=True), NewsPageFactory(filed=True)
    issue = made_issue(
        ("section", "Rencontres"), ("brief", item), ("section", "Sur le portail"), ("page", page),
        ("words", "<p>À <b>bientôt</b> !</p>"), editorial="<p>Bonjour.</p>", mail_subject="L’objet",
    )  # fmt: skip
    content = freeze(issue)
    assert json.loads(json.dumps(content)) == content
    brief, of_page, words = [entry for section in content["sections"] for entry in section["entries"]]
    assert (content["subject"], content["editorial"]) == ("L’objet", "<p>Bonjour.</p>")
    assert [section["title"] for section in content["sections"]] == ["Rencontres", "Sur le portail"]
    assert (brief["item"], brief["label"], brief["happens_on"]) == (item.pk, "Rencontre", "2031-11-27")
    assert brief["organisation"] == item.organisation.name
    assert brief["image"]["alt"] == "Une cour plantée d’arbres"
    assert brief["image"]["url"].startswith("http")
    assert brief["image"]["width"] <= 560
    assert set(brief["themes"]) == {item.theme_id, item.theme.parent_id}
    assert item.territory.code in brief["territories"]
    assert len(brief["territories"]) > 1
    assert (of_page["title"], of_page["text"], of_page["label"]) == (page.title, page.summary, "Actualité")
    assert words["html"] == "<p>À <b>bientôt</b> !</p>"


@pytest.mark.parametrize("state", [state for state in Item.State if state not in ("validated", "published")])
def test_an_item_that_is_not_validated_any_more_is_left_out(state: str) -> None:
    kept, gone = ItemFactory(), ItemFactory(state=state)
    assert titles_of(freeze(made_issue(("brief", kept), ("brief", gone)))) == [kept.title]


@pytest.mark.parametrize("trait", ["draft", "expired", "private", "behind_password", "unpublished"])
def test_a_page_that_the_public_may_not_see_is_left_out(trait: str) -> None:
    issue = made_issue(("page", NewsPageFactory(**{trait: True})), ("page", NewsPageFactory(title="Publique")))
    assert titles_of(freeze(issue)) == ["Publique"]


def test_what_was_deleted_is_left_out() -> None:
    item, page = ItemFactory(), NewsPageFactory()
    issue = made_issue(("section", "Vide"), ("brief", item), ("page", page))
    item.delete()
    page.delete()
    assert freeze(type(issue).objects.get(pk=issue.pk))["sections"] == []


def test_nothing_but_plain_markup_gets_into_a_letter() -> None:
    issue = made_issue(
        ("words", '<p onclick="x()">Un <a href="javascript:alert(1)">lien</a> <script>alert(1)</script>&lt;b&gt;</p>')
    )
    (entry,) = freeze(issue)["sections"][0]["entries"]
    assert entry["html"] == "<p>Un lien &lt;b&gt;</p>"


def test_the_number_of_queries_does_not_grow_with_the_letter(django_assert_max_num_queries) -> None:
    blocks = [("brief", ItemFactory()) for _ in range(12)] + [("page", NewsPageFactory()) for _ in range(12)]
    issue = made_issue(*blocks)
    with django_assert_max_num_queries(14):
        freeze(issue)
