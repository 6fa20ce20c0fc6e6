"""Which items are printed, and under which name their fiche is kept."""

from __future__ import annotations

from collections.abc import Mapping
from threading import local
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType

from core.caching import kept_until_content_changes
from core.models import KnowledgePage

from .building import fiche_of
from .content import Fiche
from .keeping import digest_of, is_kept, kept, make
from .printing import drawings_of

_at_hand = local()  # what was read of an item to know its look: the next line of the same request may print it


class Look(NamedTuple):
    """``digest`` names what a fiche shows; ``updated``: seconds since 1970."""

    digest: str
    slug: str
    updated: int


def printed_fiche(pk: int) -> Fiche | None:
    """What is printed of this item; None where the public may not see it, or where its kind is not printed."""
    kind = KnowledgePage.objects.visible().filter(pk=pk).values_list("content_type", flat=True).first()
    model = ContentType.objects.get_for_id(kind).model_class() if kind else None
    if model is None or not model.is_printed:
        return None
    page = model.objects.visible().select_related("featured_image").filter(pk=pk).first()
    return fiche_of(page) if page else None


def look_of(pk: int) -> Look | None:
    """How the fiche of this item looks; the database is asked each time whether the public may see it."""
    return _look(pk) if KnowledgePage.objects.visible().filter(pk=pk).exists() else None


@kept_until_content_changes
def _look(pk: int) -> Look | None:
    fiche = printed_fiche(pk)
    if fiche is None:
        return None
    look = Look(digest_of(fiche), fiche.slug, fiche.updated)
    _at_hand.fiche = (look, fiche)
    return look


def pdf_of(pk: int, look: Look) -> bytes | None:
    """The PDF, made if it was not yet; None where the item has been withdrawn in the meantime."""
    read_now = vars(_at_hand).pop("fiche", None)
    pdf = kept(pk, look.digest)
    if pdf is not None:
        return pdf
    fiche = read_now[1] if read_now and read_now[0] == look else printed_fiche(pk)
    return make(fiche, look.digest) if fiche else None


class Missing(NamedTuple):
    """All that making a fiche takes: what is left to do asks the database for nothing."""

    fiche: Fiche
    digest: str
    drawings: Mapping[str, bytes]


def missing(pk: int) -> Missing | None:
    """What the public may see and has no fiche yet as it looks now."""
    look = look_of(pk)
    read_now = vars(_at_hand).pop("fiche", None)
    if look is None or is_kept(pk, look.digest):
        return None
    fiche = read_now[1] if read_now and read_now[0] == look else printed_fiche(pk)
    return Missing(fiche, look.digest, drawings_of(fiche)) if fiche else None


def make_in_advance(pk: int) -> bool:
    """Makes what is missing, so that no reader waits for it; whether anything was."""
    found = missing(pk)
    if found is None:
        return False
    make(*found)
    return True
