"""The pages that search engines may list."""

from __future__ import annotations

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.models import Page

from core.routing import url_of
from core.visibility import visible_q


class PageSitemap(Sitemap):
    limit = 5_000

    def items(self) -> QuerySet[Page]:
        shown = Page.objects.filter(visible_q(), depth__gte=2).order_by("path")
        return shown.only("url_path", "last_published_at")

    def location(self, item: Page) -> str:
        return url_of(item.url_path)

    def lastmod(self, item: Page) -> datetime.datetime | None:
        return item.last_published_at
