"""What was imported before, and what the present run does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from .models import ImportedRecord, ImportRun
from .shapes import Values

MOST_MESSAGES = 2_000  # kept in the journal; all are printed


def digest_of(values: Values, files: Iterable[str]) -> str:
    """A summary of a record and of the files it names: the same record gives the same whatever format it came in."""
    content = json.dumps([values, *files], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(content.encode(), digest_size=32).hexdigest()


@dataclass(slots=True)
class Counts:
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.created + self.changed + self.unchanged + self.refused

    def add(self, other: Counts) -> None:
        for name in ("created", "changed", "unchanged", "refused"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        told = {"créée": self.created, "modifiée": self.changed, "inchangée": self.unchanged, "refusée": self.refused}
        return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for word, count in told.items())


@dataclass(slots=True)
class Tally:
    """What a batch did; added to the run's once the batch is written."""

    counts: Counts = field(default_factory=Counts)
    messages: list[str] = field(default_factory=list)


class Past:
    """The records imported so far, by (kind, external_id)."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], ImportedRecord] | None = None
        self._touched: dict[tuple[str, str], ImportedRecord] = {}

    @property
    def records(self) -> dict[tuple[str, str], ImportedRecord]:
        if self._records is None:
            self._records = {(record.kind, record.external_id): record for record in ImportedRecord.objects.iterator()}
        return self._records

    def get(self, kind: str, external_id: str) -> ImportedRecord | None:
        return self.records.get((kind, external_id))

    def keep(self, record: ImportedRecord) -> None:
        self.records[record.kind, record.external_id] = self._touched[record.kind, record.external_id] = record

    def write(self) -> None:
        """Writes what ``keep`` was given since the last time. Inside the transaction of the batch."""
        ImportedRecord.objects.bulk_create(
            self._touched.values(),
            update_conflicts=True,
            unique_fields=["kind", "external_id"],
            update_fields=["digest", "object_id", "published", "pending_links"],
        )
        self._touched.clear()


class Journal:
    """The run as the admin shows it. ``kept=False`` (a dry run) leaves no trace."""

    def __init__(self, names: Iterable[str], *, kept: bool) -> None:
        self.run = ImportRun(files=", ".join(names))
        self.kept = kept
        self.counts = Counts()
        if kept:
            self.run.save()

    def add(self, tally: Tally) -> None:
        """Inside the transaction of the batch: the journal and what it tells are written together or not at all."""
        self.counts.add(tally.counts)
        lines = [*self.run.messages.splitlines(), *tally.messages]
        self.run.messages = "\n".join(lines[:MOST_MESSAGES])
        self._save()

    def finish(self) -> None:
        self.run.finished_at = timezone.now()
        self._save()

    def _save(self) -> None:
        for name in ("created", "changed", "unchanged", "refused"):
            setattr(self.run, name, getattr(self.counts, name))
        if self.kept:
            self.run.save()
