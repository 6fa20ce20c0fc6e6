"""What changed between two versions of a brève, word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from newsletter.models import Item, ItemVersion
from taxonomy.models import Territory, Theme

from .contents import DATES
from .deadlines import letter_called

LABELS = {
    "kind": "Sorte",
    "title": "Titre",
    "text": "Texte",
    "happens_on": "Date",
    "deadline": "Date limite",
    "link": "Lien",
    "theme": "Thème",
    "territory": "Lieu",
    "image": "Image",
    "image_description": "Ce que montre l’image",
    "image_credit": "Crédit de l’image",
    "wanted_issue": "Lettre prévue",
}
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 4_000  # compared word by word; longer texts whole


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; ``changed``: that the other side does not have."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: list[Piece]
    after: list[Piece]


def corrections(item: Item) -> list[Change]:
    """What the team last changed in what its partner had sent."""
    versions = list(item.versions.all())
    for place in range(len(versions) - 1, -1, -1):
        if versions[place].by == ItemVersion.By.TEAM:
            sent = [one for one in versions[:place] if one.by == ItemVersion.By.PARTNER]
            return compared(sent[-1].data, versions[place].data) if sent else []
    return []


def compared(before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
    """``before``, ``after``: what ``content_of`` tells. Only the fields that differ; a version kept before a field was
    says nothing of it."""
    return [
        Change(label, *_pieces(readable(name, before.get(name)), readable(name, after.get(name))))
        for name, label in LABELS.items()
        if name in before and before[name] != after.get(name)
    ]


def readable(name: str, value: object) -> str:
    """As one reads it, and not as it is kept."""
    if not value:
        return ""
    if name == "kind":
        return str(dict(Item.Kind.choices).get(str(value), value))
    if name in DATES:
        day = parse_date(str(value))
        return date_format(day, "j F Y") if day else str(value)
    if name == "theme":
        return Theme.objects.filter(pk=value).values_list("name", flat=True).first() or "Thème supprimé"
    if name == "territory":
        place = Territory.objects.select_related("commune").filter(code=value).first()
        return place.label if place else str(value)
    if name == "wanted_issue":
        return letter_called(value)
    return f"Fichier {str(value).rpartition('-')[2][:8]}" if name == "image" else str(value)


def _pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [Piece(before, True)], [Piece(after, True)]
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        if end > start:
            left.append(Piece("".join(old[start:end]), not same))
        if new_end > new_start:
            right.append(Piece("".join(new[new_start:new_end]), not same))
    return left, right
