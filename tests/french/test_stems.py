import pytest

from french.families import loosen
from french.folding import fold
from french.stems import stem
from french.tokens import tokenize
from tests.word_lists import rows

ENOUGH = 0.92


def meet(one, other, *forms):
    """Tell whether each word of `one` shares one of `forms` with the word of `other` at the same place."""
    pairs = list(zip(tokenize(one), tokenize(other), strict=True))
    return all(any(getattr(a, form) == getattr(b, form) for form in forms) for a, b in pairs)


def recall(pairs, *forms):
    return sum(meet(one, other, *forms) for _, one, other in pairs) / len(pairs)


def test_there_are_pairs_enough_to_judge():
    assert len(set(rows("french/pairs.tsv"))) >= 400


def test_words_of_the_field_find_their_other_forms():
    assert recall(rows("french/pairs.tsv"), "stem", "loose") >= ENOUGH


@pytest.mark.parametrize("kind", ["plural", "gender", "spelling"])
def test_plurals_genders_and_spellings_meet(kind):
    pairs = [row for row in rows("french/pairs.tsv") if row[0] == kind]
    assert recall(pairs, "stem", "loose") == 1


@pytest.mark.parametrize(("one", "other"), rows("french/decoys.tsv"))
def test_a_decoy_is_told_apart_by_its_surface(one, other):
    assert not meet(one, other, "surface")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("dechet", "déchets"),
        ("travaux", "travail"),
        ("yeux", "œil"),
        ("vélo", "vélos"),
        ("loyer", "loyers"),
        ("fermée", "ferme"),
        ("genoux", "genou"),
        ("jettent", "jeter"),
        ("publique", "public"),
    ],
)
def test_strict_stems_join_the_forms_of_one_word(form, lemma):
    assert stem(fold(form)) == stem(fold(lemma))


@pytest.mark.parametrize(
    "family",
    [
        "nettoyage nettoyer nettoiement nettoie nettoyons",
        "médiateur médiatrice médiation médiatrices",
        "gardien gardienne gardiennage garder",
        "jardin jardins jardiner jardinage jardinier jardinière",
        "habitant habitat habiter habitation",
        "construire construction constructeur construit",
        "pollution polluer polluant pollueur",
    ],
)
def test_loose_forms_join_a_family(family):
    assert len({loosen(fold(word)) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("local", "location"),
        ("plan", "plante"),
        ("maire", "marche"),
        ("conseil", "console"),
        ("école", "écologie"),
    ],
)
def test_loose_forms_keep_other_words_apart(one, other):
    assert loosen(fold(one)) != loosen(fold(other))
