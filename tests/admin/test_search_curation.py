"""The search in the admin: synonyms, built-in rules, a question tried, items shown first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import KnowledgePage
from directory.models import User
from search.models import PromotedResult, SetAsideRule, SynonymRule
from search.rules import MOST_TERMS, built_in
from search.wagtail_hooks import search_menu
from tests.factories import (
    ExperiencePageFactory,
    PromotedResultFactory,
    StandardPageFactory,
    SynonymRuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SYNONYMS, PROMOTED = "/admin/synonymes/", "/admin/resultats-mis-en-avant/"
SCREENS = (SYNONYMS, f"{SYNONYMS}create/", f"{SYNONYMS}fournis/", f"{SYNONYMS}essayer/", PROMOTED, f"{PROMOTED}create/")
ROLES = ("Éditeur", "Relecteur", "Administrateur")


@pytest.fixture
def browser(editor: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(editor)


def errors_of(browser: Client, url: str, form: Mapping[str, str]) -> dict[str, list[str]]:
    """What the form answers, nothing when it was saved."""
    response = browser.post(url, form)
    return {} if response.status_code == 302 else dict(response.context["form"].errors)


def rule_form(**typed: str) -> dict[str, str]:
    return {"direction": "both", "word": "", "terms": "ruche\nabeille", "note": "", "active": "on"} | typed


def promoted_form(item: KnowledgePage, **typed: str) -> dict[str, str]:
    given = {"questions": "encombrants", "matching": "words", "page": str(item.pk), "why": "", "until": ""}
    return given | {"active": "on"} | typed


# -- who --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ROLES)
def test_whoever_edits_works_on_the_search(role: str, signed_in: Callable[[User], Client]) -> None:
    browser = signed_in(UserFactory(role=role))
    assert {browser.get(screen).status_code for screen in SCREENS} == {200}
    rule = SynonymRuleFactory()
    assert browser.post(f"{SYNONYMS}delete/{rule.pk}/").status_code == 302
    assert not SynonymRule.objects.exists()


@pytest.mark.parametrize("account", [None, {"partner": True}, {"role": "Partenaire"}])
def test_nobody_else_does(account: dict[str, object] | None, signed_in: Callable[[User | None], Client]) -> None:
    if account == {"role": "Partenaire"}:
        user = UserFactory(partner=True)
        user.groups.add(Group.objects.get(name="Partenaire"))
    else:
        user = UserFactory(**account) if account else None
    browser = signed_in(user)
    assert {browser.get(screen).status_code for screen in SCREENS} == {302}
    browser.post(f"{SYNONYMS}create/", rule_form())
    browser.post(f"{SYNONYMS}fournis/", {"code": "acronym:gup", "action": "set_aside"})
    assert not SynonymRule.objects.exists()
    assert not SetAsideRule.objects.exists()


def test_an_account_of_the_admin_without_the_right_neither_reads_nor_sets_aside(
    signed_in: Callable[[User], Client],
) -> None:
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    browser = signed_in(user)
    assert {browser.get(screen).status_code for screen in SCREENS} == {302}
    user.user_permissions.add(Permission.objects.get(codename="view_synonymrule"))
    reader = signed_in(User.objects.get(pk=user.pk))
    page = reader.get(f"{SYNONYMS}fournis/")
    assert page.status_code == 200
    assert "Écarter" not in page.content.decode()
    reader.post(f"{SYNONYMS}fournis/", {"code": "acronym:gup", "action": "set_aside"})
    assert not SetAsideRule.objects.exists()


# -- a rule of one's own ----------------------------------------------------------------------------------------------
def test_a_rule_is_written_listed_found_and_changed(browser: Client) -> None:
    assert not errors_of(browser, f"{SYNONYMS}create/", rule_form(terms=" bac roulant,poubelle collective "))
    rule = SynonymRule.objects.get()
    assert rule.terms == "bac roulant\npoubelle collective"
    listed = browser.get(SYNONYMS, {"q": "roulant"}).content.decode()
    assert "bac roulant, poubelle collective" in listed
    edit = f"{SYNONYMS}edit/{rule.pk}/"
    assert not errors_of(browser, edit, rule_form(direction="one_way", word="bac roulant", terms="poubelle"))
    assert "bac roulant → poubelle" in browser.get(SYNONYMS).content.decode()


def test_the_word_of_the_other_direction_is_one_more_word(browser: Client) -> None:
    assert not errors_of(browser, f"{SYNONYMS}create/", rule_form(word="essaim"))
    rule = SynonymRule.objects.get()
    assert (rule.word, rule.terms) == ("", "essaim\nruche\nabeille")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"terms": ""}, "terms", "requis"),
        ({"terms": " ,;\n,"}, "terms", "Écrivez au moins un mot"),
        ({"terms": "ruche"}, "terms", "n’a pas de synonyme"),
        ({"terms": "ruche\nde la"}, "terms", "petits mots"),
        ({"terms": "ruche\n!?"}, "terms", "aucun mot"),
        ({"terms": "ruche\nRuches"}, "terms", "le même mot"),
        ({"terms": "l’école\nécoles"}, "terms", "le même mot"),
        ({"terms": "CAF\nCAF"}, "terms", "n’a pas de synonyme"),
        ({"terms": "gardien\nconcierge"}, "terms", "fait déjà tout cela"),
        ({"terms": "essaim\nguêpe"}, "terms", "fait déjà tout cela"),
        ({"terms": "\n".join(f"mot{n}a" for n in range(MOST_TERMS + 1))}, "terms", "c’est trop"),
        ({"terms": "ruche\n" + "a" * 81}, "terms", "trop long"),
        ({"terms": "ruche\n" + "un deux trois " * 5}, "terms", "trop de mots"),
        ({"terms": "ruche\x00\nabeille"}, "terms", "caractère nul"),
        ({"terms": "a" * 2_001}, "terms", "2000"),
        ({"direction": "one_way"}, "word", "mot que l’on tape"),
        ({"direction": "one_way", "word": "?"}, "word", "aucun mot"),
        ({"direction": "one_way", "word": "miel, cire"}, "word", "Un seul mot"),
        ({"direction": "one_way", "word": "ruches"}, "terms", "le même mot"),
        ({"direction": "one_way", "word": "x" * 121}, "word", "120"),
        ({"direction": "sideways"}, "direction", "sideways"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    browser: Client, typed: dict[str, str], field: str, said: str
) -> None:
    SynonymRuleFactory(terms="essaim\nguêpe")
    form = rule_form(note="Une note à garder", **typed)
    response = browser.post(f"{SYNONYMS}create/", form)
    assert said in " ".join(response.context["form"].errors[field])
    assert SynonymRule.objects.count() == 1
    shown = BeautifulSoup(response.content, "html.parser")
    assert shown.find("textarea", {"name": "note"}).text.strip() == "Une note à garder"
    typed_terms = form["terms"].replace("\x00", "\ufffd").split()
    assert shown.find("textarea", {"name": "terms"}).text.replace("\x00", "\ufffd").split() == typed_terms


def test_a_rule_may_be_saved_again_as_it_is(browser: Client) -> None:
    rule = SynonymRuleFactory()
    assert not errors_of(browser, f"{SYNONYMS}edit/{rule.pk}/", rule_form(note="Précisée"))
    rule.refresh_from_db()
    assert rule.note == "Précisée"


def test_a_form_may_begin_with_what_the_address_says(browser: Client) -> None:
    page = browser.get(f"{SYNONYMS}create/", {"terms": "bac\nsac", "direction": "one_way", "word": "poubelle"})
    shown = BeautifulSoup(page.content, "html.parser")
    assert shown.find("textarea", {"name": "terms"}).text.split() == ["bac", "sac"]
    assert shown.find("input", {"name": "word"})["value"] == "poubelle"
    assert shown.find("input", {"name": "direction", "checked": True})["value"] == "one_way"


# -- built-in rules ---------------------------------------------------------------------------------------------------
def test_every_built_in_rule_is_shown(browser: Client) -> None:
    page = BeautifulSoup(browser.get(f"{SYNONYMS}fournis/").content, "html.parser")
    rows = [row.find("td").text for row in page.select(".curation-rules tbody tr")]
    assert rows == [str(rule.rule) for rule in built_in()]


def test_a_built_in_rule_is_set_aside_and_taken_back(browser: Client) -> None:
    url = f"{SYNONYMS}fournis/"
    for _ in range(2):
        answer = browser.post(url, {"code": "group:gardien", "action": "set_aside", "q": "gardien"}, follow=True)
        assert "écartée" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"{url}?q=gardien#groupgardien"
    assert [row.code for row in SetAsideRule.objects.all()] == ["group:gardien"]
    assert "dont 1 écartée" in browser.get(SYNONYMS).content.decode()
    answer = browser.post(url, {"code": "group:gardien", "action": "take_back"}, follow=True)
    assert "tient de nouveau compte" in answer.content.decode()
    assert not SetAsideRule.objects.exists()


def test_a_rule_set_aside_may_be_rewritten(browser: Client) -> None:
    SetAsideRule.objects.create(code="one_way:poubelle")
    page = BeautifulSoup(browser.get(f"{SYNONYMS}fournis/", {"q": "poubelle"}).content, "html.parser")
    link = page.select_one("#one_waypoubelle a")
    form = BeautifulSoup(browser.get(link["href"]).content, "html.parser")
    assert form.find("input", {"name": "word"})["value"] == "poubelle"
    assert "ordures ménagères" in form.find("textarea", {"name": "terms"}).text


def test_a_rule_that_a_release_took_away_is_forgotten_without_a_fault(browser: Client) -> None:
    SetAsideRule.objects.create(code="group:disparue")
    assert "dont 1" not in browser.get(SYNONYMS).content.decode()
    assert browser.get(f"{SYNONYMS}fournis/").status_code == 200
    for code in ("group:disparue", "", "\x00", "x" * 5_000):
        answer = browser.post(f"{SYNONYMS}fournis/", {"code": code, "action": "set_aside"}, follow=True)
        assert "n’existe pas" in answer.content.decode()
    assert SetAsideRule.objects.count() == 1


@pytest.mark.parametrize("typed", ["GARDIEN", "dechet", "xyzzy", "\x00", '"', "<b>"])
def test_a_built_in_rule_is_looked_for_by_its_words(browser: Client, typed: str) -> None:
    page = browser.get(f"{SYNONYMS}fournis/", {"q": typed})
    rows = BeautifulSoup(page.content, "html.parser").select(".curation-rules tbody tr")
    assert bool(rows) is (typed in ("GARDIEN", "dechet", "\x00"))


# -- a question tried -------------------------------------------------------------------------------------------------
def test_a_question_tried_shows_its_words_its_synonyms_and_what_it_finds(browser: Client) -> None:
    ExperiencePageFactory(title="Les déchets de la cour")
    SynonymRuleFactory(terms="poubelle\nbac roulant")
    PromotedResultFactory(questions="poubelle", page=ExperiencePageFactory(title="Le guide du tri"))
    PromotedResultFactory(questions="poubelles", page=ExperiencePageFactory(title="Pas encore", draft=True))
    text = browser.get(f"{SYNONYMS}essayer/", {"q": "qui vide les poubelles"}).content.decode()
    for said in ("bac roulant", "par une de vos règles", "par une règle fournie", "Le guide du tri", "1 résultat"):
        assert said in text, said
    assert "Les <mark>déchets</mark> de la cour" in text
    assert "pas montrée" in text


@pytest.mark.parametrize("typed", ["", "?!", "de la", '"', "\x00", "a" * 5_000, "gup " * 500, "<script>"])
def test_any_question_may_be_tried(browser: Client, typed: str) -> None:
    page = browser.get(f"{SYNONYMS}essayer/", {"q": typed})
    assert page.status_code == 200
    assert "<script>gup" not in page.content.decode()


# -- items shown first ------------------------------------------------------------------------------------------------
def test_an_item_is_put_first_and_listed_with_its_state(browser: Client) -> None:
    page = ExperiencePageFactory(title="Le guide du tri")
    assert not errors_of(browser, f"{PROMOTED}create/", promoted_form(page, why="Le plus complet."))
    PromotedResultFactory(page=ExperiencePageFactory(draft=True))
    PromotedResultFactory(over=True)
    PromotedResultFactory(suspended=True)
    listed = browser.get(PROMOTED).content.decode()
    assert "Le guide du tri" in listed
    for state in ("affichée", "fiche non publique", "terminée", "suspendue"):
        assert state in listed, state


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"questions": ""}, "questions", "requis"),
        ({"questions": "vélo\n?"}, "questions", "aucun mot"),
        ({"questions": "de la"}, "questions", "petits mots"),
        ({"questions": "a" * 121}, "questions", "trop long"),
        ({"questions": "\n".join(f"vélo {n}" for n in range(31))}, "questions", "c’est trop"),
        ({"page": ""}, "page", "requis"),
        ({"page": "999999"}, "page", ""),
        ({"until": "2001-01-01"}, "until", "passée"),
        ({"until": "demain"}, "until", "date"),
        ({"why": "a" * 201}, "why", "200"),
        ({"matching": "autre"}, "matching", "autre"),
    ],
)
def test_a_mistake_in_a_promotion_is_told_at_its_field(
    browser: Client, typed: dict[str, str], field: str, said: str
) -> None:
    errors = errors_of(browser, f"{PROMOTED}create/", promoted_form(ExperiencePageFactory(), **typed))
    assert said in " ".join(errors[field])
    assert not PromotedResult.objects.exists()


def test_a_page_kept_out_of_search_or_a_second_address_cannot_be_put_first(browser: Client) -> None:
    page = ExperiencePageFactory()
    alias = page.create_alias(update_slug="deuxieme-adresse")
    for chosen, said in ((StandardPageFactory(unlisted=True), "hors de la recherche"), (alias, "deuxième adresse")):
        errors = errors_of(browser, f"{PROMOTED}create/", promoted_form(chosen))
        assert said in " ".join(errors["page"])


def test_a_promotion_that_is_over_may_still_be_corrected(browser: Client) -> None:
    promoted = PromotedResultFactory(over=True)
    until = (timezone.localdate() - timedelta(days=1)).isoformat()
    form = promoted_form(promoted.page, until=until, why="Corrigé")
    assert not errors_of(browser, f"{PROMOTED}edit/{promoted.pk}/", form)


def test_deleting_the_item_deletes_what_put_it_first(browser: Client) -> None:
    promoted = PromotedResultFactory()
    promoted.page.delete()
    assert not PromotedResult.objects.exists()


def test_the_two_lists_stand_in_one_menu(browser: Client) -> None:
    request = browser.get(reverse("wagtailadmin_home")).wsgi_request
    labels = [str(item.label) for item in search_menu.menu_items_for_request(request)]
    assert labels.index("Synonymes") < labels.index("Résultats mis en avant")
