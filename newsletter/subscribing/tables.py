"""Reading a list of addresses from a spreadsheet that somebody brings: CSV or XLSX."""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from openpyxl import load_workbook

from experiences.proposing.fields import without_invisible
from experiences.proposing.uploads import check_document
from french.folding import fold

MOST_ROWS = 50_000
LARGEST = 10 * 1024 * 1024  # bytes
MOST_COLUMNS = 50
COLUMNS = {
    "email": ("courriel", "email", "e-mail", "mail", "adresse", "adresse electronique"),
    "where": ("ou", "origine", "source", "provenance"),
    "when": ("quand", "date", "date de l'accord", "date accord"),
    "words": ("termes", "texte", "sous quels termes", "consentement"),
}
NAMES = {"email": "courriel", "where": "où", "when": "quand", "words": "termes"}
UNREADABLE = "Ce fichier ne se lit pas. Enregistrez la liste en CSV ou en Excel (.xlsx), puis recommencez."
Row = tuple[int, dict[str, str]]  # its number in the file, the first being 1; its cells by the names of COLUMNS


def rows_of(file: UploadedFile) -> list[Row]:
    """ValidationError where the file is not a list with these four columns."""
    if not file.size or file.size > LARGEST:
        raise ValidationError("Ce fichier est vide." if not file.size else "Ce fichier est trop lourd : 10 Mo au plus.")
    extension = PurePath(file.name).suffix.lower()
    if extension not in (".csv", ".txt", ".xlsx"):
        raise ValidationError(UNREADABLE)
    return _named(iter(_of_xlsx(file) if extension == ".xlsx" else _of_csv(file)))


def _named(lines: Iterator[list[str]]) -> list[Row]:
    places = _places(next(lines, []))
    rows: list[Row] = []
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        if len(rows) >= MOST_ROWS:
            raise ValidationError(f"Cette liste est trop longue : {MOST_ROWS} lignes au plus à la fois.")
        rows.append((number, {name: cells[place] if place < len(cells) else "" for name, place in places.items()}))
    return rows


def _places(header: list[str]) -> dict[str, int]:
    titles = [fold(title).strip() for title in header]
    places = {}
    for name, known in COLUMNS.items():
        found = [place for place, title in enumerate(titles) if title in {fold(one).strip() for one in known}]
        if not found:
            wanted = ", ".join(f"« {one} »" for one in NAMES.values())
            raise ValidationError(
                f"La première ligne doit nommer quatre colonnes : {wanted}. Il manque « {NAMES[name]} »."
            )
        places[name] = found[0]
    return places


def _of_csv(file: UploadedFile) -> Iterable[list[str]]:
    file.seek(0)
    raw = file.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # what spreadsheets write on Windows
    first = text.split("\n", 1)[0]
    delimiter = max(";\t,", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ValidationError(UNREADABLE) from error
    return [[_plain(cell) for cell in line[:MOST_COLUMNS]] for line in lines]


def _of_xlsx(file: UploadedFile) -> Iterable[list[str]]:
    check_document(file)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles that it does not know
            sheet = load_workbook(file, read_only=True, data_only=True, keep_links=False).worksheets[0]
            lines = []
            for line in sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 2, values_only=True):
                lines.append([_plain(_text(cell)) for cell in line])
    except Exception as error:  # a hostile file has a hundred ways to upset a reader
        raise ValidationError(UNREADABLE) from error
    return lines


def _text(cell: object) -> str:
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%Y-%m-%d")
    return "" if cell is None else str(cell)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", without_invisible(text.replace("\n", " "))).strip()
