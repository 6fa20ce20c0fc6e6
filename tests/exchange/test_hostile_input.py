"""A file made to do harm gets a message, costs little, and the records beside it go in."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from exchange.readers import Record, Unreadable, read
from exchange.readers.record import LONGEST_LINE
from tests.exchange.conftest import Import, an_experience, in_json_lines, in_xlsx, the_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def a_line(number: int = 1) -> bytes:
    return json.dumps(an_experience(number)).encode() + b"\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{", "JSON mal form"),
        (b"[" * 200_000, "trop de crochets"),
        (b'{"a":' * 200_000, "trop de crochets"),
        (b'["une liste"]', "un objet JSON"),
        (b'"un texte"', "un objet JSON"),
        (b'{"kind": "page", "kind": "news"}', "est donné deux fois"),
        (b'{"participants": NaN}', "NaN"),
        (b'{"participants": ' + b"9" * 10_000 + b"}", "JSON mal form"),
        (b'{"kind": "\xe9t\xe9"}', "UTF-8"),
        (b"\x00\x00\x00", "JSON mal form"),
        (b'{"kind": "page"' + b" " * (LONGEST_LINE + 10) + b"}", "ligne trop longue"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_line_that_is_no_record_is_told_and_passed(
    tmp_path: Path, import_files: Import, line: bytes, words: str
) -> None:
    (tmp_path / "a.jsonl").write_bytes(a_line(1) + line + b"\n" + a_line(2))

    told = import_files(tmp_path / "a.jsonl")

    assert told.summary == (2, 0, 0, 1)
    assert told.messages[0].startswith("ligne 2, ")
    assert words in told.messages[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nul\x00", "signe invisible interdit (U+0000)"),
        ("cloche\x07", "U+0007"),
        ("\x1b[31mrouge", "U+001B"),
        ("moiti\ud800", "UTF-8"),
        ("fin\uffff", "U+FFFF"),
    ],
)
@pytest.mark.parametrize("field", ["title", "body", "external_id", "themes"])
def test_a_sign_that_no_text_needs_is_refused(
    import_files: Import, tmp_path: Path, field: str, text: str, words: str
) -> None:
    record = an_experience(**{field: [text] if field == "themes" else text})
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n")

    told = import_files(tmp_path / "a.jsonl")

    assert told.summary == (0, 0, 0, 1)
    assert any(f"champ « {field} »" in message and words in message for message in told.messages), told.messages


def test_what_is_printed_holds_nothing_that_a_terminal_would_obey(import_records: Import) -> None:
    told = import_records(an_experience(outcome="\x9b31m"), an_experience(2, **{"\x1b]0;titre\x07": "x"}))

    assert told.counts.refused == 2
    assert all(message.isprintable() for message in told.messages)


def test_a_text_that_is_deeply_nested_markdown_is_read_or_refused_but_never_fatal(import_records: Import) -> None:
    told = import_records(
        an_experience(1, body=">" * 5_000 + " cité"),
        an_experience(2, body="*" * 20_000),
        an_experience(3, body="[" * 20_000 + "](https://a.fr)"),
        an_experience(4, body="- " * 2_000 + "liste"),
    )

    assert told.counts.created + told.counts.refused == 4


def test_too_many_items_are_refused(import_records: Import) -> None:
    told = import_records(an_experience(tags=["x"] * 501))

    assert told.messages == ["ligne 1, champ « tags » : 501 éléments : 500 au plus."]


# -- tables -----------------------------------------------------------------------------------------------------------
def test_bytes_that_are_not_utf_8_refuse_their_record_only(tmp_path: Path, import_files: Import) -> None:
    rows = "kind;external_id;title;summary\npage;a;Été;Une page.\npage;b;Hiver;Une page.\n"
    (tmp_path / "a.csv").write_bytes(rows.encode().replace("Été".encode(), b"\xc9t\xe9"))

    told = import_files(tmp_path / "a.csv")

    assert told.summary == (1, 0, 0, 1)
    assert told.messages == [
        "ligne 2, champ « title » : le texte n’est pas de l’UTF-8 valide : enregistrez le fichier en UTF-8."
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'kind;title\npage;"jamais ferm' + b"e" * 2_000_000, "La suite du fichier"),
        (b"kind;title\npage;" + b"x" * (LONGEST_LINE + 10), "trop longue"),
        (b"kind;title\npage;a;b;c\n", "4 cellules pour 2 colonnes"),
        (b'kind;title\npage;"a"b\n', "CSV mal form"),
    ],
    ids=["unclosed", "long", "cells", "quotes"],
)
def test_a_broken_csv_is_told_with_its_line(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)

    (line,) = read(tmp_path / "a.csv")
    assert isinstance(line, Unreadable)
    assert line.line == 2
    assert words in line.message


def test_a_formula_is_refused_and_its_cell_named(tmp_path: Path, import_files: Import) -> None:
    path = in_xlsx(tmp_path / "a.xlsx", [an_experience(1), an_experience(2)])
    workbook = Workbook()
    for row in (list(an_experience()), ['=HYPERLINK("https://a.fr")', "x"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "b.xlsx")

    assert import_files(path).summary == (2, 0, 0, 0)
    told = import_files(tmp_path / "b.xlsx")
    assert told.summary == (0, 0, 0, 1)
    assert "cellule A2 : une formule" in told.messages[0]


def test_a_text_that_begins_like_a_formula_stays_a_text(import_records: Import) -> None:
    import_records(an_experience(title='=HYPERLINK("https://a.fr")'))

    assert the_page().title == '=HYPERLINK("https://a.fr")'


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    (tmp_path / "a.xlsx").write_bytes(content.getvalue())

    (line,) = read(tmp_path / "a.xlsx")
    assert isinstance(line, Unreadable)
    assert "anormalement compressé" in line.message


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", b"kind;title\n"])
def test_what_is_no_workbook_is_said_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)

    (line,) = read(tmp_path / "a.xlsx")
    assert isinstance(line, Unreadable)
    assert "classeur" in line.message


def test_entities_that_swell_are_not_expanded(tmp_path: Path) -> None:
    path = in_xlsx(tmp_path / "a.xlsx", [an_experience()])
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(content, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = bomb.encode() + data.replace(b"<v>0</v>", b"<v>&j;</v>", 1)
            target.writestr(name, data)
    path.write_bytes(content.getvalue())

    lines = list(read(path))
    assert all(isinstance(line, Unreadable | Record) for line in lines)
    assert all(len(str(line)) < 100_000 for line in lines)


def test_a_file_of_nothing_imports_nothing(tmp_path: Path, import_files: Import) -> None:
    for name in ("a.jsonl", "a.csv"):
        (tmp_path / name).write_bytes(b"")
    in_json_lines(tmp_path / "b.jsonl", [])

    assert import_files(tmp_path / "a.jsonl", tmp_path / "a.csv", tmp_path / "b.jsonl").summary == (0, 0, 0, 0)
