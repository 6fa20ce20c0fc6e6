"""The practices that a reader keeps stand in the address, and nowhere else."""

from __future__ import annotations

import csv
import io

import pytest
import rispy
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client

from core.caching import asked_once
from experiences.models import ExperiencePage
from experiences.observatory.selection import MOST_KEPT, selection_in
from experiences.templatetags.selection_tags import selection_bar, selection_link
from tests import pdf as read
from tests.conftest import visit
from tests.factories import ExperiencePageFactory, PracticeSheetPageFactory

pytestmark = pytest.mark.django_db
PATH = "/observatoire/"


def practices(number: int, **more: object) -> list[ExperiencePage]:
    return [ExperiencePageFactory(title=f"Pratique {n}", **more) for n in range(1, number + 1)]


def chosen(*pages: object) -> str:
    return "&".join(f"p={getattr(page, 'pk', page)}" for page in pages)


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


# -- what an address holds --------------------------------------------------------------------------------------------
def test_it_keeps_the_order_in_which_practices_were_added() -> None:
    one, two, three = practices(3)
    kept = selection_in(QueryDict(chosen(three, one, two, one)), PATH)
    assert kept.ids == (three.pk, one.pk, two.pk)
    assert [entry.title for entry in kept.entries] == ["Pratique 3", "Pratique 1", "Pratique 2"]


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "1.5", "9" * 40, "١٢", "' OR 1=1", "%00", "1e3", " 1"])
def test_nonsense_is_left_out(nonsense: str) -> None:
    (page,) = practices(1)
    kept = selection_in(QueryDict(f"p={nonsense}&{chosen(page)}"), PATH)
    assert kept.ids == (page.pk,)


