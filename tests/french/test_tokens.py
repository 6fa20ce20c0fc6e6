import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from french.folding import fold, unify
from french.tokens import MAX_LENGTH, analyse, tokenize

FRENCH = st.text(st.sampled_from("aàâbcçdeéèêfhilmnoôœprstuùvxyz AÉŒ'’-·.(),1"), max_size=60)


def exact(text):
    return [token.exact for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("l'école", ["ecole"]),
        ("L’ÉCOLE d'à côté", ["ecole", "a", "cote"]),
        ("jusqu'aux habitants qu'on écoute", ["aux", "habitants", "on", "ecoute"]),
        ("l' école", ["l", "ecole"]),
        ("lʼœuvre", ["oeuvre"]),
        ("aujourd'hui", ["aujourdhui"]),
        ("d’aujourd’hui", ["aujourdhui"]),
        ("presqu'île", ["presquile"]),
        ("quelqu'un", ["quelquun"]),
        ("l'entr'aide", ["entraide"]),
    ],
)
def test_an_elided_article_is_no_part_of_the_word(text, tokens):
    assert exact(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("la G.U.P. du quartier", ["la", "gup", "du", "quartier"]),
        ("l'A.N.R.U", ["anru"]),
        ("c.-à-d.", ["c", "a", "d"]),
        ("M. Dupont. Bonjour", ["m", "dupont", "bonjour"]),
        ("www.ville.fr", ["www", "ville", "fr"]),
        ("éco-gestes", ["eco", "gestes"]),
        ("Saint-Brieuc", ["saint", "brieuc"]),
        ("NPNRU", ["npnru"]),
        ("R84, n°12, 2013, Covid-19", ["r84", "n", "12", "2013", "covid", "19"]),
        ("1ᵉʳ étage, 12 m²", ["1er", "etage", "12", "m2"]),
        ("nom_de_fichier", ["nom", "de", "fichier"]),
        ("est-ce, peut-il, prends-les", ["est", "ce", "peut", "il", "prends", "les"]),
    ],
)
def test_acronyms_numbers_and_compounds_are_cut_as_one_expects(text, tokens):
    assert exact(text) == tokens


@pytest.mark.parametrize(
    "text",
    [
        "habitant·es",
        "habitant·e·s",
        "habitant.es",
        "habitant.e.s",
        "habitant-e-s",
        "habitant(e)s",
        "habitants·es",
        "HABITANT·E·S",
        "habitant•e•s",
    ],
)
def test_inclusive_writing_finds_the_plain_plural(text):
    assert exact(text) == ["habitants"]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("un·e", "un"),
        ("chargé·e", "charge"),
        ("acteur·rice·s", "acteurs"),
        ("tous·tes", "tous"),
        ("usager·ère·s", "usagers"),
        ("lieu(x)", "lieux"),
        ("gros·se", "gros"),
        ("gardien-ne-s", "gardiens"),
    ],
)
def test_inclusive_writing_folds_to_the_masculine(text, token):
    assert exact(text) == [token]


def test_a_sentence_without_a_space_after_its_full_stop_is_not_inclusive_writing():
    assert exact("Fin du chantier.Les habitants") == ["fin", "du", "chantier", "les", "habitants"]


def test_the_surface_tells_apart_what_folding_merges():
    marche, market = tokenize("marche marché")
    assert (marche.exact, market.exact) == ("marche", "marche")
    assert (marche.surface, market.surface) == ("marche", "marché")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’œuvre de l'E\u0301cole", ["œuvre", "de", "E\u0301cole"]),
        ("ﬁches d'habitant·e·s (G.U.P.)", ["ﬁches", "habitant·e·s", "G.U.P."]),
        ("🌳 d'arbres", ["arbres"]),
    ],
)
def test_offsets_are_those_of_the_original_text(text, words):
    assert [text[token.start : token.end] for token in tokenize(text)] == words


@given(st.text(st.characters()) | FRENCH)
def test_offsets_hold_the_token_for_any_text(text):
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert analyse(unify(text[token.start : token.end])).exact == token.exact
        end = token.end


@given(FRENCH)
def test_what_a_token_spans_folds_to_the_letters_of_its_exact_form(text):
    for token in tokenize(text):
        letters = "".join(filter(str.isalnum, fold(text[token.start : token.end])))
        assert letters.startswith(token.exact.rstrip("sx"))


# The endings of inclusive writing are read as written, accents included: no "·", "." or "(" here.
@given(st.text(st.sampled_from("aàâbcçdeéèêfhilmnoôœprstuùvxyz AÉŒ'’,1"), max_size=60))
def test_typing_without_accents_gives_the_same_tokens(text):
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    typed, written = tokenize(plain), tokenize(text)
    assert [token[3:] for token in typed] == [token[3:] for token in written]


@given(FRENCH)
def test_decomposed_accents_give_the_same_tokens(text):
    assert [t[2:] for t in tokenize(unicodedata.normalize("NFD", text))] == [t[2:] for t in tokenize(text)]


@given(FRENCH)
def test_capitals_give_the_same_exact_tokens(text):
    words = " ".join(token.surface for token in tokenize(text))
    assert exact(words.upper()) == exact(words)


@pytest.mark.parametrize("sign", ["a", "a.", "a'", "e\u0301", "s·", "x(", "a-", "\ud800", "\0", "م", "🌳", "l'"])
def test_a_long_text_of_anything_is_read(sign):
    tokens = tokenize(sign * (200_000 // len(sign)))
    assert all(len(token.exact) <= MAX_LENGTH for token in tokens)
