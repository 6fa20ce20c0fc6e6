"""Which items are printed, and under which name their fiche is kept."""

from __future__ import annotations

from typing import NamedTuple

from core.caching import kept_until_content_changes
from core.models import KnowledgePage

from .building import fiche_of
from .content import Fiche
from .keeping import digest_of, kept, make


class Look(NamedTuple):
    """``digest`` names what a fiche shows; ``updated``: seconds since 1970."""

    digest: str
    slug: str
    updated: int


def printed_fiche(pk: int) -> Fiche | None:
    """What is printed of this item; None where the public may not see it, or where its kind is not printed."""
    found = KnowledgePage.objects.visible().filter(pk=pk).first()
    page = found.specific if found else None
    return fiche_of(page) if page is not None and page.is_printed else None


def look_of(pk: int) -> Look | None:
    """The same, without what it says; asked of the database each time whether the public may see it."""
    return _look(pk) if KnowledgePage.objects.visible().filter(pk=pk).exists() else None


@kept_until_content_changes
def _look(pk: int) -> Look | None:
    fiche = printed_fiche(pk)
    return Look(digest_of(fiche), fiche.slug, fiche.updated) if fiche else None


def pdf_of(pk: int, look: Look) -> bytes | None:
    """The PDF, made if it was not yet; None where the item has been withdrawn in the meantime."""
    pdf = kept(pk, look.digest)
    if pdf is not None:
        return pdf
    fiche = printed_fiche(pk)
    return make(fiche) if fiche else None


def make_in_advance(pk: int) -> bool:
    """Makes what is missing, so that no reader waits for it; whether anything was."""
    fiche = printed_fiche(pk)
    if fiche is None or kept(pk, digest_of(fiche)) is not None:
        return False
    make(fiche)
    return True
