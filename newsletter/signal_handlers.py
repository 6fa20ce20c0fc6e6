"""What the newsletter does when something happens elsewhere."""

from __future__ import annotations

from django.core.signals import request_finished

from .composing.reads import write_if_due


def connect() -> None:
    request_finished.connect(write_if_due, dispatch_uid="newsletter.reads")
