"""What the editor of a letter says above its fields."""

from __future__ import annotations

from django.urls import reverse
from wagtail.admin.panels import Panel

from newsletter.moderating.rights import MAY_READ

MOST_NAMED = 8


class LetterPanel(Panel):
    """What is validated and not in it yet, what stands in it and will not leave, and where one sends it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsletter/composing/letter_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and self.request.user.has_perm(MAY_READ)

        def get_context_data(self, parent_context: dict[str, object] | None = None) -> dict[str, object]:
            from newsletter.composing.entries import SENDABLE, placed
            from newsletter.composing.gathering import not_placed
            from newsletter.models import Item

            issue = self.instance
            waiting = not_placed(issue) if issue.sent is None else []
            gone = Item.objects.filter(pk__in=placed(issue.content)[0]).exclude(state__in=SENDABLE)
            return super().get_context_data(parent_context) | {
                "issue": issue,
                "named": waiting[:MOST_NAMED],
                "others": max(0, len(waiting) - MOST_NAMED),
                "number": len(waiting),
                "gone": [] if issue.sent is not None else list(gone),
                "add_url": reverse("newsletter_add_items", args=[issue.pk]),
                "send_url": reverse("newsletter_send", args=[issue.pk]),
            }
