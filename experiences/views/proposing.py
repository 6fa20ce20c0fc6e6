"""Proposing a practice, step by step. Every step keeps what was typed and works without a script or a cookie."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_required
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.open_forms import pace
from core.open_forms.keeping import privacy_url
from core.open_forms.robots import suspicion, visitor
from core.private_pages import account_of
from experiences.models import Proposal
from experiences.proposing.access import of_a_proposal, proposal_with
from experiences.proposing.drafts import BEGINNING, ChangedMeanwhile, begin, differences, keep, too_many_begun_today
from experiences.proposing.filled import Filled
from experiences.proposing.steps import BY_SLUG, FIRST, STEPS, Step

from .proposing_pages import NOT_KEPT, START, breadcrumb, show_step, slow_answer, step_url, wait_message

TOO_MANY = (
    "Beaucoup de récits ont été commencés aujourd’hui, par prudence celui-ci n’a pas été gardé. Réessayez demain, ou "
    "écrivez-nous directement."
)
CHANGED = (
    "Cette étape a été modifiée dans une autre fenêtre après que vous l’avez ouverte. Rien n’est perdu : ce que vous "
    "venez d’écrire est ci-dessous. Continuez pour garder votre version."
)

logger = logging.getLogger(__name__)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is asked, what becomes of it, where to begin."""
    context = {"steps": STEPS, "privacy_url": privacy_url(), "breadcrumb": breadcrumb(START)}
    return render(request, "experiences/proposing/start.html", context)


@of_a_proposal
def begin_one(request: HttpRequest) -> HttpResponse:
    """The first step of a proposal that is not kept yet."""
    if request.method != "POST":
        return show_step(request, None, Filled.kept(FIRST, {}))
    filled = Filled.sent(FIRST, request.POST)
    if slowed := slowed_down(request, None, filled, pace.SENDING):
        return slowed
    refusal = suspicion(request.POST)
    if not filled.is_valid() or refusal:
        return show_step(request, None, filled.shown_again(), refusal)
    if slowed := slowed_down(request, None, filled, BEGINNING):
        return slowed
    if too_many_begun_today() and account_of(request) is None:
        return show_step(request, None, filled, TOO_MANY)
    try:
        proposal = begin(filled.typed(), account_of(request))
    except DatabaseError as error:
        logger.error("A proposal could not be kept (%s).", type(error).__name__)
        return show_step(request, None, filled, NOT_KEPT)
    key = proposal.account_key if proposal.owner_id else proposal.secret
    return redirect("proposal", key=key) if "later" in request.POST else _to_step(key, FIRST.next)


@of_a_proposal
def step(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """One step of a proposal: shown, kept, or come back to with one row more."""
    proposal = proposal_with(request, key)
    current = BY_SLUG.get(slug)
    if current is None or current.form is None:
        raise Http404
    if not proposal.is_writable:
        return redirect("proposal", key=key)
    if request.method != "POST":
        answers = proposal.answers(slug)
        checks = "verifier" in request.GET
        return show_step(request, proposal, (Filled.checked if checks else Filled.kept)(current, answers), key=key)
    filled = Filled.sent(current, request.POST)
    if slowed := slowed_down(request, proposal, filled, pace.SENDING, key):
        return slowed
    if more := request.POST.get("more"):
        return show_step(request, proposal, filled.with_one_more(more), key=key)
    return _kept(request, proposal, filled, key)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The proposals of an account, with what is expected of it."""
    proposals = Proposal.objects.filter(owner=request.user).select_related("page")
    context = {"proposals": proposals, "breadcrumb": breadcrumb("Mes propositions")}
    return render(request, "experiences/proposing/mine.html", context)


def _kept(request: HttpRequest, proposal: Proposal, filled: Filled, key: str) -> HttpResponse:
    if not filled.is_valid():
        return show_step(request, proposal, filled.shown_again(), key=key)
    typed = filled.typed()
    try:
        proposal = keep(proposal, filled.step, typed, request.POST.get("opened_on", ""))
    except ChangedMeanwhile as changed:
        proposal.data[filled.step.slug] = changed.theirs
        theirs = differences(filled.step, typed, changed.theirs)
        return show_step(request, proposal, filled, CHANGED, key=key, theirs=theirs)
    except DatabaseError as error:
        logger.error("A step of a proposal could not be kept (%s).", type(error).__name__)
        return show_step(request, proposal, filled, NOT_KEPT, key=key)
    if "later" in request.POST:
        return redirect("proposal", key=key)
    return _to_step(key, None if "review" in request.POST else filled.step.next)


def _to_step(key: str, step: Step | None) -> HttpResponse:
    return redirect(step_url(key, step)) if step else redirect("review_proposal", key=key)


def slowed_down(
    request: HttpRequest, proposal: Proposal | None, filled: Filled, limit: pace.Limit, key: str = ""
) -> HttpResponse | None:
    """The step again, with all that was typed, where too much is sent at once; None where one may go on."""
    seconds = pace.seconds_to_wait(limit, visitor(request))
    if not seconds:
        return None
    return slow_answer(show_step(request, proposal, filled.with_one_more(""), wait_message(seconds), key=key), seconds)
