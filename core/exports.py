"""What leaves the admin as a spreadsheet must stay data: a cell that starts like a formula is one for who opens it."""

from __future__ import annotations

from csv import DictWriter

from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defused(value: object) -> object:
    """Text that a spreadsheet would compute, made text again by a leading apostrophe; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _write_csv_row(self: SpreadsheetExportMixin, writer: DictWriter, row: dict[str, object]) -> object:
    """Wagtail's own, each value defused (its XLSX export writes strings as strings already)."""
    values = {field: self.preprocess_field_value(field, value, self.FORMAT_CSV) for field, value in row.items()}
    return writer.writerow({field: defused(value) for field, value in values.items()})


def defuse_admin_exports() -> None:
    SpreadsheetExportMixin.write_csv_row = _write_csv_row
