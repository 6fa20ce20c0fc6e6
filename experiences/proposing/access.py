"""Who may go on with a proposal: whoever has its link, or the account that began it."""

from __future__ import annotations

import re
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse

from core.open_forms.uploads import CappedUploadHandler
from core.private_pages import View, account_of, private
from experiences.models import Proposal
from experiences.models.proposals import ACCOUNT_KEY

from . import uploads

_ACCOUNT = re.compile(rf"{ACCOUNT_KEY}([0-9]{{1,18}})")
MOST_SENT = 100 * 1024 * 1024  # bytes of a whole form with its files: more is read by nobody


def proposal_with(request: HttpRequest, key: str) -> Proposal:
    """Http404 where there is none, or not for who asks: nobody learns which."""
    own = _ACCOUNT.fullmatch(key)
    if own:
        account = account_of(request)
        found = Proposal.objects.filter(pk=int(own[1]), owner=account).first() if account else None
    else:
        found = Proposal.objects.reached_by(key)
    if found is None:
        raise Http404
    return found


def of_a_proposal(view: View) -> View:
    """A private page whose forms may bring files, up to a size."""
    guarded = private(view)

    @wraps(guarded)
    def capped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST":  # before anything of the form is read
            if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT:
                raise RequestDataTooBig
            request.capped = CappedUploadHandler(request, uploads.LARGEST_DOCUMENT)
            request.upload_handlers.insert(0, request.capped)
        return guarded(request, *args, **kwargs)

    return capped
