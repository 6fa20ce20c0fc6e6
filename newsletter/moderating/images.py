"""The image of a brève among those of the portal, once the team has read it."""

from __future__ import annotations

from django.core.files.base import ContentFile
from wagtail.models import Collection

from core.models import PortalImage
from newsletter.models import Item

COLLECTION = "Brèves des partenaires"


def as_image(item: Item) -> PortalImage | None:
    """Made once; its description and credit follow those of the brève. None where it has no image."""
    if not item.image_file:
        return None
    if item.image is None or item.image.title != _title(item):
        return _made(item)
    item.image.description, item.image.credit = item.image_description, item.image_credit
    item.image.save(update_fields=["description", "credit"])
    return item.image


def _made(item: Item) -> PortalImage:
    with item.image_file.open("rb") as kept:
        content = ContentFile(kept.read(), name=item.image_file.name.rpartition("/")[2])
    return PortalImage.objects.create(
        title=_title(item),
        description=item.image_description,
        credit=item.image_credit,
        collection=_collection(),
        file=content,
        file_size=content.size,
    )


def _title(item: Item) -> str:
    """Names the file it was made from: another one makes another image."""
    return f"Brève {item.pk} ({item.image_file.name.rpartition('/')[2]})"


def _collection() -> Collection:
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=COLLECTION).first() or root.add_child(instance=Collection(name=COLLECTION))
