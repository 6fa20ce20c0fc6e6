"""The printed fiche of an item, as a reader gets it."""

from __future__ import annotations

import itertools
import re

import pytest
from django.test import Client
from wagtail.models import Page

from core.models import KnowledgePage
from tests import pdf as read
from tests.conftest import signed_in_browser
from tests.factories import (
    DocumentFactory,
    ExperiencePageFactory,
    ImageFactory,
    PracticeSheetPageFactory,
    RecordingPageFactory,
    UserFactory,
    stream,
)

pytestmark = pytest.mark.django_db

# What an attacker may hope that the typesetter runs, and what may break it.
HOSTILE = (
    '#read("/etc/passwd")',
    "$ integral_0^1 $",
    "@reference et <etiquette>",
    "*gras* _italique_ `code` = Titre - liste / terme: a \\ b // commentaire /* */ #let x = 1 #panic()",
    "#set page(width: 1pt)",
    "]]] ]) } } ))",
    '"; #eval("1") "',
    "{{ portal }} {% load x %} <script>alert(1)</script>",
    "\\u{0} \\n %s",
    "~ -- --- ... 'a' \"b\"",
)


def fiche(page: Page, client: Client | None = None) -> bytes:
    response = (client or Client()).get(f"/fiche/{page.pk}.pdf")
    assert response.status_code == 200
    return response.content


def squeezed(words: str) -> str:
    """Without spaces nor marks of where a word may break, which a page puts where it likes."""
    return re.sub(r"[\s\u200b\u00ad\x02]", "", words)


