"""Links to items that came in later than the item that names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Page, ReferenceIndex, Revision

from core import caching
from core.batches import in_batches
from core.models import KnowledgePage, PageLink

from .bulk import rows
from .models import ImportedRecord

BATCH = 500


def make_pending() -> tuple[int, list[str]]:
    """Makes every pending link whose target exists now; returns how many, and which items still wait for which."""
    waiting = list(ImportedRecord.objects.exclude(pending_links=[]))
    made = 0
    for batch in in_batches(waiting, BATCH):
        with transaction.atomic():
            made += _make(batch)
            caching.content_changed()
    left = [
        f"{record.external_id} : lien vers « {link['to']} » en attente, cette fiche n’est pas entrée."
        for record in waiting
        for link in record.pending_links
    ]
    return made, left


def _make(records: Sequence[ImportedRecord]) -> int:
    wanted = {link["to"] for record in records for link in record.pending_links}
    targets = dict(KnowledgePage.objects.filter(external_id__in=wanted).values_list("external_id", "pk"))
    present = set(
        KnowledgePage.objects.filter(pk__in=[record.object_id for record in records]).values_list("pk", flat=True)
    )
    kept = set(
        PageLink.objects.filter(page__in=present).values_list("page_id", "target_id", "kind")
    )  # an editor may have made the link meanwhile
    made: dict[int, list[PageLink]] = defaultdict(list)
    for record in records:
        ready = [link for link in record.pending_links if link["to"] in targets]
        for link in ready:
            key = (record.object_id, targets[link["to"]], link["kind"])
            if record.object_id in present and key not in kept:
                made[record.object_id].append(
                    PageLink(
                        page_id=key[0], target_id=key[1], kind=key[2], note=link["note"], sort_order=link["position"]
                    )
                )
        record.pending_links = [link for link in record.pending_links if link not in ready]
    links = [link for ones in made.values() for link in ones]
    rows.number(links)
    rows.insert(links)
    rows.insert(list(_references(links)))
    _add_to_revisions(made)
    rows.update(records, "pending_links")
    return len(links)


def _add_to_revisions(made: dict[int, list[PageLink]]) -> None:
    """The live revision and the latest one hold the links too, or the next save would lose them."""
    ids = Page.objects.filter(pk__in=made).values_list("pk", "latest_revision_id", "live_revision_id")
    page_of = {revision: pk for pk, *revisions in ids for revision in revisions if revision}
    revisions = list(Revision.objects.filter(pk__in=page_of))
    for revision in revisions:
        links = [
            *revision.content.get("page_links", ()),
            *map(get_serializable_data_for_fields, made[page_of[revision.pk]]),
        ]
        revision.content["page_links"] = sorted(links, key=lambda link: link["sort_order"] or 0)
    rows.update(revisions, "content")


def _references(links: Sequence[PageLink]) -> Iterator[ReferenceIndex]:
    base, owner = (ContentType.objects.get_for_model(model).pk for model in (Page, KnowledgePage))
    for link in links:
        for to_type, to_id, model_path, path in ReferenceIndex._extract_references_from_object(link):
            content_path = f"page_links.{link.pk}.{path}"
            yield ReferenceIndex(
                content_type_id=owner, base_content_type_id=base, object_id=str(link.page_id),
                to_content_type_id=to_type, to_object_id=to_id, model_path=f"page_links.item.{model_path}",
                content_path=content_path, content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )  # fmt: skip
