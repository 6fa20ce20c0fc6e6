"""Items that editors show first to those who ask certain questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from search.interface import PER_PAGE
from search.results import Results
from tests.conftest import visit
from tests.factories import ExperiencePageFactory, NewsPageFactory, PromotedResultFactory, StandardPageFactory

pytestmark = pytest.mark.django_db

Ask = Callable[..., Results]


def advised(results: Results) -> list[int]:
    return [advice.hit.id for advice in results.advice]


def found(results: Results) -> list[int]:
    return [hit.id for hit in results.hits]


# -- which questions --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("questions", "matching", "asked", "shown"),
    [
        ("encombrants", "words", "encombrants", True),
        ("encombrants", "words", "ENCOMBRANT", True),
        ("encombrants", "words", "la collecte des encombrants ?", True),
        ("encombrants", "words", "collecte", False),
        ("encombrants", "whole", "les encombrants", True),
        ("encombrants", "whole", "collecte des encombrants", False),
        ("dépôts sauvages", "words", "que faire d'un depot vraiment sauvage", True),
        ("dépôts sauvages", "words", "dépôt", False),
        ("dépôts sauvages", "whole", "sauvages dépôts", True),
        ("vélo\nqui ramasse les encombrants ?", "words", "qui ramasse l’encombrant", True),
        ("vélo\nqui ramasse les encombrants ?", "words", "encombrant", False),
        ("école, collège", "words", "école", False),
        ("école, collège", "words", "le collège et l’école", True),
        ("CAF", "words", "aides de la caf", True),
        ("CAF", "words", "café des habitants", False),
        ("CAF", "whole", "CAF", True),
        ("encombrants encombrant", "whole", "encombrants", True),
        ("?!", "words", "encombrants", False),
        ("", "words", "encombrants", False),
        ("de la", "words", "encombrants de la rue", False),
    ],
)
def test_a_question_calls_an_item(ask: Ask, questions: str, matching: str, asked: str, shown: bool) -> None:
    promoted = PromotedResultFactory(questions=questions, matching=matching)
    assert advised(ask(asked)) == ([promoted.page.pk] if shown else [])


@pytest.mark.parametrize(("state", "shown"), [("suspended", False), ("over", False), ("last_day", True)])
def test_a_promotion_is_shown_while_it_lasts(ask: Ask, state: str, shown: bool) -> None:
    PromotedResultFactory(**{state: True})
    assert bool(advised(ask("encombrants"))) is shown


def test_a_promotion_ends_on_its_day_though_nothing_else_changes(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    PromotedResultFactory(last_day=True)
    assert advised(ask("encombrants"))
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("search.promotions.timezone.localdate", lambda: tomorrow)
    assert not advised(ask("encombrants"))


def test_a_change_shows_at_once(ask: Ask) -> None:
    promoted = PromotedResultFactory(questions="vélo")
    assert not advised(ask("encombrants"))
    promoted.questions = "encombrants"
    promoted.save()
    assert advised(ask("encombrants")) == [promoted.page.pk]
    promoted.delete()
    assert not advised(ask("encombrants"))


@pytest.mark.parametrize("hidden", ["draft", "scheduled", "expired", "private", "behind_password"])
def test_an_item_that_is_not_public_is_never_shown(ask: Ask, client: Client, hidden: str) -> None:
    page = ExperiencePageFactory(title="Secret de polichinelle", **{hidden: True})
    PromotedResultFactory(page=page, why="Une raison secrète")
    assert not advised(ask("encombrants"))
    assert "secr" not in client.get("/recherche/?q=encombrants").content.decode().lower()


def test_an_item_unpublished_meanwhile_is_no_longer_shown_and_comes_back(ask: Ask) -> None:
    page = PromotedResultFactory().page
    assert advised(ask("encombrants")) == [page.pk]
    page.unpublish()
    assert not advised(ask("encombrants"))
    page.save_revision().publish()
    assert advised(ask("encombrants")) == [page.pk]


def test_a_page_kept_out_of_search_is_not_shown(ask: Ask) -> None:
    PromotedResultFactory(page=StandardPageFactory(unlisted=True))
    assert not advised(ask("encombrants"))


# -- where it stands --------------------------------------------------------------------------------------------------
def test_an_item_advised_leaves_its_place_in_the_list(ask: Ask) -> None:
    first = ExperiencePageFactory(title="Les encombrants")
    last = ExperiencePageFactory(title="Autre chose", summary="Là aussi, des encombrants.")
    PromotedResultFactory(page=last)
    results = ask("encombrants")
    assert (advised(results), found(results)) == ([last.pk], [first.pk])
    assert (results.total, results.start, results.end) == (2, 1, 2)
    assert "<mark>" in str(results.advice[0].hit.extract)


def test_an_item_that_the_words_do_not_find_is_one_more_result(ask: Ask) -> None:
    page = ExperiencePageFactory(title="Les encombrants")
    other = PromotedResultFactory(page=NewsPageFactory(title="Tout autre chose")).page
    results = ask("encombrants")
    assert (advised(results), found(results), results.total) == ([other.pk], [page.pk], 2)


def test_a_question_that_nothing_else_answers_is_not_said_to_have_no_answer(client: Client) -> None:
    PromotedResultFactory(questions="xylophone", page=NewsPageFactory(title="La fanfare du quartier"))
    content = client.get("/recherche/?q=xylophone").content.decode()
    assert "La fanfare du quartier" in content
    assert "Le centre vous conseille" in content
    assert "1 résultat" in content
    assert "Rien ne répond" not in content


def test_the_only_result_may_be_the_one_advised(ask: Ask, client: Client) -> None:
    PromotedResultFactory(page=ExperiencePageFactory(title="Les encombrants"))
    assert (ask("encombrants").total, found(ask("encombrants"))) == (1, [])
    content = client.get("/recherche/?q=encombrants").content.decode()
    assert content.count("<article") == 1
    assert "Rien ne répond" not in content


def test_each_item_stands_once_on_the_first_page_and_no_other_says_anything_of_it(ask: Ask) -> None:
    pages = [ExperiencePageFactory(title=f"Encombrants {number}") for number in range(PER_PAGE + 5)]
    last = ask("encombrants", page="2").hits[-1].id
    PromotedResultFactory(page_id=last, page=next(page for page in pages if page.pk == last))
    first = ask("encombrants")
    assert advised(first) == [last]
    assert len(first.hits) == PER_PAGE
    assert (first.total, first.pages) == (PER_PAGE + 5, 2)
    assert advised(ask("encombrants", page="2")) == []


@pytest.mark.parametrize("narrowed", [{"kind": "event"}, {"sort": "-date"}, {"theme": "proprete"}, {"tag": "x"}])
def test_a_list_that_the_visitor_narrows_or_orders_is_left_as_it_is(ask: Ask, narrowed: dict[str, str]) -> None:
    PromotedResultFactory()
    assert advised(ask("encombrants", **narrowed)) == []


def test_without_a_question_nothing_is_advised(ask: Ask) -> None:
    PromotedResultFactory()
    assert advised(ask("")) == []


def test_the_nearest_to_the_question_comes_first_and_three_at_most(ask: Ask) -> None:
    wide = PromotedResultFactory(questions="encombrants").page
    near = PromotedResultFactory(questions="collecte des encombrants").page
    PromotedResultFactory(questions="collecte", page=wide)
    assert advised(ask("collecte des encombrants")) == [near.pk, wide.pk]
    for _ in range(3):
        PromotedResultFactory(questions="encombrants")
    assert len(advised(ask("collecte des encombrants"))) == 3


def test_the_reason_is_shown_as_text(client: Client) -> None:
    PromotedResultFactory(why="Un <b>guide</b> & plus")
    assert "Un &lt;b&gt;guide&lt;/b&gt; &amp; plus" in client.get("/recherche/?q=encombrants").content.decode()


def test_an_htmx_fragment_shows_it_too(client: Client) -> None:
    PromotedResultFactory()
    headers = {"HX-Request": "true", "HX-Target": "resultats"}
    content = client.get("/recherche/?q=encombrants", headers=headers).content.decode()
    assert "Le centre vous conseille" in content
    assert "<html" not in content


# -- cost -------------------------------------------------------------------------------------------------------------
def test_a_question_that_calls_nothing_costs_no_query_more() -> None:
    page = ExperiencePageFactory(title="Les encombrants")
    without = visit("/recherche/?q=encombrants").count
    PromotedResultFactory(questions="vélo", page=page)
    assert visit("/recherche/?q=encombrants").count == without


def test_an_item_that_the_list_holds_already_costs_no_query_more() -> None:
    page = ExperiencePageFactory(title="Les encombrants")
    without = visit("/recherche/?q=encombrants").count
    PromotedResultFactory(questions="encombrants", page=page)
    assert visit("/recherche/?q=encombrants").count == without


@pytest.mark.parametrize(
    "asked", ["'", '"', "\x00", "encombrants\x00", "𝕖ncombrants", "%", "a" * 5_000, "encombrants " * 90]
)
def test_no_question_breaks_it(ask: Ask, asked: str) -> None:
    PromotedResultFactory()
    assert ask(asked).total >= 0
