"""What people type, and what they must find."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.models import KnowledgePage
from experiences.models import Evidence
from search.engines import database
from search.interface import Query
from search.results import Results
from tests.factories import ExperiencePageFactory, NewsPageFactory, TermFactory

pytestmark = pytest.mark.django_db

Library = dict[str, KnowledgePage]
Titles = Callable[..., list[str]]
Ask = Callable[..., Results]

# The eleven queries that other sites half fail, and what each must bring.
QUESTIONS = {
    "dechet": {"waste", "reduction"},
    "déchets": {"waste", "reduction"},
    "jardin partagé": {"garden"},
    "encombrant": {"bulky"},
    "ecole": {"school"},
    "l'école": {"school"},
    "propreté": {"cleanliness"},
    "proprete": {"cleanliness"},
    "Tours": {"tours"},
    "dechts": {"waste", "reduction"},
    "comment réduire les déchets ?": {"waste", "reduction"},
}


@pytest.mark.parametrize(("question", "wanted"), QUESTIONS.items(), ids=QUESTIONS)
def test_each_question_of_the_field_finds_what_it_is_about(
    library: Library, ask: Ask, question: str, wanted: set[str]
) -> None:
    found = [hit.id for hit in ask(question).hits]
    missing = {name for name in wanted if library[name].pk not in found}
    assert not missing
    # What answers comes first; what only shares a common word comes after.
    first = {name for name, page in library.items() if page.pk in found[: len(wanted)]}
    assert first == wanted


def test_the_town_comes_before_the_tower(library: Library, ask: Ask) -> None:
    found = [hit.id for hit in ask("Tours").hits]
    assert found[0] == library["tours"].pk
    if library["tower"].pk in found:
        assert found.index(library["tower"].pk) > 0


def test_the_item_that_answers_the_whole_question_comes_first(library: Library, ask: Ask) -> None:
    assert ask("comment réduire les déchets ?").hits[0].id == library["reduction"].pk


def test_a_typed_error_is_forgiven_and_the_right_word_proposed(library: Library, ask: Ask) -> None:
    results = ask("dechts")
    assert results.suggestion == "déchets"
    assert results.suggestion_url.endswith("?q=d%C3%A9chets")


def test_a_word_that_exists_is_never_corrected(library: Library, ask: Ask) -> None:
    for question in QUESTIONS:
        if question != "dechts":
            assert ask(question).suggestion == "", question


def test_the_correction_keeps_the_rest_of_what_was_typed(library: Library, ask: Ask) -> None:
    assert ask("collecte des encombrnts !").suggestion == "collecte des encombrants !"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("DÉCHETS", "waste"),
        ("de\u0301chets", "waste"),
        ("l’ecole", "school"),
        ("jardins partagés", "garden"),
        ("jardin-partagé", "garden"),
        ("encombrante", "bulky"),
        ("collectes", "bulky"),
        ("ordures ménagères", "waste"),
        ("Ostrom", "reading"),
        ("communs urbains", "reading"),
        ("meubles qui traînent", "bulky"),
        ("37261", None),
    ],
)
def test_other_ways_to_write_it_find_it_too(library: Library, ask: Ask, typed: str, found: str | None) -> None:
    ids = [hit.id for hit in ask(typed).hits]
    if found:
        assert library[found].pk in ids


def test_accents_decide_the_order_and_not_the_result(library: Library, ask: Ask) -> None:
    market = ExperiencePageFactory(title="Le marché du samedi", summary="Il revient.")
    walk = ExperiencePageFactory(title="La marche du matin", summary="Elle revient.")
    works = library["reduction"]  # « qui marchent »: of the same family, so last
    assert [hit.id for hit in ask("marché").hits] == [market.pk, walk.pk, works.pk]
    assert [hit.id for hit in ask("marche").hits] == [walk.pk, market.pk, works.pk]


def test_the_word_as_written_comes_before_its_family(ask: Ask) -> None:
    plural = ExperiencePageFactory(title="Des composteurs partout", summary="Ils sont là.")
    singular = ExperiencePageFactory(title="Un composteur quelque part", summary="Il est là.")
    assert [hit.id for hit in ask("composteur").hits] == [singular.pk, plural.pk]
    assert [hit.id for hit in ask("composteurs").hits] == [plural.pk, singular.pk]


def test_a_word_in_the_title_counts_more_than_in_the_text(ask: Ask) -> None:
    text = ExperiencePageFactory(
        title="Autre chose", body=[("paragraph", "<p>compost compost compost compost</p>")], published_on="2024"
    )
    title = ExperiencePageFactory(title="Le compost", published_on="1999")
    assert [hit.id for hit in ask("compost").hits] == [title.pk, text.pk]


def test_a_word_in_the_summary_counts_more_than_in_the_text(ask: Ask) -> None:
    text = ExperiencePageFactory(
        title="Autre chose", body=[("paragraph", "<p>compost compost compost compost</p>")], published_on="2024"
    )
    summary = ExperiencePageFactory(title="Chose dite", summary="Le compost du quartier.", published_on="1999")
    assert [hit.id for hit in ask("compost").hits] == [summary.pk, text.pk]


def test_the_title_that_says_little_else_comes_first(ask: Ask) -> None:
    long = ExperiencePageFactory(
        title="Vers, terre, voisins, compost, arrosage, cabanes et tout le reste du jardin", published_on="2024"
    )
    short = ExperiencePageFactory(title="Le compost au jardin", published_on="1999")
    assert [hit.id for hit in ask("compost").hits] == [short.pk, long.pk]


def test_a_title_may_say_the_word_by_a_synonym_of_several(ask: Ask) -> None:
    text = ExperiencePageFactory(
        title="Autre chose", body=[("paragraph", "<p>Gestion urbaine et sociale de proximité.</p>")]
    )
    title = ExperiencePageFactory(title="Gestion urbaine et sociale de proximité", published_on="1999")
    assert [hit.id for hit in ask("gusp").hits] == [title.pk, text.pk]


def test_who_answers_more_of_the_question_comes_first_whatever_the_words_weigh(ask: Ask) -> None:
    one = ExperiencePageFactory(title="Compost, compost, compost", summary="Le compost.")
    both = ExperiencePageFactory(title="Autre chose", summary="Un hangar où l’on trouve aussi le compost du quartier.")
    assert [hit.id for hit in ask("compost hangar").hits] == [both.pk, one.pk]


def test_of_two_that_say_the_same_the_better_proven_comes_first(ask: Ask) -> None:
    told = [
        ExperiencePageFactory(title="Composter", slug=evidence, evidence=evidence, published_on="2020")
        for evidence in (Evidence.MEASURED, Evidence.REVIEW, Evidence.TESTIMONY)
    ]
    assert [hit.id for hit in ask("composter").hits] == [page.pk for page in told]


def test_of_too_many_answers_to_score_those_that_say_it_first_are_and_none_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database, "MOST_SCORED", 6)
    tagged = [NewsPageFactory(title=f"Note {n}", slug=f"n{n}", tags=["compost"]) for n in range(6)]
    headed = [NewsPageFactory(title=f"Compost {n}", slug=f"c{n}") for n in range(3)]
    tagged += [NewsPageFactory(title=f"Mot {n}", slug=f"m{n}", tags=["compost"]) for n in range(6)]
    found = [
        [match.id for match in database.DatabaseEngine().search(Query("compost", page=page, per_page=4)).matches]
        for page in range(1, 5)
    ]
    assert {page.pk for page in headed} < set(found[0])
    assert sorted(pk for page in found for pk in page) == sorted(page.pk for page in [*tagged, *headed])


def test_a_question_made_of_small_words_still_answers(library: Library, ask: Ask) -> None:
    assert ask("de la").text == "de la"
    assert ask("le la les").total >= 0


def test_a_question_without_a_word_finds_nothing_and_says_so(library: Library, ask: Ask) -> None:
    results = ask("?!…")
    assert (results.total, results.hits) == (0, [])


def test_an_empty_question_shows_everything(library: Library, ask: Ask) -> None:
    assert ask("   ").total == len(library)


def test_what_only_a_label_says_is_found(ask: Ask, library: Library) -> None:
    page = ExperiencePageFactory(title="Sans rien dire", filed=True)
    labels = [page.themes.first().name, page.tags.first().name, page.page_people.first().person.name]
    labels += [page.page_organisations.first().organisation.name, page.page_territories.first().territory.name]
    for label in labels:
        assert page.pk in [hit.id for hit in ask(label).hits], label


def test_the_glossary_answers_above_the_results(client, library: Library) -> None:
    term = TermFactory(name="Encombrant", definition="<p>Un objet trop gros.</p>", aliases=["Monstre"])
    TermFactory(name="Autre mot")
    for question in ("encombrant", "ENCOMBRANT", "monstre"):
        assert client.get("/recherche/", {"q": question}).context["terms"] == [term], question
    assert client.get("/recherche/", {"q": "déchets"}).context["terms"] == []
    assert client.get("/recherche/", {"q": "encombrant", "page": "2"}).context["terms"] == []


def test_an_acronym_is_explained_wherever_it_stands_in_the_question(client, library: Library) -> None:
    term = TermFactory(name="Gestion urbaine et sociale de proximité", aliases=["GUSP"])
    assert client.get("/recherche/", {"q": "qui finance la gusp ?"}).context["terms"] == [term]


def test_what_was_typed_stands_in_the_field_again(client, library: Library) -> None:
    content = client.get("/recherche/", {"q": 'jardin "partagé" & <b>'}).content.decode()
    assert 'value="jardin &quot;partagé&quot; &amp; &lt;b&gt;"' in content


def test_no_result_says_how_to_go_on(client, library: Library) -> None:
    content = client.get("/recherche/", {"q": "xyzzyqsd"}).content.decode()
    assert "Rien ne répond encore à «\u00a0xyzzyqsd\u00a0»" in content
    assert 'href="/themes/"' in content


def test_the_kind_is_said_of_each_result(client) -> None:
    NewsPageFactory(title="Le compost")
    assert "Actualité" in client.get("/recherche/?q=compost").content.decode()
