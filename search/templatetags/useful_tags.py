"""Whether an item was of use: the button of its page, and what it says once it is pressed."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from core.models import KnowledgePage
from core.surroundings import is_being_edited
from search.usefulness import mark_of, people
from search.views.usefulness import AGAIN, PARAMETER, THANKED

register = template.Library()


@dataclass(frozen=True, slots=True)
class Button:
    mark: str
    people: int  # 0 as long as they are too few to be told
    state: str  # "" before it is pressed; merci; encore where the page was opened too long ago


@register.simple_tag(takes_context=True)
def useful_button(context: template.Context, page: KnowledgePage) -> Button | None:
    """None while the item is being edited."""
    if is_being_edited(page):
        return None
    request = context.get("request")
    said = context.get("useful_state") or (request.GET.get(PARAMETER, "") if request else "")
    return Button(mark_of(page.pk), people(page.pk), said if said in (THANKED, AGAIN) else "")
