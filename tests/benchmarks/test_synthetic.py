"""The content that benchmarks are made on: always the same, plausible, and with words held by a known number of items."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks import synthetic
from french.tokens import tokenize

SIZE = 400


@pytest.fixture(scope="module")
def records() -> list[dict]:
    return list(synthetic.items(SIZE))


def text_of(record: dict) -> str:
    return f"{record['title']} {record['summary']} {record['body']}"


def test_the_same_size_always_gives_the_same_content(records: list[dict]) -> None:
    assert list(synthetic.items(SIZE)) == records
    assert json.loads(synthetic.sample(SIZE, 30))[-30:] == records[:30]


def test_another_size_gives_other_content(records: list[dict]) -> None:
    assert next(synthetic.items(SIZE - 1)) != records[0]


@pytest.mark.parametrize("marker", synthetic.MARKERS)
def test_a_marker_stands_once_in_exactly_as_many_items_as_said(records: list[dict], marker: str) -> None:
    found = Counter(text_of(record).lower().count(marker) for record in records)
    held = synthetic.held_by(marker, SIZE)
    assert found == {1: held, 0: SIZE - held}


def test_markers_stand_in_proportion() -> None:
    assert [synthetic.held_by(marker, 100_000) for marker in synthetic.MARKERS] == [20, 400, 4_000, 80_000]
    assert [synthetic.held_by(marker, 10_000) for marker in synthetic.MARKERS] == [2, 40, 400, 8_000]


def test_nothing_else_is_found_by_a_marker() -> None:
    """Neither another marker nor a word of the demonstration shares its stem or its family."""
    demonstration = " ".join(path.read_text(encoding="utf-8") for path in synthetic.DEMO.glob("*.jsonl"))
    tokens = list(tokenize(demonstration))
    taken = {token.stem for token in tokens} | {token.loose for token in tokens}
    for marker in synthetic.MARKERS:
        (own,) = tokenize(marker)
        assert not {own.exact, own.stem, own.loose} & taken
        taken |= {own.exact, own.stem, own.loose}


def test_texts_have_the_length_of_real_ones(records: list[dict]) -> None:
    for record in records:
        assert 4 <= len(record["title"].split()) <= 8 + len(synthetic.MARKERS)
        assert 20 <= len(record["summary"].split()) <= 40
        assert len(record["summary"]) <= 500
        assert 80 <= len(record["body"].split()) <= 200 + len(synthetic.MARKERS)


def test_words_are_spread_as_in_a_language(records: list[dict]) -> None:
    """A few are everywhere, half of them stand once or twice, and the field's own are common."""
    words = Counter(word for record in records for word in text_of(record).lower().split())
    assert sum(count for _, count in words.most_common(50)) > 0.3 * words.total()
    assert sum(count <= 2 for count in words.values()) > 0.4 * len(words)
    assert all(words[word] > SIZE / 20 for word in ("habitants", "déchets", "quartier", "bailleurs"))


def test_every_facet_has_values(records: list[dict]) -> None:
    assert {record["kind"] for record in records} == set(synthetic.KINDS)
    for name in ("themes", "audiences", "territories", "organisations"):
        assert len({value for record in records for value in record[name]}) >= 4
    assert len({record["published_on"][:4] for record in records}) > 15
