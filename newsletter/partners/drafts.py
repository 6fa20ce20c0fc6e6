"""Keeping what a partner writes: a new brève, the next state of one, the same again for another month."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.open_forms.uploads import private_name
from experiences.proposing.places import place_with_code
from newsletter.models import Item
from taxonomy.models import Theme

from .comparing import LABELS, readable
from .contents import content_of
from .forms import STEM, ItemForm
from .spaces import Space

FIRST_VERSION = 0  # of a draft, as it was begun
PLAIN = ("kind", "title", "text", "happens_on", "deadline", "link", "image_description", "image_credit")


class ChangedMeanwhile(Exception):
    """Another window, or the team, wrote in it; ``theirs``: the item as they left it."""

    def __init__(self, theirs: Item) -> None:
        super().__init__()
        self.theirs = theirs


class NotWritable(Exception):
    """It has been proposed, decided or withdrawn meanwhile; ``item``: as it now is."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item


def fill(item: Item, form: ItemForm) -> None:
    """What was typed well; what was not stays as it was kept. Does not save."""
    told = form.cleaned_data
    for name in PLAIN:
        if name in told:
            setattr(item, name, told[name])
    if "theme" in told:
        item.theme = Theme.objects.filter(slug=told["theme"]).first() if told["theme"] else None
    if "place_code" in told and "place" in told:
        item.territory = place_with_code(told["place_code"])
    if "wanted_issue" in told:
        item.wanted_issue_id = int(told["wanted_issue"]) if told["wanted_issue"] else None
    if told.get("image_file"):
        item.image_file = told["image_file"]
    elif told.get("remove_image"):
        item.image_file, item.image_description, item.image_credit = "", "", ""


def begin(space: Space, form: ItemForm, opened: str) -> Item:
    """A new draft; the same form sent twice writes one, and nothing that was written in it elsewhere since."""
    item = Item(organisation=space.organisation, fingerprint=_fingerprint(space, opened))
    item.invitation = space.invitation
    item.author = None if space.invitation else space.account
    fill(item, form)
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError:
        known = begun_with(space, opened)
        if known is None:
            raise
        return keep(known, form, FIRST_VERSION)
    return item


def begun_with(space: Space, opened: str) -> Item | None:
    """What the same form began already."""
    return space.items.filter(fingerprint=_fingerprint(space, opened)).first()


def keep(item: Item, form: ItemForm, opened_on: int) -> Item:
    """The item with what was typed. ``opened_on``: the version that the form was opened on."""
    with transaction.atomic():
        current = Item.objects.select_for_update().get(pk=item.pk)
        if not current.is_writable:
            raise NotWritable(current)
        before, former_image = content_of(current), current.image_file.name
        fill(current, form)
        if content_of(current) == before and current.image_file.name == former_image:
            return current
        if opened_on != current.version:
            raise ChangedMeanwhile(Item.objects.get(pk=item.pk))
        current.version += 1
        current.modified_at = timezone.now()
        current.save()
        if former_image and former_image != current.image_file.name:
            _forget_file(current, former_image)
    return current


def differences(mine: Item, theirs: Item) -> list[dict[str, str]]:
    """What the other window wrote: the label of each field, and what it now holds there."""
    ours, others = content_of(mine), content_of(theirs)
    return [
        {"label": label, "theirs": readable(name, others[name])}
        for name, label in LABELS.items()
        if ours[name] != others[name] and name != "image"
    ]


def again(item: Item, space: Space) -> Item:
    """A new draft in the same words. Its dates are those of another time: they are asked anew."""
    copy = Item(organisation=item.organisation, invitation=space.invitation)
    copy.author = None if space.invitation else space.account
    for name in ("kind", "title", "text", "link", "image_description", "image_credit", "theme", "territory"):
        setattr(copy, name, getattr(item, name))
    if item.image_file and item.image_file.storage.exists(item.image_file.name):
        with item.image_file.open("rb") as kept:
            extension = item.image_file.name.rpartition(".")[2]
            copy.image_file = ContentFile(kept.read(), name=private_name(STEM, f".{extension}"))
    copy.save()
    return copy


def erase(item: Item) -> None:
    """A draft that nobody has read; NotWritable where another window has just proposed it."""
    with transaction.atomic():
        current = Item.objects.select_for_update().get(pk=item.pk)
        if current.state != Item.State.DRAFT:
            raise NotWritable(current)
        current.delete()
        if current.image_file:
            _forget_file(current, current.image_file.name)


def _fingerprint(space: Space, opened: str) -> str:
    return hashlib.sha256(f"{space.name}\x00{opened}".encode(errors="replace")).hexdigest()


def _forget_file(item: Item, name: str) -> None:
    """Once nothing can be undone any more."""
    storage = item.image_file.storage
    transaction.on_commit(lambda: storage.delete(name))
