"""The files that items attach, and what was read in them."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from core.models import KnowledgePage, PortalDocument
from core.passages import Passage

from .models import DocumentText
from .reading.child import read_file
from .reading.outcome import MOST_CHARACTERS, UNREADABLE, Outcome

# What the pages of a file are called; elsewhere they are not fixed, and are not told apart.
PAGES_OF = {"pdf": "page", "odp": "diapositive", "pptx": "diapositive"}


# -- from an item to its files ----------------------------------------------------------------------------------------
def attached_ids(page: KnowledgePage) -> list[int]:
    """The documents that the item itself names, in its list or in its texts: the reference index may come later."""
    ids = [attached.document_id for attached in page.page_documents.all()]
    for field in page._meta.concrete_fields:
        if hasattr(field, "extract_references"):
            for model, pk, *_ in field.extract_references(field.value_from_object(page)):
                if issubclass(model, PortalDocument):
                    ids.append(int(pk))
    return list(dict.fromkeys(ids))


def attached_passages(page: KnowledgePage) -> list[Passage]:
    """What the files of an item say, page by page, as much of it as an item may carry along."""
    ids = attached_ids(page)
    if not ids:
        return []
    restricted = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    texts = {
        text.pk: text
        for text in DocumentText.objects.filter(pk__in=ids).select_related("document__collection")
        if not restricted or not text.document.collection.path.startswith(restricted)
    }
    passages: list[Passage] = []
    room = MOST_CHARACTERS
    for passage in (passage for pk in ids if pk in texts for passage in _passages(texts[pk])):
        if len(passage.text) > room:
            return [*passages, Passage(passage.text[:room], passage.label, passage.anchor)]
        passages.append(passage)
        room -= len(passage.text)
    return passages


def _passages(text: DocumentText) -> Iterator[Passage]:
    document = text.document
    extension = extension_of(document)
    name = f"la pièce jointe «\u00a0{document.title}\u00a0» ({extension.upper()})"
    address = reverse("wagtaildocs_serve", args=[document.pk, document.filename])
    for number, said in enumerate(text.pages, start=1):
        if said:
            page = f", {PAGES_OF[extension]}\u00a0{number}" if extension in PAGES_OF else ""
            anchor = f"#page={number}" if extension == "pdf" else ""
            yield Passage(said, f"Dans {name}{page}", address + anchor)


# -- from a file to its items -----------------------------------------------------------------------------------------
def items_attaching(documents: QuerySet[PortalDocument]) -> QuerySet[KnowledgePage]:
    ids = list(documents.values_list("pk", flat=True))
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(PortalDocument),
        to_object_id__in=[str(pk) for pk in ids],
    )
    named = [int(pk) for pk in references.values_list("object_id", flat=True).distinct()]
    listed = KnowledgePage.objects.filter(page_documents__document__in=ids).values("pk")
    return KnowledgePage.objects.filter(Q(pk__in=named) | Q(pk__in=listed))


# -- reading ----------------------------------------------------------------------------------------------------------
def extension_of(document: PortalDocument) -> str:
    return PurePath(document.file.name).suffix.lower().removeprefix(".")


def read(document: PortalDocument, *, again: bool = False) -> bool:
    """Reads the file of ``document`` unless that has been done; whether its text may have changed."""
    known = DocumentText.objects.filter(pk=document.pk).first()
    with tempfile.TemporaryFile() as copy:
        try:
            digest = _copied(document, copy)
        except (OSError, ValueError):  # no file, or none that can be opened
            digest, outcome = "", Outcome(UNREADABLE)
        else:
            if known is not None and known.file_hash == digest and not again:
                return False
            outcome = read_file(copy, extension_of(document))
    if not PortalDocument.objects.filter(pk=document.pk).exists():
        return False  # deleted meanwhile
    DocumentText.objects.update_or_create(
        pk=document.pk, defaults={"file_hash": digest, "status": outcome.status, "pages": outcome.pages}
    )
    return known is None or (known.status, known.pages) != (outcome.status, outcome.pages)


def _copied(document: PortalDocument, copy: BinaryIO) -> str:
    """The file as one on disk, wherever the storage keeps it; returns its digest, as Wagtail computes it."""
    with document.file.storage.open(document.file.name, "rb") as content:
        shutil.copyfileobj(content, copy)
    copy.seek(0)
    return hashlib.file_digest(copy, "sha1").hexdigest()
