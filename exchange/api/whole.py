"""One item whole: what lists say of it, its texts, what it is linked to, and what its kind adds."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from core.models import PageLink, PortalImage
from core.pictures import card_pictures
from core.routing import url_of
from core.visibility import visible_q
from search.registry import kinds

from .items import Said, api_url, items
from .kinds import DETAILS
from .texts import Writer


def whole(pk: int, writer: Writer) -> Said | None:
    """None where there is no such item, or not for the public."""
    found = items([pk], writer)
    if not found:
        return None
    page = kinds()[str(found[0]["kind"])].model.objects.visible().filter(pk=pk).first()
    if page is None:  # withdrawn just now
        return None
    said = {
        **found[0],
        "body": writer.stream(page.body),
        "image": _image(page.featured_image, writer),
        "links": _links(pk, writer),
        "review_by": page.review_by,
    }
    add = DETAILS.get(page.kind)
    return said | ({"details": add(page, writer)} if add else {})


def _image(image: PortalImage | None, writer: Writer) -> Said | None:
    """None too where the file is lost. Lists do without: a picture is made the first time that it is asked for."""
    picture = card_pictures({image.pk}).get(image.pk) if image else None
    if image is None or picture is None:
        return None
    return {
        "url": writer.absolute(picture.src),
        "width": int(picture.width),
        "height": int(picture.height),
        "alt": image.default_alt_text or image.title,
        "credit": image.credit,
    }


def _links(pk: int, writer: Writer) -> list[Said]:
    """The links of both directions, to what the public may see and search knows."""
    out = Q(page=pk, target__indexed__isnull=False) & visible_q("target__")
    back = Q(target=pk, page__indexed__isnull=False) & visible_q("page__")
    rows = PageLink.objects.filter(out | back).order_by("sort_order", "pk")
    ends = [f"{end}__{name}" for end in ("page", "target") for name in ("pk", "title", "url_path", "content_type")]
    return [
        _link(pk, kind, note, end[:4], end[4:], writer) for kind, note, *end in rows.values_list("kind", "note", *ends)
    ]


def _link(pk: int, kind: str, note: str, source: list, target: list, writer: Writer) -> Said:
    """``source`` and ``target``: id, title, url_path and content type of the items at both ends."""
    outgoing = source[0] == pk
    label = PageLink.Kind(kind).label if outgoing else PageLink.INVERSE_LABELS[PageLink.Kind(kind)]
    number, title, url_path, content_type = target if outgoing else source
    model = ContentType.objects.get_for_id(content_type).model_class()
    return {
        "relation": {"code": kind, "label": label},
        "outgoing": outgoing,
        "note": note,
        "item": {
            "id": number,
            "kind": getattr(model, "kind", ""),
            "title": title,
            "url": writer.absolute(url_of(url_path)),
            "api_url": api_url(number, writer),
        },
    }
