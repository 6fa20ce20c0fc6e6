"""Before a letter leaves: what is missing, to how many, a trial, the confirmation; and thinking again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from newsletter.composing.checks import checked
from newsletter.composing.forms import SendForm, TrialForm
from newsletter.composing.rights import issue_to_edit, issue_to_send, may_send
from newsletter.composing.trial import send_trial
from newsletter.composing.versions import latest
from newsletter.mailing import queue
from newsletter.mailing.issues import mailing_of, plan
from newsletter.models import IssuePage, Mailing
from newsletter.subscribing.recipients import recipients

AT_ONCE = "La lettre part dans la minute. Jusque-là, vous pouvez encore l’annuler."
LATER = "L’envoi est programmé. Jusqu’à ce qu’il commence, vous pouvez l’annuler."
CANCELLED = "L’envoi est annulé. La lettre reste un brouillon."
CANCELLED_ONCE_OUT = "L’envoi est annulé. La lettre est déjà dans l’archive : vous pouvez encore l’envoyer."
TOO_LATE = "L’envoi a commencé : il ne s’annule plus ici."
GONE = (Mailing.State.SENDING, Mailing.State.PAUSED, Mailing.State.DONE)


def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything one wants to know before, then the sending itself, now or later."""
    issue = issue_to_edit(request, pk) if request.method != "POST" else issue_to_send(request, pk)
    form = SendForm(request.POST if request.method == "POST" else None)
    page = latest(issue)
    found = checked(page)
    if request.method == "POST" and form.is_valid() and found.may_leave and not _has_left(issue):
        plan(issue, form.moment, request.user)
        IssuePage.objects.filter(pk=issue.pk).update(send_at=form.moment)
        messages.success(request, AT_ONCE if form.cleaned_data["when"] == form.NOW else LATER)
        return redirect("newsletter_send", issue.pk)
    return _shown(request, page, form, TrialForm(initial={"email": request.user.email}))


@require_POST
def try_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the letter to one address."""
    page = latest(issue_to_edit(request, pk))
    trial = TrialForm(request.POST)
    if trial.is_valid():
        wrong = send_trial(page, trial.cleaned_data["email"])
        if not wrong:
            messages.success(request, "L’essai est parti. Regardez aussi parmi les indésirables.")
            return redirect("newsletter_send", page.pk)
        trial.add_error("email", wrong)
    return _shown(request, page, SendForm(), trial)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back a sending that has not begun."""
    issue = issue_to_send(request, pk)
    mailing = mailing_of(issue)
    if mailing is None or mailing.state != Mailing.State.SCHEDULED or not queue.cancel(mailing):
        messages.error(request, TOO_LATE)
    else:
        IssuePage.objects.filter(pk=issue.pk).update(send_at=None)
        messages.success(request, CANCELLED if issue.sent is None else CANCELLED_ONCE_OUT)
    return redirect("newsletter_send", issue.pk)


def _has_left(issue: IssuePage) -> bool:
    """A letter comes out just before it is sent: cancelled in between, it may still be."""
    mailing = mailing_of(issue)
    if mailing is None:
        return issue.sent is not None
    stopped = mailing.state == Mailing.State.CANCELLED and mailing.started_at is None
    return mailing.state in GONE or (issue.sent is not None and not stopped)


def _shown(request: HttpRequest, page: IssuePage, form: SendForm, trial: TrialForm) -> HttpResponse:
    mailing = mailing_of(page)
    context = {
        "issue": page,
        "form": form,
        "trial": trial,
        "checked": checked(page),
        "mailing": mailing,
        "is_planned": mailing is not None and mailing.state == Mailing.State.SCHEDULED,
        "has_left": _has_left(page),
        "may_send": may_send(request.user, page),
        "recipients": recipients(Mailing.Kind.ISSUE).count(),
    }
    return render(request, "newsletter/composing/send.html", context)
