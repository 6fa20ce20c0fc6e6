import pytest
from hypothesis import given
from hypothesis import strategies as st

from french.folding import COMPOSED, UNIFIED, compose, fold, unify


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Déchets à l’École", "dechets a l'ecole"),
        ("œuvre, cœur, ex æquo", "oeuvre, coeur, ex aequo"),
        ("Straße Łódź Ørsted", "strasse lodz orsted"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁche n° 3, 12 m²", "fiche n° 3, 12 m2"),
        ("quar\u00adtier", "quartier"),
        ("Ελλάδα مرحبا 東京 🌳", "ελλάδα مرحبا 東京 🌳"),
    ],
)
def test_folding_removes_case_accents_and_ligatures(text, folded):
    assert fold(text) == folded


@given(st.text(st.characters()))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("sign", ["\ud800", "\0", "\x1b", "\u202e", "👩‍🌾", "\u0301"])
def test_folding_takes_a_megabyte_of_anything(sign):
    assert isinstance(fold(sign * (1_000_000 // len(sign))), str)


@given(st.text())
def test_unifying_signs_moves_no_offset(text):
    assert len(unify(text)) == len(text)
    assert not (set(unify(text)) & set(UNIFIED))


def test_composing_keeps_accents():
    assert compose("e\u0301cole") == "école"
    assert COMPOSED["c\u0327"] == "ç"