# -- what it is -------------------------------------------------------------------------------------------------------
def test_a_practice_is_had_as_a_pdf(client: Client) -> None:
    page = ExperiencePageFactory(title="Compost au pied des tours")
    response = client.get(f"/fiche/{page.pk}.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="compost-au-pied-des-tours.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert not response.cookies


@pytest.mark.parametrize("factory", [ExperiencePageFactory, PracticeSheetPageFactory])
def test_it_says_its_language_its_title_and_who_publishes_it(factory: type) -> None:
    pdf = fiche(factory(with_everything=True, title="Compost au pied des tours"))
    assert read.language(pdf) == "fr-FR"
    assert read.said_of(pdf)["Title"] == "Compost au pied des tours"
    assert read.said_of(pdf)["Author"]
    assert read.is_tagged(pdf)


def test_a_telephone_reads_the_address_of_the_page_in_its_code() -> None:
    page = ExperiencePageFactory(with_everything=True)
    assert read.codes(fiche(page)) == [page.full_url]


def test_the_code_of_a_very_long_address_is_read_too() -> None:
    page = ExperiencePageFactory(title="Un titre qui n’en finit pas " * 9, slug="un-titre-qui-n-en-finit-pas-" * 9)
    assert read.codes(fiche(page)) == [page.full_url]


def test_its_pictures_are_told_in_words() -> None:
    page = ExperiencePageFactory(featured_image=ImageFactory(description="Trois bacs de compost"))
    code, picture = read.alternatives(fiche(page))
    assert page.full_url in code
    assert picture == "Trois bacs de compost"


def test_a_picture_that_nobody_described_is_no_figure() -> None:
    page = ExperiencePageFactory(featured_image=ImageFactory(description=""))
    assert len(read.alternatives(fiche(page))) == 1


def test_a_lost_picture_prevents_nothing() -> None:
    image = ImageFactory()
    page = ExperiencePageFactory(featured_image=image)
    image.file.storage.delete(image.file.name)
    assert page.title in read.words(fiche(page))


def test_it_is_read_in_the_order_of_the_page() -> None:
    page = ExperiencePageFactory(with_everything=True, title="Compost au pied des tours")
    said = read.words(fiche(page))
    in_order = [
        "Retour d’expérience", page.title, page.summary, "Où", "Issue", "Réussite", "D’où l’on partait",
        "Un contexte difficile.", "Ce que l’on cherchait", "Les étapes", "1. Diagnostic (mars 2012)", "2. Chantier",
        "Ce qui a été fait", "Les moyens", "Deux animatrices", "Ce que cela a donné", "120 tonnes",
        "Ce que l’on en dit", "La cour est redevenue un lieu de vie.", "Mme Essai, gardienne, Bailleur",
        "Ce que l’on en retient", "Ce que nous referions", "Ce que nous éviterions", "Pour le faire ailleurs",
        "Et ensuite", "Avec qui", "Documents", "Réutilisation", "Licence Ouverte 2.0", "Pour citer",
    ]  # fmt: skip
    places = [said.find(words) for words in in_order]
    assert -1 not in places, in_order[places.index(-1)]
    assert places == sorted(places)


def test_a_fiche_pratique_says_all_that_its_page_does() -> None:
    page = PracticeSheetPageFactory(with_everything=True)
    said = read.words(fiche(page))
    for words in (
        "Quand s’en servir", "Quand les dépôts se répètent.", "À quoi cela sert", "Qui fait quoi",
        "gardiennes et gardiens", "rappeler les jours", "Comment faire", "1. Compter les dépôts",
        "Des outils prêts à l’emploi", "Grille : Pour compter", "Zones floues", "Qui ramasse ?",
        "À qui demander : La mairie", "Points de vigilance", "Ne pas tout promettre.", "Ce que disent les textes",
        "Article L541-3", "12/02/2024",
    ):  # fmt: skip
        assert words in said


def test_titles_follow_one_another_without_a_gap() -> None:
    page = ExperiencePageFactory(with_everything=True)
    levels = [int(tag[1]) for tag in read.tags(fiche(page)) if re.fullmatch(r"H\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_links_lead_to_whole_addresses() -> None:
    page = ExperiencePageFactory(
        context='<p>Voir <a href="/glossaire/">le glossaire</a>.</p>', documents=[DocumentFactory()]
    )
    pdf = fiche(page)
    root = page.full_url.removesuffix(page.url)
    assert f"{root}/glossaire/".encode() in pdf
    assert b"javascript" not in pdf


def test_words_keep_their_spaces_and_lines_their_ends() -> None:
    page = ExperiencePageFactory(context="<p><b>Lundi</b> <i>mardi</i> <a href='/'>mercredi</a><br/>jeudi</p>")
    said = read.pages(fiche(page))[0]
    assert "Lundi mardi mercredi\r\njeudi" in said


# -- whatever is in it ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", HOSTILE)
def test_what_looks_like_markup_is_printed_as_it_is_written(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    page = ExperiencePageFactory(
        title=words, slug="hostile", summary=words, context=f"<p>{escaped}</p>", beneficiaries=words, evidence_note=words,
        steps=stream("step", {"date": "", "title": words, "text": f"<p>{escaped}</p>"}),
    )  # fmt: skip
    pdf = fiche(page)
    said = squeezed(read.words(pdf))
    assert said.count(squeezed(words)) >= 6
    assert "root:" not in said
    assert read.said_of(pdf)["Title"] == words


@pytest.mark.parametrize(
    "words",
    [
        "Fête 🎉 des voisins",
        "عربي في العنوان",
        "中文標題",
        "Ω ж ł ş",
        "e\u0301te\u0301",
        "a\u202eb\u200fc",
        "\ue000\uffff",
        "👩‍👩‍👧 famille",
    ],
)
def test_no_writing_stops_it(words: str) -> None:
    page = ExperiencePageFactory(title=words, slug="ecritures", summary=words, context=f"<p>{words}</p>")
    pdf = fiche(page)
    assert read.is_tagged(pdf)
    assert ("□" in read.words(pdf)) == ("tient la place" in read.words(pdf))


def test_a_title_in_which_there_is_nothing_to_see_is_said_to_be_missing() -> None:
    page = ExperiencePageFactory(title="\u200b\ufeff", slug="vide", context="<h3>\u200b</h3><p>Un récit.</p>")
    assert read.said_of(fiche(page))["Title"] == "Sans titre"


def test_characters_that_cannot_be_drawn_are_replaced_and_that_is_said() -> None:
    said = read.words(fiche(ExperiencePageFactory(title="Fête 🎉 des voisins", slug="fete")))
    assert "Fête □ des voisins" in said
    assert "□ tient la place" in said


def test_a_word_without_end_stays_within_the_page() -> None:
    page = ExperiencePageFactory(title="W" * 250, slug="mot", summary="x" * 500, context=f"<p>{'y' * 500}</p>")
    with read.opened(fiche(page)) as document:
        for sheet in document:
            for item in sheet.get_objects():
                assert item.get_bounds()[2] <= sheet.get_width()


def test_nearly_nothing_is_a_fiche_too() -> None:
    for factory in (ExperiencePageFactory, PracticeSheetPageFactory):
        pdf = fiche(factory(summary="Rien de plus.", published_on="2019"))
        assert len(read.pages(pdf)) == 1
        assert "None" not in read.words(pdf)


# -- two pages --------------------------------------------------------------------------------------------------------
def long_practice(**more: object) -> KnowledgePage:
    story = "<p>" + "Un récit qui prend son temps et n’oublie rien de ce qui s’est passé. " * 8 + "</p>"
    steps = [{"date": "", "title": f"Étape {n}", "text": story} for n in range(1, 201)]
    return ExperiencePageFactory(**{"with_everything": True, "steps": stream("step", *steps), **more})


def test_a_long_item_takes_two_pages_and_says_what_it_leaves_out() -> None:
    page = long_practice()
    pdf = fiche(page)
    said = read.words(pdf)
    assert len(read.pages(pdf)) == 2
    assert "La suite sur le portail : Les étapes" in said
    assert "1. Étape 1" in said
    assert "Étape 200" not in said


def test_what_was_learnt_is_kept_before_what_was_done() -> None:
    said = read.words(fiche(long_practice()))
    for words in ("Commencer petit.", "Associer les gardiens.", "Aller trop vite.", "Un contexte difficile."):
        assert words in said


def test_what_fits_is_whole_and_says_so_by_saying_nothing() -> None:
    pdf = fiche(ExperiencePageFactory(with_everything=True))
    assert len(read.pages(pdf)) <= 2
    assert "La suite sur le portail" not in read.words(pdf)


def test_a_part_that_is_whole_is_not_said_to_go_on() -> None:
    results = "<ul><li>Un résultat.</li></ul><p>" + "Une phrase de plus. " * 60 + "</p>"
    said = read.words(fiche(long_practice(results=results)))
    assert said.count("Une phrase de plus.") == 60
    assert "La suite sur le portail : Les étapes" in said
    assert "Ce que cela a donné" not in said[said.index("La suite sur le portail") :]


def test_one_paragraph_of_a_hundred_pages_is_cut() -> None:
    page = ExperiencePageFactory(context="<p>" + "mot " * 60_000 + "</p>")
    pdf = fiche(page)
    assert len(read.pages(pdf)) == 2
    assert "La suite sur le portail : D’où l’on partait" in read.words(pdf)


# -- who may have it --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["draft", "scheduled", "expired", "unpublished", "private", "behind_password"])
def test_what_the_public_may_not_see_is_not_printed(client: Client, state: str, wagtails_templates: None) -> None:
    page = ExperiencePageFactory(**{state: True})
    assert client.get(f"/fiche/{page.pk}.pdf").status_code == 404
    assert signed_in_browser(UserFactory(editor=True)).get(f"/fiche/{page.pk}.pdf").status_code == 404


def test_other_kinds_have_none(client: Client) -> None:
    page = RecordingPageFactory()
    assert client.get(f"/fiche/{page.pk}.pdf").status_code == 404
    assert f"/fiche/{page.pk}.pdf" not in client.get(page.url).content.decode()


@pytest.mark.parametrize("number", ["0", "999999999999999999", "9" * 19, "-1", "1e3"])
def test_no_other_number_is_one(client: Client, number: str) -> None:
    assert client.get(f"/fiche/{number}.pdf").status_code == 404


@pytest.mark.parametrize("factory", [ExperiencePageFactory, PracticeSheetPageFactory])
def test_its_page_leads_to_it_and_tells_its_size_once_it_is_made(client: Client, factory: type) -> None:
    page = factory()
    assert f'href="/fiche/{page.pk}.pdf"' in client.get(page.url).content.decode()
    size = len(fiche(page))
    html = client.get(page.url).content.decode()
    assert re.search(rf"PDF, {size / 1024:.1f}".replace(".", ","), html)


def test_words_written_in_a_draft_are_not_printed() -> None:
    page = ExperiencePageFactory(context="<p>Ce qui est publié.</p>")
    page.context = "<p>Ce qui ne l’est pas encore.</p>"
    page.save_revision()
    assert "pas encore" not in read.words(fiche(page))
