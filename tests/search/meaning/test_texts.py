"""How an item's text is cut before it is embedded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.meaning.texts import LENGTH, opening, passages


def test_a_text_is_cut_where_sentences_end() -> None:
    sentence = "Le gardien ramasse ce qui traîne au pied des immeubles. "
    parts = list(passages(sentence * 30))
    assert len(parts) > 1
    assert all(part.endswith("immeubles.") and len(part) <= LENGTH for part in parts)
    assert LENGTH - len(parts[0]) < len(sentence)


def test_a_sentence_without_end_is_cut_between_words() -> None:
    parts = list(passages("mot " * 1_000))
    assert all(len(part) <= LENGTH and not part.endswith("mo") for part in parts)
    assert " ".join(parts).split() == ["mot"] * 1_000


def test_a_word_without_end_is_cut() -> None:
    assert [len(part) for part in passages("é" * (2 * LENGTH + 1))] == [LENGTH, LENGTH, 1]


@given(st.text(max_size=3_000))
def test_nothing_is_lost_whatever_the_text(text: str) -> None:
    parts = list(passages(text))
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(0 < len(part) <= LENGTH for part in parts)


def test_an_opening_holds_what_there_is() -> None:
    assert opening("Titre", "", "") == "Titre"
    assert opening("Titre", "Résumé.", "Texte.") == "Titre\nRésumé.\nTexte."
    assert len(opening("Titre", "", "mot " * 1_000)) <= LENGTH + 6
