"""Items are found when they say what is asked in other words, and only those that the public may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Page, PageViewRestriction

from core.models import KnowledgePage
from search.meaning.making import make
from search.models import ItemMeaning
from search.results import Results
from tests.conftest import visit
from tests.factories import NewsPageFactory

pytestmark = pytest.mark.django_db

Ask = Callable[..., Results]
Titles = Callable[..., list[str]]


def test_an_item_is_found_by_what_it_means(titles: Titles, items: dict[str, KnowledgePage]) -> None:
    assert titles("encombrants") == ["Les encombrants du mardi", "Un canapé sur le trottoir"]


def test_without_vectors_the_words_find_what_they_found(titles: Titles, items: dict[str, KnowledgePage]) -> None:
    ItemMeaning.objects.filter(pk=items["meant"].pk).delete()
    NewsPageFactory(title="Encore des encombrants", summary="Sans vecteurs.")
    assert set(titles("encombrants")) == {"Les encombrants du mardi", "Encore des encombrants"}


def test_what_an_item_says_in_its_body_counts_too(titles: Titles, db: None) -> None:
    for title in ("Premier", "Deuxième"):
        body = "Une bicyclette." if title == "Deuxième" else "Une affiche."
        text = "Des mots qui ne disent rien. " * 40
        NewsPageFactory(title=f"{title} atelier", summary="Un atelier.", body=[("paragraph", f"<p>{text}{body}</p>")])
    make()
    assert titles("vélo atelier") == ["Deuxième atelier", "Premier atelier"]


@pytest.mark.parametrize("nonsense", ["xyzzy qwerty", "…", "\0xyzzy", "ﷺ" * 40])
def test_nonsense_finds_nothing(ask: Ask, items: dict[str, KnowledgePage], nonsense: str) -> None:
    assert ask(nonsense).total == 0


def test_a_misspelt_word_is_still_corrected(ask: Ask, items: dict[str, KnowledgePage]) -> None:
    results = ask("encombrnts")
    assert results.suggestion == "encombrants"
    assert results.total == 1


def test_total_counts_hits_files_and_feed_agree(client: Client, ask: Ask, items: dict[str, KnowledgePage]) -> None:
    results = ask("encombrants")
    kinds = next(facet for facet in results.facets if facet.name == "kind")
    assert results.total == 2
    assert sum(choice.count for choice in kinds.choices) == 2
    for sort in ("", "date", "-date", "title"):
        assert len(ask("encombrants", tri=sort).hits) == 2
    assert len(client.get("/recherche/resultats.csv", {"q": "encombrants"}).content.decode().strip().splitlines()) == 3
    assert client.get("/recherche/resultats.atom", {"q": "encombrants"}).content.count(b"<entry>") == 2


def test_filters_keep_what_they_keep_of_words(titles: Titles, items: dict[str, KnowledgePage]) -> None:
    assert titles("encombrants", kind="experience") == ["Un canapé sur le trottoir"]
    assert titles("encombrants", kind="practice_sheet") == []


@pytest.mark.parametrize("hidden", ["draft", "scheduled", "expired", "private", "behind_password"])
def test_what_is_not_public_is_never_found_by_its_meaning(titles: Titles, hidden: str) -> None:
    page = NewsPageFactory(title="Un canapé", summary="Un matelas.")
    make()
    assert titles("encombrants") == ["Un canapé"]
    meaning = ItemMeaning.objects.get()
    page.delete()
    secret = NewsPageFactory(title="Un sommier", summary="Un matelas.", **{hidden: True})
    meaning.page_id = secret.pk
    meaning.save(force_insert=True)  # as though it had been public
    assert titles("encombrants") == []


def test_what_is_withdrawn_or_restricted_or_expires_is_found_no_more(titles: Titles) -> None:
    pages = [NewsPageFactory(title=f"Un canapé {number}") for number in range(4)]
    make()
    assert len(titles("encombrants")) == 4
    pages[0].unpublish()
    assert len(titles("encombrants")) == 3
    PageViewRestriction.objects.create(page=pages[1], restriction_type=PageViewRestriction.LOGIN)
    assert len(titles("encombrants")) == 2
    Page.objects.filter(pk=pages[2].pk).update(expire_at=timezone.now())
    pages[2].refresh_from_db()
    pages[2].save()
    assert titles("encombrants") == ["Un canapé 3"]


def test_one_page_follows_from_another(ask: Ask, db: None) -> None:
    for number in range(30):
        NewsPageFactory(title=f"{'Encombrants' if number % 2 else 'Un canapé'} {number}", summary="Voilà.")
    make()
    shown = [hit.id for page in (1, 2) for hit in ask("encombrants", page=str(page)).hits]
    assert len(shown) == len(set(shown)) == 30


def test_without_a_model_nothing_is_asked_for(
    settings: Settings, items: dict[str, KnowledgePage], titles: Titles
) -> None:
    settings.SEARCH_MODEL = ""
    assert titles("encombrants") == ["Les encombrants du mardi"]
    assert "search_itemmeaning" not in visit("/recherche/?q=encombrants").listing
    assert make() == 0


def test_a_question_costs_one_query_more(items: dict[str, KnowledgePage], settings: Settings) -> None:
    visit("/recherche/?q=encombrants")
    by_meaning = visit("/recherche/?q=encombrants")
    settings.SEARCH_MODEL = ""
    visit("/recherche/?q=encombrants")
    by_words = visit("/recherche/?q=encombrants")
    assert by_meaning.count <= by_words.count + 1, by_meaning.listing
