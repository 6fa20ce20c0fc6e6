"""What the dashboard of the admin says of the search: requests that nobody has taken yet."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from .models import DocumentaryRequest

MAY_FOLLOW = "search.change_documentaryrequest"
REQUESTS = "wagtailsnippets_search_documentaryrequest:list"


class NewRequestsPanel(Component):
    name = "new_requests"
    order = 60
    template_name = "search/admin/new_requests.html"

    def __init__(self, number: int) -> None:
        self.number = number

    @classmethod
    def for_request(cls, request: HttpRequest) -> NewRequestsPanel | None:
        """None where there is none to follow, or not for this person."""
        if not request.user.has_perm(MAY_FOLLOW):
            return None
        number = DocumentaryRequest.objects.filter(status=DocumentaryRequest.Status.NEW).count()
        return cls(number) if number else None

    def get_context_data(self, parent_context: dict[str, object]) -> dict[str, object]:
        query = urlencode({"status": DocumentaryRequest.Status.NEW.value})
        return {"number": self.number, "url": f"{reverse(REQUESTS)}?{query}"}
