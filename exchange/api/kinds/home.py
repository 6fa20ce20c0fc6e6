"""Actualités and editorial pages: they have nothing of their own to say."""

from __future__ import annotations

from typing import Literal

from exchange.api.schemas import WholeItem


class News(WholeItem):
    """Une actualité."""

    kind: Literal["news"]


class StandardPage(WholeItem):
    """Une page éditoriale."""

    kind: Literal["page"]
