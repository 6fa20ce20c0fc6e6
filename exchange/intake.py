"""One record: refused, left alone, created or changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model
from modelcluster.models import ClusterableModel
from wagtail.models import Page

from core.models import KnowledgePage

from . import updates
from .bulk.pages import NewPage
from .bulk.tree import Tree
from .given import Given
from .journal import Past, Tally, digest_of
from .kinds import EntryKind, PageKind, Sources, common, kind_of
from .known.lookup import KnownPage
from .models import ImportedRecord
from .problems import ComesLater, Problem, Refused, Unusable, quoted
from .readers import Record
from .redirects import Redirects
from .shapes import Values, each_file, shape_record
from .validation import check_entry, check_page

LONGEST_IDENTIFIER = 100


@dataclass(slots=True)
class Planned:
    """A new item waiting for the end of its batch."""

    new: NewPage
    kind: PageKind
    digest: str
    links: list[common.LinkTo]
    old_paths: list[str]


@dataclass(slots=True)
class Intake:
    """What reading records needs, and what a batch has gathered so far (``planned``, ``tally``)."""

    sources: Sources
    past: Past
    tree: Tree
    redirects: Redirects
    publish: bool
    dry_run: bool
    planned: list[Planned] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, record: Record, place: str) -> None:
        """Raises Refused or ComesLater; what the record created on the way is then taken back."""
        try:
            self._take(record, place)
        except (Refused, ComesLater):
            self.sources.known.take_back()
            self.sources.files.take_back()
            raise
        self.sources.known.accept()
        self.sources.files.accept()

    def _take(self, record: Record, place: str) -> None:
        problems: list[Problem] = []
        kind = kind_of(record)
        values = shape_record(record, kind.shapes, problems)
        given = Given(values, problems)
        identifier = _identifier(kind, given)
        twin = self.seen.get((kind.code, identifier))
        if twin is not None:
            raise Refused([Problem("external_id", f"{quoted(identifier)} est déjà l’identifiant de la {twin}.")])
        digest = digest_of(values, self._digests_of_files(kind, values))
        past = self.past.get(kind.code, identifier)
        if isinstance(kind, PageKind):
            self._take_page(kind, given, identifier, digest, past)
        else:
            self._take_entry(kind, given, identifier, digest, past)
        self.seen[kind.code, identifier] = place

    def _digests_of_files(self, kind: PageKind | EntryKind, values: Values) -> list[str]:
        names: list[str] = []
        each_file(values, kind.shapes, names.append)
        return [self.sources.files.digest(name) for name in names]

    # -- catalogued items ---------------------------------------------------------------------------------------------
    def _take_page(
        self, kind: PageKind, given: Given, identifier: str, digest: str, past: ImportedRecord | None
    ) -> None:
        existing = self.sources.known.pages.get(identifier)
        if existing is None:
            self._create_page(kind, given, identifier, digest)
            return
        if existing.kind != kind.code:
            told = f"{quoted(identifier)} est déjà celui d’une fiche d’une autre sorte ({existing.kind})."
            raise Refused([Problem("external_id", told)])
        if past is not None and past.digest == digest and past.object_id == existing.pk:
            if self.publish and not past.published:
                updates.publish_draft(existing.pk, dry_run=self.dry_run)
                past.published = True
                self.past.keep(past)
                self.tally.counts.changed += 1
            else:
                self.tally.counts.unchanged += 1
            return
        self._change_page(kind, given, existing, digest)

    def _create_page(self, kind: PageKind, given: Given, identifier: str, digest: str) -> None:
        page = kind.model()
        links = self._fill(page, kind, given)
        old_paths = self._old_paths(given, None)
        parent = given.attempt("parent", lambda: self._parent(kind, given), None)
        if parent is not None:
            branch = self.tree.branch(parent)
            page.slug = given.attempt("slug", lambda: branch.slug_for(given.text("slug"), page.title, identifier), "")
        _refuse_if(given)
        if parent is None:
            raise AssertionError("a page without problems has a parent")
        self.tree.branch(parent).slugs.add(page.slug)
        self.redirects.targets.update(dict.fromkeys(old_paths))
        self.sources.known.pages[identifier] = KnownPage(0, kind.code)
        self.planned.append(Planned(NewPage(page, parent), kind, digest, links, old_paths))
        self.tally.counts.created += 1

    def _change_page(self, kind: PageKind, given: Given, existing: KnownPage, digest: str) -> None:
        page = updates.latest(kind, existing.pk)
        updates.refuse_locked(page, given)
        links = self._fill(page, kind, given)
        old_paths = self._old_paths(given, existing.pk)
        parent = given.attempt("parent", lambda: self._parent(kind, given), None) if "parent" in given else None
        if "slug" in given and given.text("slug") != page.slug:
            branch = self.tree.branch(parent or page.get_parent())
            page.slug = given.attempt("slug", lambda: branch.slug_for(given.text("slug"), page.title, ""), page.slug)
            branch.slugs.add(page.slug)
        _refuse_if(given)
        pending = [link for link in links if not self._is_written(link.to)]
        if not self.dry_run:
            updates.write(
                page, [link for link in links if link not in pending], self.sources.known, parent, publish=self.publish
            )
            self.redirects.add([(path, page.pk) for path in old_paths])
        self.past.keep(
            ImportedRecord(
                kind=kind.code,
                external_id=page.external_id,
                digest=digest,
                object_id=page.pk,
                published=self.publish,
                pending_links=[stored(link) for link in pending],
            )
        )
        self.tally.counts.changed += 1

    def _is_written(self, external_id: str) -> bool:
        known = self.sources.known.pages.get(external_id)
        return known is not None and known.pk != 0

    def _fill(self, page: KnowledgePage, kind: PageKind, given: Given) -> list[common.LinkTo]:
        common.fill(page, given, self.sources)
        kind.fill(page, given, self.sources)
        check_page(page, kind, given, publish=self.publish)
        return common.links(given, self.sources, page.external_id or "")

    def _old_paths(self, given: Given, page_id: int | None) -> list[str]:
        paths = [
            given.attempt("legacy_url", lambda a=a: self.redirects.claim(a, page_id), "")
            for a in given.texts("legacy_url")
        ]
        return list(dict.fromkeys(path for path in paths if path))

    def _parent(self, kind: PageKind, given: Given) -> Page:
        address, known = given.text("parent"), self.sources.known
        if not address:
            return self.tree.parent_of(kind.model)
        found = known.pages.get(address)
        if found is None and known.may_come((kind.code, address)):
            raise ComesLater
        if found is not None and found.pk == 0:
            if self.dry_run:
                return self.tree.parent_of(kind.model)  # it would be there
            raise ComesLater  # in this very batch
        parent = Page.objects.get(pk=found.pk) if found is not None else self.tree.page_at(address)
        if parent is None and not known.final:
            raise ComesLater  # its path may be that of a page further on
        if parent is None:
            raise Unusable(f"aucune page n’a l’identifiant ou le chemin {quoted(address)}.")
        if kind.model not in parent.specific_class.allowed_subpage_models():
            raise Unusable(f"cette page ne peut pas se ranger sous {quoted(parent.title)}.")
        return parent

    # -- vocabularies and directory -----------------------------------------------------------------------------------
    def _take_entry(
        self, kind: EntryKind, given: Given, identifier: str, digest: str, past: ImportedRecord | None
    ) -> None:
        known = self.sources.known
        existing = kind.find(given, known)
        if existing is None and past is not None:
            existing = kind.model.objects.filter(pk=past.object_id).first()
        if existing is not None and past is not None and past.digest == digest and past.object_id == existing.pk:
            self.tally.counts.unchanged += 1
            return
        # A copy of its own: what the record refused must not stay in the one that others are given.
        entry = kind.model() if existing is None else kind.model.objects.get(pk=existing.pk)
        kind.fill(entry, given, self.sources)
        if not given.problems:
            check_entry(entry, given, dict(kind.names))
        _refuse_if(given)
        _save_entry(entry)
        kind.index(known).add(kind.model.objects.get(pk=entry.pk) if isinstance(entry, ClusterableModel) else entry)
        self.past.keep(ImportedRecord(kind=kind.code, external_id=identifier, digest=digest, object_id=entry.pk))
        if existing is None:
            self.tally.counts.created += 1
        else:
            self.tally.counts.changed += 1


def _save_entry(entry: Model) -> None:
    with transaction.atomic():
        entry.save()


def stored(link: common.LinkTo) -> dict[str, str | int]:
    return {"to": link.to, "kind": link.kind, "note": link.note, "position": link.position}


def _identifier(kind: PageKind | EntryKind, given: Given) -> str:
    name = "external_id" if isinstance(kind, PageKind) else kind.identifier
    identifier = given.line(name)
    if not identifier:
        given.refuse(name, "ce champ est obligatoire.")
        raise Refused(given.problems)
    if len(identifier) > LONGEST_IDENTIFIER:
        given.refuse(name, f"{LONGEST_IDENTIFIER} caractères au plus ({len(identifier)} ici).")
        raise Refused(given.problems)
    return identifier


def _refuse_if(given: Given) -> None:
    if given.problems:
        raise Refused(given.problems)
