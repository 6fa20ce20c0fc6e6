"""The judged questions about the demonstration content, and the ways in which their variants are typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from benchmarks.judged_variants import QUESTIONS, families, lowered, main, measure, misspelt, other_number, unaccented
from exchange.management.commands.load_demo import DEMO
from search.evaluation import Judged, read
from tests.factories import NewsPageFactory


def demonstrated() -> Iterator[str]:
    for file in DEMO.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line).get("external_id", "")


# -- questions --------------------------------------------------------------------------------------------------------
def test_every_item_judged_is_in_the_demonstration() -> None:
    named = {identifier for one in read(QUESTIONS) for identifier in one.relevant}
    assert named <= set(demonstrated())


def test_no_question_is_asked_twice_and_each_has_an_answer() -> None:
    judged = read(QUESTIONS)
    assert len({one.query for one in judged}) == len(judged) >= 60
    assert all(set(one.relevant.values()) <= {1, 2, 3} and 3 in one.relevant.values() for one in judged)


# -- variants ---------------------------------------------------------------------------------------------------------
def test_accents_and_ligatures_go_and_nothing_else_does() -> None:
    assert [*unaccented("Où sont les œuvres d’Échirolles ?")] == ["Ou sont les oeuvres d’Echirolles ?"]


def test_capitals_go() -> None:
    assert [*lowered("TFPB à Échirolles")] == ["tfpb à échirolles"]


@pytest.mark.parametrize(
    ("question", "variant"),
    [
        ("les poubelles débordent", "les poubelle débordent"),
        ("Locaux vacants", "Local vacant"),
        ("un nouveau jeu, un travail", "un nouveaux jeux, un travaux"),
        ("place de l’emploi des jeunes", "places de l’emploi des jeune"),  # nobody types « l’emplois »
        ("Val Touraine Habitat", "Val Touraine Habitat"),
    ],
)
def test_nouns_change_number_and_names_and_verbs_do_not(question: str, variant: str) -> None:
    assert [*other_number(question)] == [variant]


def test_a_typo_changes_one_letter_of_one_long_word() -> None:
    question = "qui vide les poubelles du quartier ?"
    variants = [*misspelt(question, count=40)]
    assert len(set(variants)) > 20
    for variant in variants:
        words = [(one, other) for one, other in zip(question.split(), variant.split(), strict=True) if one != other]
        assert len(words) == 1
        [(word, typo)] = words
        assert len(word) >= 5
        assert abs(len(word) - len(typo)) <= 1
        assert SequenceMatcher(None, word, typo).ratio() > 0.75


def test_typos_are_the_same_at_each_run_and_others_with_another_seed() -> None:
    assert [*misspelt("les poubelles")] == [*misspelt("les poubelles")] != [*misspelt("les poubelles", seed=1)]


def test_an_acronym_is_too_short_to_be_misspelt() -> None:
    assert [*misspelt("TFPB")] == []


# -- measures ---------------------------------------------------------------------------------------------------------
def test_a_family_is_worth_what_the_questions_it_changes_keep() -> None:
    """« compost » has nothing to lose without accents: it does not water down what « vidéo » loses."""
    judged = [Judged("vidéo", {"a": 3}), Judged("école", {"a": 3}), Judged("compost", {"a": 3})]
    found = {"vidéo": ["a"], "école": ["a"], "compost": ["a"], "ecole": ["a"]}
    [family] = measure(judged, lambda question: found.get(question, []), {"unaccented": unaccented})
    assert (family.questions, family.original, family.ratio) == (2, 1, 0.5)


def test_every_way_of_typing_is_measured() -> None:
    judged = [Judged("Déchets", {"a": 3})]
    [*measured] = measure(judged, lambda question: ["a"], families(count=2))
    assert [family.name for family in measured] == ["unaccented", "lower case", "other number", "one typo"]


@pytest.mark.django_db
def test_a_terminal_is_told_what_each_family_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    NewsPageFactory(title="Réparer les vélos", external_id="velos")
    judged = tmp_path / "judged.jsonl"
    judged.write_text('{"query": "Réparer", "relevant": {"velos": 3}}', encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["judged_variants.py", str(judged), "--typos", "1"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "engine database" in told
    assert "unaccented" in told
