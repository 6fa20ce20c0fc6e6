"""What the team is warned of in a brève before it decides. Nothing is refused for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from newsletter.models import Item
from newsletter.models.items import LONGEST_TEXT
from newsletter.partners.deadlines import Deadline, deadlines

from .duplicates import Known, duplicates_of, known_elsewhere

State = Item.State
UNDECIDED = (State.PROPOSED, State.CHANGES_ASKED)
# Where there is still something to do about it.
FLAGGED = (*UNDECIDED, State.VALIDATED)


@dataclass(frozen=True, slots=True)
class Flag:
    """``url``: in the admin, of what it speaks of; "" where that is the brève itself."""

    text: str
    url: str = ""


def flags_of(items: Iterable[Item]) -> dict[int, list[Flag]]:
    """By pk. A few queries, whatever their number."""
    asked = [item for item in items if item.state in FLAGGED]
    if not asked:
        return {}
    letters, known = deadlines(), known_elsewhere()
    return {item.pk: [*_of_dates(item, letters), *_of_content(item), *_of_others(item, known)] for item in asked}


def _of_dates(item: Item, letters: list[Deadline]) -> list[Flag]:
    today = timezone.localdate()
    letter = _letter_of(item, letters)
    found = []
    for day, name in ((item.happens_on, "La date"), (item.deadline, "La date limite")):
        if day is None:
            continue
        if day < today:
            found.append(Flag(f"{name} est passée : {date_format(day, 'j F Y')}."))
        elif letter and day <= letter.until:
            found.append(Flag(f"{name}, {date_format(day, 'j F Y')}, tombe avant la sortie de la lettre."))
    return found


def _letter_of(item: Item, letters: list[Deadline]) -> Deadline | None:
    """The one that it was proposed for; without any, the next."""
    if item.wanted_issue_id:
        return next((one for one in letters if one.issue == item.wanted_issue_id), None)
    return letters[0] if letters else None


def _of_content(item: Item) -> list[Flag]:
    found = []
    if item.image_file and not item.image_description.strip():
        found.append(Flag("L’image n’a pas de description."))
    if len(item.text) > LONGEST_TEXT:
        found.append(Flag(f"Le texte est trop long : {len(item.text)} caractères sur {LONGEST_TEXT}."))
    return found


def _of_others(item: Item, known: list[Known]) -> list[Flag]:
    return [Flag(f"{why} : « {one.title} » ({one.label}).", one.url) for one, why in duplicates_of(item, known)]
