"""« Cela m'a été utile »: a click, then thanks on the same page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.models import KnowledgePage
from search.usefulness import is_fresh, note_useful

from .clicks import from_here

PARAMETER, ANCHOR = "utile", "utile-dit"
THANKED, AGAIN = "merci", "encore"


@never_cache
@csrf_exempt  # it acts for nobody: no cookie and no account is read, and all it can do is add one to a count
@require_http_methods(["GET", "HEAD", "POST"])
def useful(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(KnowledgePage.objects.visible(), pk=pk)
    if request.method != "POST":
        return redirect(f"{page.get_url()}#{ANCHOR}")
    state = THANKED if is_fresh(pk, request.POST.get("page", "")) else AGAIN
    if state == THANKED and from_here(request):
        note_useful(request, pk)
    if request.htmx:
        return render(request, "search/includes/useful.html", {"page": page, "useful_state": state})
    return redirect(f"{page.get_url()}?{PARAMETER}={state}#{ANCHOR}")
