"""What each kind adds: one schema a kind, and what fills it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import Field

from core.models import KnowledgePage
from exchange.api.texts import Writer

from . import events, experiences, home, newsletter, resources

Details = dict[str, object]
AnyItem = (
    experiences.Experience
    | resources.PracticeSheet
    | resources.Recording
    | resources.Bibliography
    | events.Event
    | home.News
    | home.StandardPage
    | newsletter.Letter
    | newsletter.Brief
)
OneItem = Annotated[AnyItem, Field(discriminator="kind")]
DETAILS: Mapping[str, Callable[[KnowledgePage, Writer], Details]] = {
    "experience": experiences.details,
    "practice_sheet": resources.practice_sheet,
    "recording": resources.recording,
    "bibliography": resources.bibliography,
    "event": events.details,
    "issue": newsletter.letter,
    "brief": newsletter.brief,
}
