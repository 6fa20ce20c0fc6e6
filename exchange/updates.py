"""Items that exist already: a new revision through Wagtail's own ways, as an editor would make."""

from __future__ import annotations

from collections.abc import Sequence

from wagtail.models import Page

from core.models import KnowledgePage, PageLink

from .given import Given
from .kinds import PageKind
from .kinds.common import LinkTo
from .known import Lookup
from .problems import Problem, Refused


def latest(kind: PageKind, pk: int) -> KnowledgePage:
    """The item as its last revision has it: what editors added beyond the record's fields stays."""
    page = kind.model.objects.get(pk=pk)
    return page.get_latest_revision_as_object()


def refuse_locked(page: KnowledgePage, given: Given) -> None:
    if page.locked:
        raise Refused(
            [*given.problems, Problem("", f"la page « {page.title} » est verrouillée par son éditrice ou son éditeur.")]
        )


def write(page: KnowledgePage, links: Sequence[LinkTo], known: Lookup, parent: Page | None, *, publish: bool) -> None:
    page.page_links = [
        PageLink(target_id=known.pages[link.to].pk, kind=link.kind, note=link.note, sort_order=link.position)
        for link in links
    ]
    # Checked already, against the record: the messages would not name its fields here.
    revision = page.save_revision(log_action=not publish, clean=False)
    if publish:
        revision.publish()
    if parent is not None:
        placed = Page.objects.get(pk=page.pk)
        if placed.get_parent().pk != parent.pk:
            placed.specific.move(parent, pos="last-child")


def publish_draft(pk: int, *, dry_run: bool) -> None:
    """Publishes what was imported as a draft, with what editors made of it since."""
    page = Page.objects.get(pk=pk)
    if not dry_run and page.latest_revision is not None:
        page.latest_revision.publish()
