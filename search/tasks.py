"""Work that nobody need wait for, where a worker runs (see TASKS in the settings)."""

from __future__ import annotations

from django_tasks import task

from core.models import PortalDocument

from .attachments import items_attaching, read


@task()
def read_attachment(pk: int) -> None:
    """Reads the file of a document, and brings up to date the items that attach it."""
    from .signal_handlers import index_pages  # which enqueues this

    document = PortalDocument.objects.filter(pk=pk).first()
    if document is not None and read(document):
        index_pages(items_attaching(PortalDocument.objects.filter(pk=pk)))
