"""A run of the import: files read in batches, each batch written in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from django.db import DataError, IntegrityError, transaction

from core import caching
from core.batches import in_batches
from core.models import PageLink

from . import links
from .bulk import pages
from .bulk.tree import Moved, Tree
from .files import Files
from .intake import Intake, Planned, stored
from .journal import Counts, Journal, Past, Tally
from .kinds import PAGE_KINDS, Sources
from .known import Lookup
from .known.lookup import KnownPage
from .models import ImportedRecord
from .problems import ComesLater, Problem, Refused
from .readers import Record, Unreadable, read
from .redirects import Redirects

BATCH = 500
Line = Record | Unreadable
AT_FAULT = (IntegrityError, DataError, Moved)  # what one record of a batch may cause; the rest stops the run


class Watcher(Protocol):
    """Who follows a run: the command's progress bar, a test."""

    def start(self, total: int) -> None: ...
    def advance(self, lines: int) -> None: ...
    def tell(self, message: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Options:
    create_missing: bool = False
    publish: bool = True
    dry_run: bool = False


@dataclass(slots=True)
class Importer:
    paths: Sequence[Path]
    options: Options
    watcher: Watcher
    total: int = 0
    deferred: list[tuple[Record, Files]] = field(default_factory=list)
    journal: Journal = field(init=False)
    known: Lookup = field(init=False)
    intake: Intake = field(init=False)

    def run(self) -> Counts:
        """Everything that can go in goes in. KeyboardInterrupt undoes the current batch only and goes through."""
        self.prepare()
        self.journal = Journal([path.name for path in self.paths], kept=not self.options.dry_run)
        self.watcher.start(self.total)
        for path in self.paths:
            self.intake.sources.files = Files(path.parent)
            for batch in in_batches(read(path), BATCH):
                self._take_batch(batch)
        self._take_deferred()
        if not self.options.dry_run:
            self._make_links()
        self.journal.finish()
        return self.journal.counts

    def prepare(self) -> None:
        self._start_afresh(self._survey())

    def _survey(self) -> set[tuple[str, str]]:
        """A first reading: how many lines, and which identifiers are to come (a record may name a later one)."""
        announced: set[tuple[str, str]] = set()
        for path in self.paths:
            for line in read(path):
                self.total += 1
                if isinstance(line, Record):
                    kind = str(line.values.get("kind", "")).strip()
                    for name in ("external_id", "title"):
                        announced.add((kind, str(line.values.get(name, "")).strip()))
        return announced

    def _start_afresh(self, announced: set[tuple[str, str]]) -> None:
        """What is known is (again) what the database holds."""
        items = {identifier for kind, identifier in announced if kind in PAGE_KINDS}
        self.known = Lookup(create_missing=self.options.create_missing, announced=announced, announced_pages=items)
        former = getattr(self, "intake", None)
        self.intake = Intake(
            sources=Sources(self.known, former.sources.files if former else Files(Path())),
            past=Past(),
            tree=Tree(),
            redirects=Redirects(),
            publish=self.options.publish,
            dry_run=self.options.dry_run,
            seen=former.seen if former else {},
        )

    # -- batches ------------------------------------------------------------------------------------------------------
    def _take_batch(self, lines: Sequence[Line]) -> None:
        seen = dict(self.intake.seen)
        waiting = len(self.deferred)
        try:
            self._write_batch(lines)
        except AT_FAULT:
            # Something changed under us, or the database knows better: one by one, only what is at fault stays out.
            self._undo(seen, waiting)
            for line in lines:
                self._write_alone(line)
        self.watcher.advance(len(lines))

    def _undo(self, seen: dict[tuple[str, str], str], deferred: int) -> None:
        """A transaction was rolled back: what was noted during it is forgotten."""
        self.intake.seen = seen
        del self.deferred[deferred:]
        self._start_afresh(self.known.announced)

    def _write_alone(self, line: Line) -> None:
        seen, waiting = dict(self.intake.seen), len(self.deferred)
        try:
            self._write_batch([line])
        except AT_FAULT as error:
            self._undo(seen, waiting)
            tally = Tally()
            self._refuse(line, [Problem("", f"la base de données la refuse ({str(error).splitlines()[0]}).")], tally)
            self._tell(tally)
            with transaction.atomic():
                self.journal.add(tally)

    def _write_batch(self, lines: Sequence[Line]) -> None:
        intake = self.intake
        intake.planned, intake.tally = [], Tally()
        files = intake.sources.files
        try:
            with transaction.atomic():
                for line in lines:
                    self._take_line(line)
                self._write_planned()
                intake.past.write()
                self.journal.add(intake.tally)
                caching.content_changed()
                transaction.set_rollback(self.options.dry_run)
        except BaseException:
            files.batch_undone()
            raise
        if self.options.dry_run:
            files.batch_undone()
        files.batch_written()
        self._tell(intake.tally)

    def _take_line(self, line: Line) -> None:
        if isinstance(line, Unreadable):
            self._refuse(line, [Problem("", line.message)], self.intake.tally)
            return
        try:
            try:
                self.intake.take(line, self._place(line))
            except ComesLater:
                if not self.intake.planned:
                    raise
                self._write_planned()  # what it needs may stand in this very batch
                self.intake.take(line, self._place(line))
        except ComesLater:
            self.deferred.append((line, self.intake.sources.files))
        except Refused as refusal:
            self._refuse(line, refusal.problems, self.intake.tally)

    def _write_planned(self) -> None:
        planned, self.intake.planned = self.intake.planned, []
        if self.options.dry_run:
            return
        new = [plan.new for plan in planned]
        pages.add(new, publish=self.options.publish, before=lambda: self._give_links(planned))
        self.intake.redirects.add([(path, plan.new.page.pk) for plan in planned for path in plan.old_paths])

    def _give_links(self, planned: Sequence[Planned]) -> None:
        """Called once the new pages have their ids: links whose target exists, or is among them, are made with them."""
        known = self.known.pages
        for plan in planned:
            known[plan.new.page.external_id] = KnownPage(plan.new.page.pk, plan.kind.code)
        for plan in planned:
            page, pending, made = plan.new.page, [], []
            for link in plan.links:
                target = known.get(link.to)
                if target is None or target.pk == 0:
                    pending.append(stored(link))
                else:
                    made.append(PageLink(target_id=target.pk, kind=link.kind, note=link.note, sort_order=link.position))
            page.page_links = made
            self.intake.past.keep(
                ImportedRecord(
                    kind=plan.kind.code,
                    external_id=page.external_id,
                    digest=plan.digest,
                    object_id=page.pk,
                    published=self.options.publish,
                    pending_links=pending,
                )
            )

    # -- the end ------------------------------------------------------------------------------------------------------
    def _take_deferred(self) -> None:
        """Records that needed another one further on: everything has come in by now."""
        while self.deferred:
            waiting, self.deferred = self.deferred, []
            for files in {id(files): files for _, files in waiting}.values():
                self.intake.sources.files = files
                for batch in in_batches((record for record, its_files in waiting if its_files is files), BATCH):
                    self._take_batch(batch)
            if len(self.deferred) == len(waiting):
                self.known.final = True  # nothing moved: what they need is not coming

    def _make_links(self) -> None:
        _, left = links.make_pending()
        tally = Tally(messages=left)
        self._tell(tally)
        with transaction.atomic():
            self.journal.add(tally)

    # -- telling ------------------------------------------------------------------------------------------------------
    def _refuse(self, line: Line, problems: Iterable[Problem], tally: Tally) -> None:
        tally.counts.refused += 1
        tally.messages += [f"{self._place(line)}, {problem}" for problem in problems]

    def _tell(self, tally: Tally) -> None:
        for message in tally.messages:
            self.watcher.tell(message)

    def _place(self, line: Line) -> str:
        place = f"ligne {line.line}" if line.line else "le fichier"
        return f"{place} de {line.file.name}" if len(self.paths) > 1 else place
