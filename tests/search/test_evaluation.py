"""The measures of an order of results, and the two commands that ask the search from a terminal."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.models import KnowledgePage
from search.evaluation import Judged, mean, read, score
from tests.factories import NewsPageFactory, PracticeSheetPageFactory

TWO_GOOD = {"a": 3, "b": 1}


# -- measures ---------------------------------------------------------------------------------------------------------
def test_the_best_order_has_the_best_scores() -> None:
    assert score(["a", "b", "c"], TWO_GOOD).as_dict() == {"nDCG@10": 1, "MRR@10": 1, "hit@10": 1, "recall@100": 1}


def test_nothing_found_scores_nothing() -> None:
    assert set(score([], TWO_GOOD).as_dict().values()) == {0}


def test_a_good_result_is_worth_less_further_down() -> None:
    found = score(["c", "b", "a"], TWO_GOOD)
    gain = 1 / math.log2(3) + 3 / math.log2(4)
    assert found.ndcg_10 == pytest.approx(gain / (3 + 1 / math.log2(3)))
    assert found.mrr_10 == 1 / 2


def test_what_stands_beyond_the_tenth_is_only_recalled() -> None:
    found = score([*"cdefghijkl", "a"], TWO_GOOD)
    assert (found.ndcg_10, found.mrr_10, found.hit_10, found.recall_100) == (0, 0, 0, 0.5)


def test_a_grade_of_zero_is_not_relevant() -> None:
    assert score(["c", "a"], {"a": 1, "c": 0}).mrr_10 == 1 / 2


def test_questions_count_alike() -> None:
    assert mean([score(["a"], {"a": 1}), score([], {"a": 9})]).ndcg_10 == 1 / 2


# -- the file ---------------------------------------------------------------------------------------------------------
def test_a_file_of_judged_questions_is_read(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"query": "l’été", "relevant": {"a": 2}}\n\n{"query": "gup", "relevant": {"b": 0.5, "c": 0}}\n')
    assert read(file) == [Judged("l’été", {"a": 2}), Judged("gup", {"b": 0.5, "c": 0})]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nope", "Ligne 2 : ce n’est pas du JSON"),
        ("[]", "Ligne 2 : on attend un objet"),
        ('{"query": " ", "relevant": {"a": 1}}', "« query »"),
        ('{"query": "x", "relevant": ["a"]}', "« relevant »"),
        ('{"query": "x", "relevant": {"a": "1"}}', "« relevant »"),
        ('{"query": "x", "relevant": {"a": -1}}', "« relevant »"),
        ('{"query": "x", "relevant": {"a": 0}}', "aucune fiche"),
    ],
)
def test_a_bad_line_is_named_in_french(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"query": "x", "relevant": {"a": 1}}\n' + line)
    with pytest.raises(CommandError, match=told):
        call_command("evaluate_search", str(file))


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "vide.jsonl"
    empty.touch()
    for file, told in ((empty, "aucune question"), (tmp_path / "absent.jsonl", "ne se lit pas")):
        with pytest.raises(CommandError, match=told):
            call_command("evaluate_search", str(file))


# -- the commands -----------------------------------------------------------------------------------------------------
@pytest.fixture
def sheets(db: None) -> list[KnowledgePage]:
    return [
        PracticeSheetPageFactory(title="Le compost & les vers", external_id="compost"),
        NewsPageFactory(title="Une journée au jardin", summary="On y parle aussi de compost.", external_id="jardin"),
        PracticeSheetPageFactory(title="Le compost caché", external_id="brouillon", draft=True),
    ]


@pytest.mark.usefixtures("sheets")
def test_the_search_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"query": "compost", "relevant": {"compost": 1}}\n{"query": "compost", "relevant": {"jardin": 1, "brouillon": 1}}'
    )
    call_command("evaluate_search", str(file), "--json", "--per-query")
    told = capsys.readouterr()
    measured = json.loads(told.out)
    assert (measured["engine"], measured["queries"], measured["MRR@10"]) == ("database", 2, 0.75)
    assert [one["recall@100"] for one in measured["per_query"]] == [1, 0.5]
    assert "brouillon" in told.err

    call_command("evaluate_search", str(file))
    assert "MRR@10 0.750" in capsys.readouterr().out


@pytest.mark.usefixtures("sheets")
def test_the_terminal_answers_as_the_page_does(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("search", "composts")
    assert capsys.readouterr().out.splitlines()[:2] == ["2 résultat(s)", "  1. Le compost & les vers (Fiche pratique)"]
    call_command("search", "compost", "--filter", "kind=news", "--json")
    assert [hit["title"] for hit in json.loads(capsys.readouterr().out)["hits"]] == ["Une journée au jardin"]


@pytest.mark.django_db
def test_a_word_mistyped_is_corrected_in_the_terminal_too(
    sheets: list[KnowledgePage], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("search", "jardim")
    assert "Une journée au jardin" in capsys.readouterr().out


@pytest.mark.parametrize("given", ["nope=1", "kind", "kind="])
def test_a_filter_that_is_none_is_refused_in_french(given: str) -> None:
    with pytest.raises(CommandError, match="FACETTE=VALEUR"):
        call_command("search", "compost", "--filter", given)
