"""What each kind of mailing sends, and to whom. Whoever makes a kind of letter registers it in ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db.models import QuerySet

from newsletter.models import Mailing, OutboxLetter, Subscriber

Content = Mapping[str, object]


class Written(Protocol):
    """A letter as it leaves; ``newsletter.composing.letters.Rendered`` is one."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Sort:
    """``content``: what is sent, frozen once when its time comes; it may be asked again after a kill. ``recipients``:
    to whom; None where whoever planned the mailing has written its rows. ``written``: the letter of one row, None where
    there is nothing in it for this person. ``still_public``: the content without what was withdrawn since it was
    frozen, asked before each batch of letters."""

    content: Callable[[Mailing], Content]
    recipients: Callable[[Mailing], QuerySet[Subscriber]] | None
    written: Callable[[OutboxLetter], Written | None]
    still_public: Callable[[Content], Content] = lambda content: content


_sorts: dict[str, Sort] = {}


def register_kind(kind: str, sort: Sort) -> None:
    _sorts[kind] = sort


def sort_of(mailing: Mailing) -> Sort:
    return _sorts[mailing.kind]
