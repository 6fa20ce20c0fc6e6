"""What leaves as a spreadsheet must stay data: a cell that starts like a formula is one for who opens it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse
from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defused(value: object) -> object:
    """Text that a spreadsheet would compute, made text again by a leading apostrophe; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


class _Line:
    """What a writer of CSV writes to, one line at a time."""

    def write(self, line: str) -> str:
        return line


def spreadsheet_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV line by line, with the mark by which spreadsheets read the accents; no cell is a formula."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([defused(cell) for cell in row])


def spreadsheet(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The same in one piece."""
    return "".join(spreadsheet_lines(header, rows))


def download(text: str, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=f"{content_type}; charset=utf-8", headers=_named(name))


def streamed(pieces: Iterable[str], content_type: str, name: str) -> StreamingHttpResponse:
    """A file that is sent as it is made, however long."""
    return StreamingHttpResponse(pieces, content_type=f"{content_type}; charset=utf-8", headers=_named(name))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _write_csv_row(self: SpreadsheetExportMixin, writer: csv.DictWriter, row: dict[str, object]) -> object:
    """Wagtail's own, each value defused (its XLSX export writes strings as strings already)."""
    values = {field: self.preprocess_field_value(field, value, self.FORMAT_CSV) for field, value in row.items()}
    return writer.writerow({field: defused(value) for field, value in values.items()})


def defuse_admin_exports() -> None:
    SpreadsheetExportMixin.write_csv_row = _write_csv_row
