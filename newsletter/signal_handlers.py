"""What the newsletter does when something happens elsewhere."""

from __future__ import annotations

from django.core.signals import request_finished
from django.db.models.signals import post_delete
from wagtail.signals import page_unpublished

from core.models import KnowledgePage

from .composing.reads import reads
from .composing.withdrawing import deleted, hidden


def connect() -> None:
    request_finished.connect(reads.write_if_due, dispatch_uid="newsletter.reads")
    page_unpublished.connect(hidden, dispatch_uid="newsletter.hidden")
    post_delete.connect(deleted, sender=KnowledgePage, dispatch_uid="newsletter.deleted")
