"""From an item to its fiche: what all kinds show, around what each kind says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from core.citations import reference
from core.context_processors import site_frame
from core.items import item_context

from .body import body_nodes
from .content import Fact, Fiche, Part, Picture, Span, listed, part
from .content import Paragraph as Line

if TYPE_CHECKING:
    from core.models import KnowledgePage, PortalImage

# Where in an item's parts its body stands when the kind does not say: after those it names.
LAST = 6


def fiche_of(page: KnowledgePage) -> Fiche:
    """``page``: a visible item of a kind that has fiches."""
    item = item_context(page)
    url = page.full_url or ""
    frame = site_frame()
    return Fiche(
        pk=page.pk,
        slug=page.slug,
        title=page.title,
        kind_label=page.kind_label[:1].upper() + page.kind_label[1:],
        summary=page.summary,
        url=url,
        portal=frame.name,
        publisher=frame.publisher or frame.name,
        facts=_facts(page, item),
        parts=(*page.fiche_parts(url), *_around(item, url)),
        provenance=_provenance(page, item),
        licence_label=item["licence_label"],
        licence_url=item["licence_url"],
        citation=reference(page, _names(item["organisations"])),
        keywords=tuple(theme["name"] for theme in item["themes"]),
        updated=int(page.last_published_at.timestamp()) if page.last_published_at else 0,
        picture=_picture(page.featured_image),
    )


def body_part(page: KnowledgePage, base: str, rank: int = LAST) -> list[Part]:
    """The body of an item, under no title of ours: it has its own intertitres."""
    return part("", body_nodes(page.body, base), rank=rank)


def _facts(page: KnowledgePage, item: dict[str, object]) -> tuple[Fact, ...]:
    shared = {
        "Où": ", ".join(place["label"] for place in item["territories"]),
        "Qui": ", ".join(_names(item["organisations"][:1])),
    }
    themes = ", ".join(theme["name"] for theme in item["themes"])
    told = [*shared.items(), *page.fiche_facts(), ("Thèmes", themes)]
    return tuple(Fact(label, value) for label, value in told if value)


def _around(item: dict[str, object], base: str) -> list[Part]:
    """Who took part beyond the first role, what goes with the item, what it leads to."""
    actors = [
        Line((Span(f"{role} : ", bold=True), Span("; ".join(_with_note(one) for one in those))))
        for role, those in (*item["organisations"], *item["people"])
    ]
    files = [Line((Span(file["title"], url=urljoin(base, file["url"])),)) for file in item["documents"]]
    links = [
        Line((Span(f"{label} : "), Span(link["title"], url=urljoin(base, link["url"]))))
        for label, those in item["links"]
        for link in those
    ]
    return [
        *part("Avec qui", listed(actors), rank=3),
        *part("Documents", listed(files), rank=5),
        *part("À lire aussi", listed(links), rank=5),
    ]


def _with_note(actor: dict[str, str]) -> str:
    return f"{actor['name']} ({actor['note']})" if actor["note"] else actor["name"]


def _names(by_role: Sequence[tuple[str, list[dict[str, str]]]]) -> list[str]:
    return [actor["name"] for _, actors in by_role for actor in actors]


def _provenance(page: KnowledgePage, item: dict[str, object]) -> tuple[str, ...]:
    """Without « il y a trois ans »: paper does not grow old."""
    lines = [
        f"Date : {page.published_on.label}." if page.published_on else "",
        f"Répond de ce contenu : {item['vouched_by']}." if item["vouched_by"] else "",
        f"À relire avant le {page.review_by:%d/%m/%Y}." if page.review_by else "",
    ]
    return tuple(line for line in lines if line)


def _picture(image: PortalImage | None) -> Picture | None:
    return Picture(image.pk, image.file.name, image.description, image.credit) if image else None
