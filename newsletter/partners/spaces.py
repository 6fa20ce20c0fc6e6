"""Where a partner stands: with an account, the brèves of their organisation; with an invitation, those of that link."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.models.private_links import digest_of
from core.private_pages import account_of
from directory.models import Organisation, User
from experiences.proposing.access import of_a_proposal
from newsletter.models import Invitation, Item

SEEN_EVERY = datetime.timedelta(minutes=10)  # an invitation's last use is kept no finer

SpaceView = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Space:
    """``secret``: of the invitation's link; "" for an account."""

    organisation: Organisation
    account: User | None = None
    invitation: Invitation | None = None
    secret: str = ""

    @property
    def items(self) -> QuerySet[Item]:
        own = Q(invitation=self.invitation) if self.invitation else Q(organisation=self.organisation)
        return Item.objects.filter(own)

    @property
    def name(self) -> str:
        """Of whoever acts here, to slow machines down: never shown."""
        if self.invitation:
            return f"invitation {self.invitation.pk}"
        return f"account {self.account.pk}" if self.account else f"organisation {self.organisation.pk}"

    def item(self, number: int) -> Item:
        """Http404 where there is none, or it is another's: nobody learns which."""
        known = self.items.select_related("invitation", "author", "organisation", "theme", "territory__commune")
        found = known.filter(pk=number).first()
        if found is None:
            raise Http404
        return found

    def url(self, view: str, *args: object) -> str:
        if self.invitation:
            return reverse(f"invitation:{view}", args=[self.secret, *args])
        return reverse(f"partner:{view}", args=args)


def in_space(view: SpaceView) -> SpaceView:
    """Gives the view the space of whoever asks. Without one: to sign in, why the account has none, or that the link is
    over; 404 for a link that was never given."""

    @of_a_proposal
    @wraps(view)
    def inside(request: HttpRequest, *args: object, secret: str | None = None, **kwargs: object) -> HttpResponse:
        space = _by_account(request) if secret is None else _by_invitation(request, secret)
        return view(request, space, *args, **kwargs) if isinstance(space, Space) else space

    return inside


def _by_account(request: HttpRequest) -> Space | HttpResponse:
    account = account_of(request)
    if account is None:
        return redirect_to_login(request.get_full_path())
    if account.organisation is None:
        return render(request, "newsletter/partners/no_organisation.html", status=403)
    return Space(organisation=account.organisation, account=account)


def _by_invitation(request: HttpRequest, secret: str) -> Space | HttpResponse:
    known = Invitation.objects.select_related("organisation")
    invitation = known.filter(digest=digest_of(secret)).first()
    if invitation is None:
        raise Http404
    if not invitation.link_is_open:
        context = {"invitation": invitation}
        return render(request, "newsletter/partners/closed.html", context, status=410)
    now = timezone.now()
    if invitation.last_used_at is None or now - invitation.last_used_at > SEEN_EVERY:
        Invitation.objects.filter(pk=invitation.pk).update(last_used_at=now)
    return Space(
        organisation=invitation.organisation, account=account_of(request), invitation=invitation, secret=secret
    )
