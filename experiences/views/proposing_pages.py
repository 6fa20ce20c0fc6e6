"""How a step is shown, and where one is among them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.open_forms.keeping import privacy_url
from core.open_forms.robots import opened_still
from core.private_pages import account_of
from experiences.models import Proposal
from experiences.proposing.filled import Filled, mark_of
from experiences.proposing.steps import FILES, STEPS, Step

START = "Proposer un retour d’expérience"
NOT_KEPT = (
    "Ce que vous avez écrit n’a pas pu être gardé, c’est de notre fait. Tout est encore là : réessayez dans un instant."
)


def step_url(key: str, step: Step) -> str:
    return (
        reverse("proposal_files", args=[key]) if step.slug == FILES else reverse("proposal_step", args=[key, step.slug])
    )


def wait_message(seconds: int) -> str:
    when = f"{seconds} seconde{'s' if seconds > 1 else ''}" if seconds < 120 else f"{seconds // 60} minutes"
    return (
        "Beaucoup d’envois sont arrivés coup sur coup de votre connexion, par prudence celui-ci a été laissé de côté. "
        f"Ce que vous avez écrit est toujours là : réessayez dans {when}."
    )


def slow_answer(response: HttpResponse, seconds: int) -> HttpResponse:
    response.status_code = 429
    response["Retry-After"] = str(seconds)
    return response


def show_step(
    request: HttpRequest,
    proposal: Proposal | None,
    filled: Filled,
    message: str = "",
    *,
    key: str = "",
    theirs: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """``message``: what stands in the way of the whole step; ``theirs``: what another window changed."""
    context = {
        "proposal": proposal,
        "filled": filled,
        "step": filled.step,
        "message": message,
        "errors": filled.errors() if filled.has_errors else [],
        "theirs": theirs or [],
        "opened_on": mark_of(proposal.answers(filled.step.slug)) if proposal else "",
        "opened": opened_still(request.POST.get("opened", "")),
        "account": account_of(request),
        "privacy_url": privacy_url(),
        **progress(proposal, key, filled.step),
    }
    return render(request, "experiences/proposing/step.html", context)


def progress(proposal: Proposal | None, key: str, current: Step | None) -> dict[str, object]:
    """Where one is among the steps, and where one may go."""
    steps = [
        {
            "title": step.title,
            "number": step.number,
            "url": step_url(key, step) if key else "",
            "current": step is current,
            "begun": bool(proposal and (any(proposal.answers(step.slug).values()))),
        }
        for step in STEPS
    ]
    back = current.previous if current else None
    return {
        "key": key,
        "steps": steps,
        "back_url": step_url(key, back) if key and back else "",
        "breadcrumb": breadcrumb(current.title if current else "Relire et envoyer"),
    }


def breadcrumb(here: str) -> list[dict[str, str]]:
    steps = [{"title": "Accueil", "url": "/"}]
    if here != START:
        steps.append({"title": START, "url": reverse("propose")})
    return [*steps, {"title": here, "url": ""}]
