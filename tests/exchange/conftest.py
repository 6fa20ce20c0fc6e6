"""Records to import, a portal to import them into, and what an import said."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest
from django.conf import settings
from django.core.management import call_command
from openpyxl import Workbook

from core.models import KnowledgePage
from exchange.importer import Importer, Options
from exchange.journal import Counts
from exchange.readers import Json
from tests.factories import AudienceFactory, OrganisationFactory, PersonFactory, TerritoryFactory, ThemeFactory

Values: TypeAlias = "dict[str, Json]"
TEMPLATES = Path(settings.BASE_DIR) / "docs" / "import"
# In the order in which each finds what it names.
TEMPLATE_KINDS = (
    "theme", "audience", "term", "organisation", "person", "reference", "bibliography", "event", "experience",
    "practice_sheet", "recording", "news", "page",
)  # fmt: skip


@dataclass
class Told:
    """What an import did and said."""

    counts: Counts = field(default_factory=Counts)
    messages: list[str] = field(default_factory=list)

    def start(self, total: int) -> None: ...

    def advance(self, lines: int) -> None: ...

    def tell(self, message: str) -> None:
        self.messages.append(message)

    @property
    def summary(self) -> tuple[int, int, int, int]:
        """created, changed, unchanged, refused"""
        return self.counts.created, self.counts.changed, self.counts.unchanged, self.counts.refused


Import: TypeAlias = Callable[..., Told]


def in_json_lines(path: Path, records: Iterable[Values]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def in_a_cell(value: Json) -> str | int | float | bool | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return " | ".join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def as_table(records: list[Values]) -> list[list[str | int | float | bool | None]]:
    names = list(dict.fromkeys(name for record in records for name in record))
    return [list(names), *([in_a_cell(record.get(name)) for name in names] for record in records)]


def in_csv(path: Path, records: list[Values], delimiter: str = ";") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(as_table(records))
    return path


def in_xlsx(path: Path, records: list[Values]) -> Path:
    workbook = Workbook()
    for row in as_table(records):
        workbook.active.append(row)
    workbook.save(path)
    return path


def import_from(*paths: Path, **options: bool) -> Told:
    """Imports these files as the command does."""
    told = Told()
    told.counts = Importer(paths, Options(**options), told).run()
    return told


@pytest.fixture
def import_files() -> Import:
    return import_from


@pytest.fixture
def import_records(tmp_path: Path, import_files: Import) -> Import:
    """Imports these records, from a file of their own."""

    def run(*records: Values, **options: bool) -> Told:
        return import_files(in_json_lines(tmp_path / "fiches.jsonl", records), **options)

    return run


@pytest.fixture(scope="module")
def _named(kept_for_the_module: None) -> None:
    ThemeFactory(name="Encombrants", aliases=["Gros déchets"])
    ThemeFactory(name="Biodéchets")
    AudienceFactory(name="Bailleurs sociaux")
    OrganisationFactory(name="Tours Habitat", external_id="org-tours-habitat", aliases=["Office de Tours"])
    PersonFactory(name="Claire Martin", external_id="pers-claire", function="Chargée de gestion urbaine")
    TerritoryFactory(code="37261", name="Tours", placed=True)
    TerritoryFactory(code="93066", name="Saint-Denis")
    TerritoryFactory(code="97411", name="Saint-Denis")


@pytest.fixture
def portal(_named: None, db: None) -> None:
    """A portal that holds what the records below name."""


def an_experience(number: int = 1, **changes: Json) -> Values:
    """A retour d'expérience with nothing wrong; a change to None leaves the field out."""
    record: Values = {
        "kind": "experience",
        "external_id": f"rex-{number}",
        "title": f"Une recyclerie au pied des tours {number}",
        "summary": "En un an, la moitié des dépôts a disparu.",
        "body": "## Le récit\n\nTout commence par une **marche**.",
        "themes": ["Encombrants"],
        "territories": ["37261"],
        "organisations": [{"name": "Tours Habitat", "role": "initiator"}],
        "published_on": "2014-11",
        "outcome": "mixed",
        "evidence": "review",
        **changes,
    }
    return {name: value for name, value in record.items() if value is not None}


def the_page(external_id: str = "rex-1") -> KnowledgePage:
    return KnowledgePage.objects.get(external_id=external_id).specific


def templates(kind: str) -> list[Values]:
    """The records of a template of docs/import."""
    return [json.loads(line) for line in (TEMPLATES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def every_template(kept_for_the_module: None) -> Mapping[str, KnowledgePage]:
    """The templates imported: each of their items by its identifier."""
    call_command("load_territories", verbosity=0)
    told = import_from(*[TEMPLATES / f"{kind}.jsonl" for kind in TEMPLATE_KINDS], create_missing=True)
    assert told.messages == []
    items = KnowledgePage.objects.filter(external_id__startswith="exemple-").specific()
    return {page.external_id: page for page in items}
