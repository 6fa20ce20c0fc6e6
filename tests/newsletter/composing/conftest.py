"""What the other parts of the newsletter do, as composing sees it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from newsletter.composing import publishing
from newsletter.models import Item


@pytest.fixture(autouse=True)
def appeared(monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """The items that have appeared, in order; their state moves as it does for good."""
    told: list[Item] = []

    def appear(item: Item) -> None:
        Item.objects.filter(pk=item.pk).update(state=Item.State.PUBLISHED, published_at=timezone.now())
        told.append(item)

    monkeypatch.setattr(publishing, "appear", appear)
    return told
