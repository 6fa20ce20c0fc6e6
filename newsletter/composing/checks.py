"""What an editor should know before a letter leaves: what stops it, and what would be a pity."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from newsletter.models import IssuePage, Item

from .entries import SENDABLE, Entry, placed
from .frozen import Content, entries_of, freeze
from .letters import HEAVIEST, Rendered, rendered
from .previews import SOMEBODY

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Remark:
    """``stops``: it cannot leave like this."""

    text: str
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    remarks: list[Remark]
    entries: int
    weight: int  # bytes of HTML

    @property
    def may_leave(self) -> bool:
        return not any(remark.stops for remark in self.remarks)

    @property
    def kilobytes(self) -> int:
        return -(-self.weight // 1_000)


def checked(issue: IssuePage) -> Checked:
    """``issue``: its latest version."""
    content = freeze(issue)
    letter = rendered(content, SOMEBODY)
    weight = len(letter.html.encode()) if letter else 0
    entries = [entry for entry in entries_of(content) if entry["kind"] != "words"]
    remarks = [*_of_the_letter(issue, letter), *_of_its_weight(letter, weight), *_left_out(issue, content)]
    for entry in entries:
        remarks += [Remark(f"« {entry['title']} »{NBSP}: {said}.") for said in _of_an_entry(entry)]
    return Checked(remarks, len(entries), weight)


def _of_the_letter(issue: IssuePage, letter: Rendered | None) -> Iterator[Remark]:
    if letter is None:
        yield Remark("La lettre est vide : placez-y au moins une brève, une page ou un mot de l’équipe.", stops=True)
    if not issue.title.strip():
        yield Remark("La lettre n’a pas de titre.", stops=True)
    if not issue.summary.strip():
        yield Remark("Il manque le résumé : deux phrases, que l’on voit à côté de l’objet.", stops=True)
    if not issue.mail_subject.strip():
        yield Remark("Aucun objet n’est écrit : ce sera le titre de la lettre.")


def _of_its_weight(letter: Rendered | None, weight: int) -> Iterator[Remark]:
    limit = f"au-delà de 100{NBSP}ko, certaines messageries coupent un courriel"
    if weight > HEAVIEST:
        yield Remark(f"L’éditorial est trop long{NBSP}: {limit}. Raccourcissez-le.", stops=True)
    elif letter is not None and letter.left_out:
        yield Remark(
            f"La lettre est trop longue pour un courriel{NBSP}: {limit}. Les derniers éléments ({letter.left_out}) "
            "n’y seront pas, un lien mènera à la page où les lire. Retirez-en, ou raccourcissez."
        )


def _left_out(issue: IssuePage, content: Content) -> Iterator[Remark]:
    items, pages = placed(issue.content)
    shown = {entry["page"] for entry in entries_of(content) if entry["kind"] == "page"}
    for item in Item.objects.filter(pk__in=items).exclude(state__in=SENDABLE).order_by("pk"):
        yield Remark(f"« {item} » ne partira pas{NBSP}: cette brève est {item.get_state_display().lower()}.")
    for block in issue.content:
        page = block.value["page"] if block.block_type == "page" else None
        if page is not None and page.pk not in shown:
            yield Remark(f"« {page.title} » ne partira pas{NBSP}: cette page n’est pas publique.")
    if len(set(items)) < len(items) or len(set(pages)) < len(pages):
        yield Remark("Un même élément figure deux fois.")


def _of_an_entry(entry: Entry) -> Iterator[str]:
    today = timezone.localdate()
    if entry["image"] and not entry["image"]["alt"]:
        yield "l’image n’a pas de description"
    if _is_past(entry["happens_on"], today):
        yield "la date est passée"
    if _is_past(entry["deadline"], today):
        yield "la date limite est passée"


def _is_past(day: object, today: datetime.date) -> bool:
    return bool(day) and str(day) < today.isoformat()
