"""The same records give the same items whatever file they came in."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from exchange.kinds.addresses import CODE
from exchange.readers import Record, Unreadable, read
from tests.exchange.conftest import (
    Import,
    an_experience,
    in_csv,
    the_page,
)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("portal")
def test_a_comma_or_a_semicolon_a_byte_order_mark_or_none(tmp_path: Path, import_files: Import) -> None:
    for number, (delimiter, mark) in enumerate(
        [(",", b""), (";", b""), (",", b"\xef\xbb\xbf"), (";", b"\xef\xbb\xbf")]
    ):
        path = in_csv(tmp_path / f"{number}.csv", [an_experience(number)], delimiter)
        path.write_bytes(mark + path.read_bytes().removeprefix(b"\xef\xbb\xbf"))

        assert import_files(path).summary == (1, 0, 0, 0)


@pytest.mark.usefixtures("portal")
def test_the_line_of_a_csv_record_is_the_one_where_it_begins(tmp_path: Path, import_files: Import) -> None:
    path = in_csv(
        tmp_path / "fiches.csv", [an_experience(1, body="Un\n\nDeux\n\nTrois"), an_experience(2, outcome="raté")]
    )

    assert import_files(path).messages[0].startswith("ligne 7, champ « outcome »")


@pytest.mark.usefixtures("portal")
def test_a_spreadsheet_may_turn_texts_into_numbers_and_dates(tmp_path: Path, import_files: Import) -> None:
    record = an_experience()
    record |= {"published_on": datetime.date(2014, 11, 3), "territories": 37261, "title": 2014}
    workbook = Workbook()
    workbook.active.append(list(record))
    workbook.active.append([value if not isinstance(value, list) else None for value in record.values()])
    workbook.save(tmp_path / "fiches.xlsx")

    assert import_files(tmp_path / "fiches.xlsx").messages == []
    page = the_page()
    assert (page.published_on, page.title) == ("2014-11-03", "2014")
    assert page.page_territories.get().territory.code == "37261"


def test_a_code_that_lost_its_zero_finds_it_again() -> None:
    assert CODE.of(1004, True) == "01004"
    assert CODE.of("38", True) == "38"


def test_a_blank_line_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('\n{"kind": "page"}\n   \n')
    (tmp_path / "a.csv").write_text("kind;title\n;\npage;\n\n")

    assert [line.line for line in read(tmp_path / "a.jsonl")] == [2]
    assert [line.line for line in read(tmp_path / "a.csv")] == [3]
    assert all(isinstance(line, Record) for line in read(tmp_path / "a.csv"))


@pytest.mark.parametrize(
    ("heading", "words"),
    [("title;summary", "il y manque « kind »"), ("kind;title;title", "deux colonnes se nomment « title »")],
)
def test_a_heading_that_makes_no_sense_stops_the_table(tmp_path: Path, heading: str, words: str) -> None:
    (tmp_path / "a.csv").write_text(f"{heading}\npage;x;y\n", encoding="utf-8")

    (line,) = read(tmp_path / "a.csv")
    assert isinstance(line, Unreadable)
    assert words in line.message


def test_an_unknown_format_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("")

    (line,) = read(tmp_path / "a.docx")
    assert isinstance(line, Unreadable)
    assert "format inconnu" in line.message
