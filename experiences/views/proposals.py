"""What becomes of a proposal: where it stands, the last look before it is sent, taking it back."""

from __future__ import annotations

import logging

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.open_forms import pace
from core.open_forms.fields import INCOMPLETE_ADDRESS
from core.open_forms.keeping import privacy_url
from core.open_forms.robots import visitor
from core.private_pages import account_of
from core.visibility import is_visible
from experiences.models import Proposal
from experiences.proposing.access import of_a_proposal, proposal_with
from experiences.proposing.correspondence import private_link, send_link, tell_received
from experiences.proposing.drafts import send_here
from experiences.proposing.filled import still_wrong
from experiences.proposing.pages import NowhereToPut, send
from experiences.proposing.reading import answers_to_read
from experiences.proposing.retention import erase

from .proposing_pages import NOT_KEPT, breadcrumb, progress, slow_answer, step_url, wait_message

TOO_MANY_LETTERS = (
    "Nous venons d’écrire plusieurs fois à cette adresse : regardez parmi les indésirables, ou copiez le lien."
)
NOT_SENT = "Le message n’est pas parti. Copiez le lien ci-dessus et gardez-le, ou réessayez plus tard."

logger = logging.getLogger(__name__)


@of_a_proposal
def proposal(request: HttpRequest, key: str) -> HttpResponse:
    """Where it stands and what one may do; a draft's link, which may be sent to its author."""
    found = proposal_with(request, key)
    if request.method != "POST":
        return _show_state(request, found, key)
    email = request.POST.get("email", "").strip()
    try:
        validate_email(email if len(email) <= 254 else "")
    except ValidationError:
        return _show_state(request, found, key, email=email[:300], error=INCOMPLETE_ADDRESS)
    for limit, whom in ((pace.SENDING, visitor(request)), (pace.LETTERS, email.lower())):
        if seconds := pace.seconds_to_wait(limit, whom):
            said = TOO_MANY_LETTERS if limit is pace.LETTERS else wait_message(seconds)
            return slow_answer(_show_state(request, found, key, email=email, error=said), seconds)
    if found.is_writable:
        send_here(found, email)
        if not send_link(found):
            return _show_state(request, found, key, email=email, error=NOT_SENT)
    return _show_state(request, found, key, sent_to=email)


@of_a_proposal
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Everything as it will be sent, with what is missing; then sent."""
    found = proposal_with(request, key)
    if not found.is_writable:
        return redirect("proposal", key=key)
    if request.method != "POST":
        return _show_review(request, found, key)
    if seconds := pace.seconds_to_wait(pace.SENDING, visitor(request)):
        return slow_answer(_show_review(request, found, key, wait_message(seconds)), seconds)
    if still_wrong(found):
        return _show_review(request, found, key, asked=True)
    try:
        is_new = send(found)
    except (DatabaseError, ValidationError, NowhereToPut, OSError) as error:
        logger.error("A proposal could not be made a page (%s).", type(error).__name__)
        return _show_review(request, found, key, NOT_KEPT)
    if is_new:
        tell_received(found)
    return redirect("proposal", key=key)


@of_a_proposal
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Taking a proposal back, once one has said so twice."""
    found = proposal_with(request, key)
    if found.state in Proposal.CLOSED:
        return redirect("proposal", key=key)
    if request.method == "POST":
        erase(found)
        return render(
            request, "experiences/proposing/withdrawn.html", {"breadcrumb": breadcrumb("Proposition effacée")}
        )
    context = {
        "proposal": found,
        "key": key,
        "account": account_of(request),
        "breadcrumb": breadcrumb("Effacer la proposition"),
    }
    return render(request, "experiences/proposing/withdraw.html", context)


def _show_state(
    request: HttpRequest, found: Proposal, key: str, *, email: str = "", error: str = "", sent_to: str = ""
) -> HttpResponse:
    page = found.page if found.page and is_visible(found.page) else None
    context = {
        "proposal": found,
        "key": key,
        "link": private_link(found),
        "page_url": page.get_url() if page else "",
        "email": email or found.email,
        "error": error,
        "sent_to": sent_to,
        "account": account_of(request),
        "breadcrumb": breadcrumb("Votre proposition"),
    }
    return render(request, "experiences/proposing/state.html", context)


def _show_review(
    request: HttpRequest, found: Proposal, key: str, message: str = "", *, asked: bool = False
) -> HttpResponse:
    """``asked``: somebody tried to send it as it is."""
    missing = [
        {"step": step, "url": f"{step_url(key, step)}?verifier=1", "errors": errors}
        for step, errors in still_wrong(found)
    ]
    context = {
        "proposal": found,
        "message": message,
        "asked": asked,
        "missing": missing,
        "read": [
            {
                "step": step,
                "url": step_url(key, step),
                "answers": [one for one in answers if one.text],
                "empty": ", ".join(one.label for one in answers if not one.text),
            }
            for step, answers in answers_to_read(found)
        ],
        "privacy_url": privacy_url(),
        "account": account_of(request),
        **progress(found, key, None),
    }
    return render(request, "experiences/proposing/review.html", context)
