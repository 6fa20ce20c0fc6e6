"""``manage.py read_attachments``: reads the attached files that have not been read yet."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db.models import F, Q

from core.models import PortalDocument
from search.attachments import items_attaching, read
from search.models import DocumentText
from search.signal_handlers import index_pages


class Command(BaseCommand):
    help = "Lit les pièces jointes qui ne l’ont pas encore été, pour que la recherche les trouve par leur contenu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", dest="again", help="relit aussi celles qui l’ont déjà été")

    def handle(self, *, again: bool, verbosity: int, **_: object) -> None:
        documents = PortalDocument.objects.order_by("pk")
        if not again:
            replaced = ~Q(file_hash="") & ~Q(file_hash=F("text_read__file_hash"))
            documents = documents.filter(Q(text_read=None) | replaced)
        told: list[int] = []
        changed: list[int] = []
        for document in documents.iterator():
            told.append(document.pk)
            if read(document, again=again):
                changed.append(document.pk)
        index_pages(items_attaching(PortalDocument.objects.filter(pk__in=changed)))
        if verbosity:
            self.stdout.write(f"{len(told)} pièce(s) jointe(s) lue(s).")
            for text in DocumentText.objects.filter(pk__in=told).select_related("document").order_by("pk"):
                if not text.is_found:
                    self.stdout.write(f"  {text.document.title} : {text.get_status_display()}")
