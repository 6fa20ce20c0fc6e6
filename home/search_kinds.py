"""What search knows of actualités and editorial pages."""

from search.registry import Kind, register_kind

from .models import NewsPage, StandardPage


def register() -> None:
    register_kind(Kind(NewsPage, label="Actualité", plural="Actualités"))
    register_kind(Kind(StandardPage, label="Page", plural="Pages", searchable=lambda page: page.in_search))
