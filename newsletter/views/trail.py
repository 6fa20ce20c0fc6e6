"""The way to a page of the archive, from the front page."""

from __future__ import annotations

from core.items import breadcrumb
from newsletter.models import NewsletterPage


def trail(title: str) -> list[dict[str, str]]:
    page = NewsletterPage.objects.first()
    steps = [*breadcrumb(page)[:-1], {"title": page.title, "url": page.get_url()}] if page else []
    return [*steps, {"title": title, "url": ""}]
