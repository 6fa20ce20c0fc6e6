"""What the search field proposes while one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from search.addresses import question_in
from search.suggestions import suggest

# To go back over letters costs nothing; no cache that others share holds a title a minute after it was hidden.
KEPT_BY_THE_BROWSER = "private, max-age=60"


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A piece of page: the options of a list, in groups; empty where there is nothing to propose."""
    groups = suggest(question_in(request.GET))
    text = render_to_string("search/includes/suggestions.html", {"groups": groups}) if groups else ""
    return HttpResponse(text, headers={"Cache-Control": KEPT_BY_THE_BROWSER, "X-Robots-Tag": "noindex"})
