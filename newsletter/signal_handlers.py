"""What the newsletter does when something happens elsewhere."""

from __future__ import annotations

from django.core.signals import request_finished

from .composing.reads import reads


def connect() -> None:
    request_finished.connect(reads.write_if_due, dispatch_uid="newsletter.reads")
