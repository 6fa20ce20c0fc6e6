"""Who may go on with a proposal: whoever has its link, or the account that began it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from directory.models import User
from experiences.models import Proposal
from experiences.models.proposals import ACCOUNT_KEY, digest_of

from .uploads import CappedUploadHandler

_ACCOUNT = re.compile(rf"{ACCOUNT_KEY}([0-9]{{1,18}})")
MOST_SENT = 100 * 1024 * 1024  # bytes of a whole form with its files: more is read by nobody

ProposalView = Callable[..., HttpResponse]


def account_of(request: HttpRequest) -> User | None:
    """Who is signed in. A visitor without a session is not even asked, so that nothing varies with cookies."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if request.user.is_authenticated else None


def proposal_with(request: HttpRequest, key: str) -> Proposal:
    """Http404 where there is none, or not for who asks: nobody learns which."""
    own = _ACCOUNT.fullmatch(key)
    if own:
        account = account_of(request)
        found = Proposal.objects.filter(pk=int(own[1]), owner=account).first() if account else None
    else:
        found = Proposal.objects.filter(digest=digest_of(key)).first()
    if found is None:
        raise Http404
    return found


def private(view: ProposalView) -> ProposalView:
    """Of a page that follows from a private link: nobody else learns of it, and nothing keeps it.

    Whoever has the link needs no cookie; where an account acts, Django's own protection of forms serves.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        _prepare(request)
        answer = csrf_protect(view) if account_of(request) else view
        response = answer(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def _prepare(request: HttpRequest) -> None:
    """Before anything of the form is read."""
    if request.method == "POST":
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT:
            raise RequestDataTooBig
        request.capped = CappedUploadHandler(request)
        request.upload_handlers.insert(0, request.capped)
