"""What of a long fiche stands on its pages, and how often it is set before that is known."""

from __future__ import annotations

import pytest

from core.fiche import printing
from core.fiche.content import Fiche, Items, Paragraph, Part, Span
from core.fiche.printing import LARGE_TEXT, MOST_PAGES, SMALL_TEXT, sheet_of
from tests import pdf as read

SENTENCE = "Les habitants du quartier ont choisi avec les gardiennes où poser les bacs. "


@pytest.fixture
def settings_of_type(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The PDFs set since, in order."""
    made: list[bytes] = []
    typeset = printing.typeset

    def counted(*told):
        made.append(typeset(*told))
        return made[-1]

    monkeypatch.setattr(printing, "typeset", counted)
    return made


def paragraph(sentences: int) -> Paragraph:
    return Paragraph((Span(SENTENCE * sentences),))


def fiche(*parts: Part) -> Fiche:
    return Fiche(
        pk=1, slug="bacs", title="Des bacs au pied des tours", kind_label="Fiche", summary=SENTENCE, portal="GUSP",
        url="https://gusp.example/bacs/", publisher="GUSP", facts=(), parts=parts, provenance=(), licence_label="Licence", licence_url="", citation="",
        keywords=(), updated=0,
    )  # fmt: skip


def of_length(sentences: int) -> Fiche:
    return fiche(*(Part(f"Partie {n}", (paragraph(3), paragraph(4))) for n in range(sentences // 7)))


def of_steps(sentences: int) -> Fiche:
    steps = tuple((paragraph(2),) for _ in range(sentences // 2))
    return fiche(Part("Les étapes", (Items(steps, ordered=True),)))


@pytest.mark.parametrize("made", [of_length, of_steps])
@pytest.mark.parametrize("sentences", [7, 35, 42])
def test_what_is_short_is_set_once(settings_of_type: list[bytes], made, sentences: int) -> None:
    assert sheet_of(made(sentences)).size == LARGE_TEXT
    assert len(settings_of_type) == 1


@pytest.mark.parametrize("made", [of_length, of_steps])
@pytest.mark.parametrize("sentences", [210, 280, 490])
def test_what_is_long_is_set_a_few_times_at_most(settings_of_type: list[bytes], made, sentences: int) -> None:
    sheet = sheet_of(made(sentences))
    assert sheet.size == SMALL_TEXT
    assert sheet.more
    assert len(read.pages(sheet.pdf)) == MOST_PAGES
    assert len(settings_of_type) <= 2


@pytest.mark.parametrize("made", [of_length, of_steps])
@pytest.mark.parametrize("sentences", range(49, 210, 14))
def test_whatever_its_length_it_keeps_to_its_pages_and_fills_them(made, sentences: int) -> None:
    sheet = sheet_of(made(sentences))
    assert len(read.pages(sheet.pdf)) <= MOST_PAGES
    if sheet.more:
        assert len(read.words(sheet.pdf)) > 8_000
