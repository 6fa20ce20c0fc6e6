"""The archive: a letter as it was sent, and each of its items at its own address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.visibility import is_visible, visible_q
from newsletter.composing.frozen import Content, freeze
from newsletter.composing.letters import Rendered, rendered
from newsletter.composing.previews import CSP, SOMEBODY, TEXT
from newsletter.composing.printed import rubrics, site_of, written
from newsletter.composing.reads import reads
from newsletter.composing.shown import still_public
from newsletter.models import IssuePage, Item, ItemPage, NewsletterPage

from .items import has_a_day


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """An address that stays, for the archive, wherever editors put it."""
    page = NewsletterPage.objects.filter(visible_q()).first()
    if page is None:
        raise Http404
    return redirect(page.get_url(request))


def show_issue(request: HttpRequest, issue: IssuePage) -> HttpResponse:
    """As it was sent; as it would be, while it is composed."""
    shown = content_of(issue)
    reads.note(request, issue)
    context = {**issue.get_context(request), "letter": shown, "rubrics": rubrics(shown, on_the_portal=True)}
    return TemplateResponse(request, issue.template, context)


def show_mail(request: HttpRequest, issue: IssuePage, mode: str) -> HttpResponse:
    """The mail of a letter, in a preview: its HTML or its text."""
    letter = rendered(content_of(issue), SOMEBODY) or Rendered(issue.title, "", "")
    if mode == TEXT:
        context = {"letter": letter, "page": issue}
        return TemplateResponse(request, "newsletter/composing/text_preview.html", context)
    response = HttpResponse(letter.html or "<!DOCTYPE html><title>Rien encore</title><p>Cette lettre est vide.</p>")
    response._csp_replace = CSP  # the attribute that django-csp documents
    return response


def show_item(request: HttpRequest, page: ItemPage) -> HttpResponse:
    reads.note(request, page)
    issue = page.get_parent().specific
    context = {
        **page.get_context(request),
        "issue": issue if is_visible(issue) else None,
        "kind_label": dict(Item.Kind.choices).get(page.item_kind, ""),
        "facts": [(label, written(day.isoformat())) for label, day in dates_of(page) if day],
        "site": site_of(page.link),
        "ical_url": reverse("brief_ical", args=[page.pk]) if has_a_day(page) else "",
    }
    return TemplateResponse(request, page.template, context)


def dates_of(page: ItemPage) -> tuple[tuple[str, object], ...]:
    return ("Date", page.happens_on), ("Date limite", page.deadline)


def content_of(issue: IssuePage) -> Content:
    return still_public(issue.sent if issue.sent is not None else freeze(issue))
