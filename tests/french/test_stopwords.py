import pytest
from hypothesis import given
from hypothesis import strategies as st

from french.folding import fold
from french.stopwords import STOP_WORDS, significant
from french.tokens import tokenize


def words(text):
    return [token.surface for token in significant(tokenize(text))]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("qui s'occupe des poubelles qui débordent ?", ["occupe", "poubelles", "débordent"]),
        ("comment réduire les déchets", ["réduire", "déchets"]),
        ("est-ce qu'on peut jardiner en pied d'immeuble", ["jardiner", "pied", "immeuble"]),
        ("chantier d'été pour les jeunes", ["chantier", "été", "jeunes"]),
        ("personnes sans abri", ["personnes", "sans", "abri"]),
    ],
)
def test_a_question_is_left_with_what_it_is_about(query, left):
    assert words(query) == left


@pytest.mark.parametrize("query", ["comment faire", "où ?", "qui", "a", "L'"])
def test_a_query_of_stop_words_keeps_them_all(query):
    assert significant(tokenize(query)) == tokenize(query) != []


@given(st.lists(st.sampled_from(sorted(STOP_WORDS)), min_size=1))
def test_no_query_is_ever_emptied(query):
    assert significant(tokenize(" ".join(query)))


def test_stop_words_are_written_folded():
    assert all(fold(word) == word for word in STOP_WORDS)
