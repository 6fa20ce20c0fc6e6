"""What search knows of issues and of the brèves that have appeared."""

from search.registry import Facet, Kind, register_facet, register_kind

from .models import IssuePage, Item, ItemPage


def register() -> None:
    register_kind(Kind(IssuePage, label="Lettre", plural="Lettres"))
    register_kind(Kind(ItemPage, label="Brève", plural="Brèves", facets={"brief_kind": lambda page: [page.item_kind]}))
    register_facet(Facet("brief_kind", "Sorte de brève", lambda: dict(Item.Kind.choices)))