def test_nothing_is_asked_of_the_database_without_a_selection(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert not selection_in(QueryDict("q=compost"), PATH)


def test_one_query_finds_a_whole_selection(django_assert_num_queries) -> None:
    pages = practices(MOST_KEPT)
    with asked_once():
        selection_in(QueryDict(chosen(pages[0])), PATH)
        with django_assert_num_queries(1):
            assert len(selection_in(QueryDict(chosen(*pages)), PATH)) == MOST_KEPT


@pytest.mark.parametrize("state", ["draft", "scheduled", "expired", "unpublished", "private", "behind_password"])
def test_what_the_public_may_not_see_is_never_in_it(client: Client, state: str) -> None:
    hidden = ExperiencePageFactory(title="Titre caché", **{state: True})
    shown, other = practices(2)
    for address in ("selection/", "comparer/", "selection.csv", "selection.ris"):
        said = html(client, f"/observatoire/{address}?{chosen(hidden, shown, other)}")
        assert "Titre caché" not in said
        assert "Pratique 1" in said
    assert "n’est plus, en ligne" in html(client, f"/observatoire/selection/?{chosen(hidden, shown)}")
    assert "Titre caché" not in read.words(client.get(f"/observatoire/selection.pdf?{chosen(hidden, shown)}").content)


def test_other_kinds_are_not_practices() -> None:
    assert not selection_in(QueryDict(chosen(PracticeSheetPageFactory())), PATH)


def test_twenty_are_kept_and_the_others_are_said_to_be_left(client: Client) -> None:
    pages = practices(MOST_KEPT + 2)
    said = html(client, f"/observatoire/selection/?{chosen(*pages)}")
    assert "les 2 dernières n’ont pas été reprises" in said
    assert "Pratique 20" in said
    assert "Pratique 21" not in said


# -- links ------------------------------------------------------------------------------------------------------------
def test_a_card_adds_its_practice_and_keeps_the_rest_of_the_address() -> None:
    one, two = practices(2)
    kept = selection_in(QueryDict(f"q=compost&theme=a&theme=b&page=2&{chosen(one)}"), PATH)
    assert kept.pick(two.pk).url == f"/observatoire/?q=compost&theme=a&theme=b&page=2&p={one.pk}&p={two.pk}"
    assert not kept.pick(two.pk).chosen


def test_the_card_of_a_chosen_practice_removes_it() -> None:
    one, two = practices(2)
    kept = selection_in(QueryDict(f"q=compost&{chosen(one, two)}"), PATH)
    assert kept.pick(one.pk).chosen
    assert kept.pick(one.pk).url == f"/observatoire/?q=compost&p={two.pk}"
    assert kept.entries[1].remove_url == f"/observatoire/?q=compost&p={one.pk}"
    assert kept.clear_url == "/observatoire/?q=compost"


def test_a_full_selection_offers_no_other() -> None:
    pages = practices(MOST_KEPT)
    kept = selection_in(QueryDict(chosen(*pages)), PATH)
    another = ExperiencePageFactory()
    assert kept.pick(another.pk).url == ""
    assert not selection_link(kept, another.pk, another.title)


def test_a_card_names_the_practice_that_it_adds() -> None:
    (page,) = practices(1)
    kept = selection_in(QueryDict(""), PATH)
    shown = selection_link(kept, page.pk, page.title)
    assert "Ajouter à ma sélection" in shown
    assert "Pratique 1" in shown


def test_the_bar_says_what_is_kept_and_what_can_be_done() -> None:
    one, two = practices(2)
    bar = selection_bar(selection_in(QueryDict(chosen(one, two)), PATH))
    shown = render_to_string("experiences/includes/selection.html", bar)
    for words in ("2 pratiques", "Pratique 1", "Pratique 2", "Comparer", "Dossier (PDF)", "RIS", "CSV", "Vider"):
        assert words in shown
    assert f"/observatoire/comparer/?p={one.pk}&amp;p={two.pk}" in shown
    nothing = selection_bar(selection_in(QueryDict(""), PATH))
    assert not render_to_string("experiences/includes/selection.html", nothing).strip()


def test_one_practice_is_not_compared() -> None:
    (page,) = practices(1)
    assert selection_in(QueryDict(chosen(page)), PATH).compare_url == ""


def test_more_than_four_are_chosen_among(client: Client) -> None:
    pages = practices(5)
    kept = selection_in(QueryDict(chosen(*pages)), PATH)
    assert kept.compare_url.startswith("/observatoire/selection/?")
    said = html(client, kept.compare_url)
    assert said.count('type="checkbox"') == 5
    assert said.count("checked") == 4


def test_the_page_of_a_practice_starts_a_selection(client: Client) -> None:
    (page,) = practices(1)
    assert f'href="/observatoire/?p={page.pk}"' in html(client, page.url)


# -- its page ---------------------------------------------------------------------------------------------------------
def test_its_page_lists_it_in_its_order(client: Client) -> None:
    one, two, three = practices(3)
    said = html(client, f"/observatoire/selection/?{chosen(three, one, two)}")
    places = [said.index(f"{page.title}</a></h3>") for page in (three, one, two)]
    assert places == sorted(places)


def test_an_empty_selection_says_how_to_make_one(client: Client) -> None:
    said = html(client, "/observatoire/selection/")
    assert "Elle est vide" in said
    assert 'href="/observatoire/"' in said


def test_its_page_takes_as_many_queries_at_twenty_as_at_two() -> None:
    pages = practices(MOST_KEPT, filed=True)
    few, many = (visit(f"/observatoire/selection/?{chosen(*some)}") for some in (pages[:2], pages))
    assert few.count == many.count <= 12, many.listing


# -- its files --------------------------------------------------------------------------------------------------------
def test_it_leaves_as_a_table(client: Client) -> None:
    one, _, three = practices(3)
    response = client.get(f"/observatoire/selection.csv?{chosen(three, one)}")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Titre"] for row in rows] == ["Pratique 3", "Pratique 1"]


def test_it_leaves_as_references(client: Client) -> None:
    one, two = practices(2)
    records = rispy.loads(client.get(f"/observatoire/selection.ris?{chosen(two, one)}").content.decode())
    assert [record["title"] for record in records] == ["Pratique 2", "Pratique 1"]


def test_it_leaves_as_a_dossier(client: Client) -> None:
    pages = practices(3, with_everything=True)
    response = client.get(f"/observatoire/selection.pdf?{chosen(*reversed(pages))}")
    pdf = response.content
    assert response["Content-Type"] == "application/pdf"
    assert read.language(pdf) == "fr-FR"
    assert read.said_of(pdf)["Title"] == "Pratiques choisies"
    cover = read.pages(pdf)[0]
    assert "3 retours d’expérience choisis" in cover
    assert [cover.index(page.title) for page in reversed(pages)] == sorted(cover.index(page.title) for page in pages)
    assert read.codes(pdf) == [page.full_url for page in reversed(pages)]
    levels = [tag for tag in read.tags(pdf) if tag in ("H1", "H2")]
    assert levels.count("H1") == 1
    assert levels.count("H2") >= 3


def test_each_fiche_of_a_dossier_starts_a_page(client: Client) -> None:
    pages = practices(2)
    sheets = read.pages(client.get(f"/observatoire/selection.pdf?{chosen(*pages)}").content)
    assert len(sheets) == 3
    assert "Pratique 1" in sheets[1]
    assert "Pratique 2" in sheets[2]


@pytest.mark.parametrize("form", ["pdf", "ris", "csv"])
def test_nothing_leaves_as_the_page_that_tells_how_to_choose(client: Client, form: str) -> None:
    response = client.get(f"/observatoire/selection.{form}?p=999999")
    assert response.status_code == 302
    assert response["Location"] == "/observatoire/selection/?p=999999"


def test_no_other_form_is_known(client: Client) -> None:
    (page,) = practices(1)
    assert client.get(f"/observatoire/selection.exe?{chosen(page)}").status_code == 404
