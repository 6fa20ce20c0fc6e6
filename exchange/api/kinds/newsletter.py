"""Letters and the brèves that have appeared in them: they have nothing of their own to say here."""

from __future__ import annotations

from typing import Literal

from exchange.api.schemas import WholeItem


class Letter(WholeItem):
    """Une lettre du centre, telle qu’elle a été envoyée."""

    kind: Literal["issue"]


class Brief(WholeItem):
    """Une brève parue dans une lettre."""

    kind: Literal["brief"]
