"""Synonyms that editors maintain: effective at the next search, without rebuilding anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from french.tokens import tokenize
from search.engines.question import MOST_PHRASES, understand
from search.models import SetAsideRule, SynonymRule
from search.results import Results
from search.rules import MOST_TERMS, Rule, built_in, fault_of, terms_in
from search.synonyms import kept_and_left, readings, says_nothing_new, synonyms
from tests.conftest import visit
from tests.factories import ExperiencePageFactory, SynonymRuleFactory

pytestmark = pytest.mark.django_db

Ask = Callable[..., Results]


def found(ask: Ask, question: str) -> list[int]:
    return [hit.id for hit in ask(question).hits]


# -- searching --------------------------------------------------------------------------------------------------------
def test_a_rule_serves_at_the_next_search_and_no_longer_once_it_is_gone(ask: Ask) -> None:
    page = ExperiencePageFactory(title="Des abeilles sur le toit")
    assert found(ask, "ruche") == []
    rule = SynonymRuleFactory(terms="ruche\nabeille")
    assert found(ask, "ruche") == [page.pk]
    rule.active = False
    rule.save()
    assert found(ask, "ruche") == []
    rule.active = True
    rule.save()
    assert found(ask, "RUCHES") == [page.pk]
    rule.delete()
    assert found(ask, "ruche") == []


def test_a_rule_of_both_ways_makes_each_word_find_the_others(ask: Ask) -> None:
    bees, hive = ExperiencePageFactory(title="Des abeilles"), ExperiencePageFactory(title="Une ruche")
    SynonymRuleFactory(terms="ruche\nabeille")
    assert found(ask, "ruches") == [hive.pk, bees.pk]
    assert found(ask, "abeille") == [bees.pk, hive.pk]


def test_a_rule_of_one_way_does_not_work_the_other(ask: Ask) -> None:
    bees, honey = ExperiencePageFactory(title="Des abeilles"), ExperiencePageFactory(title="Du miel")
    SynonymRuleFactory(direction="one_way", word="miel", terms="abeille")
    assert found(ask, "miel") == [honey.pk, bees.pk]
    assert found(ask, "abeille") == [bees.pk]


def test_a_term_of_several_words_is_found_as_a_phrase(ask: Ask) -> None:
    page = ExperiencePageFactory(title="Le point d’apport volontaire du quartier")
    ExperiencePageFactory(title="Un point sur le volontaire qui apporte")
    SynonymRuleFactory(terms="borne à verre\npoint d’apport volontaire")
    assert found(ask, "bornes a verre")[0] == page.pk


def test_a_built_in_rule_set_aside_no_longer_serves_until_it_is_taken_back(ask: Ask) -> None:
    page = ExperiencePageFactory(title="Le concierge est revenu")
    assert found(ask, "gardien") == [page.pk]
    aside = SetAsideRule.objects.create(code="group:gardien")
    assert found(ask, "gardien") == []
    aside.delete()
    assert found(ask, "gardien") == [page.pk]


def test_the_rules_of_the_editors_come_before_those_of_the_portal() -> None:
    SynonymRuleFactory(direction="one_way", word="poubelle", terms="sac")
    question = understand("poubelle", lambda tokens: {token.stem for token in tokens}, lambda word: [])
    assert question.terms[0].phrases[0] == ("sac",)


def test_a_rule_of_the_greatest_size_serves_whole() -> None:
    terms = [f"mo{letter}ul" for letter in "bcdfghjklmnpqrtv"[:MOST_TERMS]]
    SynonymRuleFactory(terms="\n".join(terms))
    question = understand(terms[0], lambda tokens: {token.stem for token in tokens}, lambda word: [])
    assert MOST_TERMS - 1 <= MOST_PHRASES
    assert {tokenize(term)[0].stem for term in terms[1:]} <= {phrase[0] for phrase in question.terms[0].phrases}


def test_synonyms_cost_no_query_once_they_are_known(ask: Ask) -> None:
    ExperiencePageFactory(title="Des abeilles")
    without = visit("/recherche/?q=abeille").count
    SynonymRuleFactory(terms="abeille\nruche")
    assert visit("/recherche/?q=abeille").count == without


@pytest.mark.parametrize("terms", ["", "\n\n", "!", "seul", "seul\n?", "de\nla", "a" * 2_000, "\n".join("ab" * 900)])
def test_a_rule_that_came_in_otherwise_than_by_the_form_breaks_nothing(ask: Ask, terms: str) -> None:
    page = ExperiencePageFactory(title="Des abeilles")
    SynonymRuleFactory(terms=terms)
    SynonymRuleFactory(direction="one_way", word="", terms=terms)
    assert str(SynonymRule.objects.first())
    assert found(ask, "abeilles") == [page.pk]


# -- the rules --------------------------------------------------------------------------------------------------------
def test_each_built_in_rule_has_a_code_of_its_own_that_fits() -> None:
    codes = [rule.code for rule in built_in()]
    assert len(set(codes)) == len(codes)
    assert max(map(len, codes)) <= SetAsideRule._meta.get_field("code").max_length


def test_the_built_in_rules_keep_the_rules_that_editors_must_keep() -> None:
    for rule in built_in():
        assert not [fault_of(term) for term in rule.rule.terms if fault_of(term)]
        assert len(rule.rule.terms) <= MOST_TERMS


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("bac\nconteneur", ["bac", "conteneur"]),
        ("bac, conteneur ; sac", ["bac", "conteneur", "sac"]),
        ("  point   d’apport \r\n\r\n,", ["point d’apport"]),
        ("", []),
    ],
)
def test_terms_are_written_one_a_line_or_between_commas(text: str, terms: list[str]) -> None:
    assert terms_in(text) == terms


@pytest.mark.parametrize(
    ("rule", "nothing_new"),
    [
        (Rule(("gardien", "concierge")), True),
        (Rule(("Gardiens", "CONCIERGE")), False),  # an acronym for all that one can tell
        (Rule(("gardien", "concierge", "loge")), False),
        (Rule(("poubelle", "déchet"), two_way=False), True),
        (Rule(("déchet", "poubelle"), two_way=False), False),
        (Rule(("ruche", "abeille")), True),
        (Rule(("abeille", "ruche"), two_way=False), True),
        (Rule(("essaim", "guêpe")), False),
    ],
)
def test_a_rule_that_others_already_make_says_nothing_new(rule: Rule, nothing_new: bool) -> None:
    SynonymRuleFactory(terms="ruche\nabeille")
    SynonymRuleFactory(terms="essaim\nguêpe", suspended=True)
    assert says_nothing_new(rule) is nothing_new


def test_a_rule_is_not_compared_with_itself_nor_with_those_set_aside() -> None:
    own = SynonymRuleFactory(terms="ruche\nabeille")
    assert not says_nothing_new(own.rule, but=own.pk)
    SetAsideRule.objects.create(code="group:gardien")
    assert not says_nothing_new(Rule(("gardien", "concierge")))


# -- how a question is read -------------------------------------------------------------------------------------------
def test_what_a_question_is_read_as_is_told_with_the_rule_that_says_so() -> None:
    SynonymRuleFactory(terms="poubelle\nbac roulant")
    read = [(found.words, found.instead, found.own) for found in readings("la poubelle de la GUP")]
    assert read == [
        ("poubelle", ("bac roulant",), True),
        ("GUP", ("gestion urbaine de proximité",), False),
        ("poubelle", ("ordures ménagères", "déchets", "conteneur"), False),
    ]


def test_the_words_kept_and_those_left_aside_are_told() -> None:
    assert kept_and_left("Qui s’occupe des poubelles ?") == (["occupe", "poubelles"], ["Qui", "des"])
    assert kept_and_left("de la") == (["de", "la"], [])
    assert kept_and_left("?!") == ([], [])


def test_the_compiled_rules_are_kept_between_two_changes(client: Client) -> None:
    assert synonyms() is synonyms()
    before = synonyms()
    SynonymRuleFactory()
    assert synonyms() is not before
