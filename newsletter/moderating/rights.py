"""What an account may do of brèves."""

from __future__ import annotations

from dataclasses import dataclass

from directory.models import User

MAY_READ, MAY_CORRECT, MAY_DECIDE = "newsletter.view_item", "newsletter.change_item", "newsletter.moderate_item"


@dataclass(frozen=True, slots=True)
class Rights:
    """``correct``: rewrite and ask; ``decide``: validate, decline, withdraw."""

    read: bool
    correct: bool
    decide: bool


def rights_of(account: User) -> Rights:
    return Rights(*(account.has_perm(right) for right in (MAY_READ, MAY_CORRECT, MAY_DECIDE)))
