"""What leaves as a spreadsheet must stay data: a cell that starts like a formula is one for who opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse
from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defused(value: object) -> object:
    """Text that a spreadsheet would compute, made text again by a leading apostrophe; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def spreadsheet(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """CSV, with the mark by which spreadsheets read the accents; no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()


def download(text: str, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{content_type}; charset=utf-8", headers=headers)


def _write_csv_row(self: SpreadsheetExportMixin, writer: csv.DictWriter, row: dict[str, object]) -> object:
    """Wagtail's own, each value defused (its XLSX export writes strings as strings already)."""
    values = {field: self.preprocess_field_value(field, value, self.FORMAT_CSV) for field, value in row.items()}
    return writer.writerow({field: defused(value) for field, value in values.items()})


def defuse_admin_exports() -> None:
    SpreadsheetExportMixin.write_csv_row = _write_csv_row
