"""The templates of docs/import: one item each, the same in every format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.conftest import TEMPLATE_KINDS, TEMPLATES, Import, Values, in_csv, in_xlsx, templates

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_template")]
RECORDS = sum(len(templates(kind)) for kind in TEMPLATE_KINDS)


@pytest.mark.parametrize("write", [in_csv, in_xlsx])
def test_a_table_of_the_templates_changes_nothing_after_their_json_lines(
    import_files: Import, write: Callable[[Path, list[Values]], Path]
) -> None:
    suffix = write.__name__.removeprefix("in_")
    paths = [write(TEMPLATES / f".{kind}.{suffix}", templates(kind)) for kind in TEMPLATE_KINDS]
    try:
        told = import_files(*paths, create_missing=True)
    finally:
        for path in paths:
            path.unlink()

    assert told.messages == []
    assert told.summary == (0, 0, RECORDS, 0)


def test_the_csv_templates_are_the_json_lines_templates(import_files: Import) -> None:
    told = import_files(*[TEMPLATES / f"{kind}.csv" for kind in TEMPLATE_KINDS], create_missing=True)

    assert told.messages == []
    assert told.summary == (0, 0, RECORDS, 0)
