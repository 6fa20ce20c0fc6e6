"""What the newsletter does when something happens elsewhere."""

from __future__ import annotations

from django.core.signals import request_finished
from wagtail.signals import page_unpublished

from .composing.reads import reads
from .composing.withdrawing import hidden


def connect() -> None:
    request_finished.connect(reads.write_if_due, dispatch_uid="newsletter.reads")
    page_unpublished.connect(hidden, dispatch_uid="newsletter.hidden")
