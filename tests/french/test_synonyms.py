import pytest

from french.acronyms import ACRONYMS
from french.compounds import compounds
from french.stopwords import significant
from french.synonyms import Synonyms, from_acronyms
from french.thesaurus import GROUPS, ONE_WAY
from french.tokens import tokenize

SYNONYMS = Synonyms([*from_acronyms(ACRONYMS), *GROUPS], ONE_WAY)


def expand(query, synonyms=SYNONYMS):
    """Return what `query` may also be read as: (words replaced, words instead)."""
    tokens = tokenize(query)
    return {
        (
            " ".join(t.surface for t in tokens[found.first : found.last]),
            " ".join(t.surface for t in found.words),
        )
        for found in synonyms.expand(tokens)
    }


@pytest.mark.parametrize(
    ("query", "replaced", "instead"),
    [
        ("une démarche gup", "gup", "gestion urbaine de proximité"),
        ("G.U.P.", "gup", "gestion urbaine de proximité"),
        ("gestion urbaine de proximité à Grenoble", "gestion urbaine de proximité", "gup"),
        ("gestions urbaines proximite", "gestions urbaines proximite", "gup"),
        ("collecte des OM", "om", "ordures ménagères"),
        ("ordure ménagère", "ordure ménagère", "om"),
        ("abattement de TFPB", "tfpb", "taxe foncière sur les propriétés bâties"),
        ("local en rez-de-chaussée", "rez de chaussée", "rdc"),
        ("le concierge", "concierge", "gardien"),
        ("ma poubelle déborde", "poubelle", "ordures ménagères"),
    ],
)
def test_a_query_is_also_read_with_the_words_of_the_field(query, replaced, instead):
    assert (replaced, instead) in expand(query)


def test_a_one_way_rule_works_one_way():
    synonyms = Synonyms(one_way=[("poubelle", ("conteneur",))])
    assert expand("poubelles", synonyms) == {("poubelles", "conteneur")}
    assert expand("conteneur", synonyms) == set()


def test_every_member_of_a_group_finds_the_others():
    synonyms = Synonyms([("bac", "conteneur", "point d'apport")])
    assert expand("point d'apport", synonyms) == {("point apport", "bac"), ("point apport", "conteneur")}


def test_an_acronym_is_not_the_word_that_shares_its_stem():
    assert ("café", "caisse allocations familiales") not in expand("café des habitants")
    assert ("caf", "caisse allocations familiales") in expand("aide de la CAF")


@pytest.mark.parametrize("query", ["", "?", "xyz", "de la", "a " * 5000, "gup " * 500])
def test_any_query_is_expanded(query):
    assert isinstance(SYNONYMS.expand(tokenize(query)), list)


def test_a_rule_of_nothing_is_ignored():
    assert expand("mot", Synonyms([("", "mot"), ("!", "mot")], [("mot", ("",))])) == set()


@pytest.mark.parametrize("acronym", sorted(ACRONYMS))
def test_each_acronym_and_its_expansions_find_each_other(acronym):
    for expansion in ACRONYMS[acronym]:
        words = " ".join(token.surface for token in tokenize(expansion))
        assert (acronym.lower(), words) in expand(acronym)
        assert acronym.lower() in {instead for _, instead in expand(expansion)}
        assert len(significant(tokenize(expansion))) > 1


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        ("éco-gestes", "écogestes"),
        ("ecogestes", "eco gestes"),
        ("coconstruction", "co construction"),
        ("co construction", "coconstruction"),
        ("microcrèche", "micro creche"),
    ],
)
def test_compounds_are_found_in_one_word_or_two(query, instead):
    found = {" ".join(token.surface for token in other.words) for other in compounds(tokenize(query))}
    assert instead in found
