"""What the admin says of proposals: in the page made of one, and on the dashboard."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component

MAY_READ = "experiences.view_proposal"
LIST, READ = "wagtailsnippets_experiences_proposal:list", "wagtailsnippets_experiences_proposal:inspect"


class ProposalPanel(Panel):
    """Says that a page was proposed, by whom, and what is left for the editor to see to."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "experiences/admin/proposal_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and self.request.user.has_perm(MAY_READ) and self.proposal is not None

        @property
        def proposal(self) -> object:
            from experiences.proposing.following import proposal_of

            return proposal_of(self.instance)

        def get_context_data(self, parent_context: dict[str, object] | None = None) -> dict[str, object]:
            from experiences.proposing.filling import notes

            proposal = self.proposal
            return super().get_context_data(parent_context) | {
                "proposal": proposal,
                "notes": notes(proposal),
                "url": reverse(READ, args=[proposal.pk]),
            }


class AwaitedProposalsPanel(Component):
    """On the dashboard: proposals that the centre has not answered."""

    name = "awaited_proposals"
    order = 55
    template_name = "experiences/admin/awaited_proposals.html"

    def __init__(self, number: int) -> None:
        self.number = number

    @classmethod
    def for_request(cls, request: HttpRequest) -> AwaitedProposalsPanel | None:
        """None where there is none, or not for this person."""
        from experiences.models import Proposal

        if not request.user.has_perm(MAY_READ):
            return None
        number = Proposal.objects.filter(state=Proposal.State.SUBMITTED).count()
        return cls(number) if number else None

    def get_context_data(self, parent_context: dict[str, object]) -> dict[str, object]:
        return {"number": self.number, "url": f"{reverse(LIST)}?{urlencode({'state': 'submitted'})}"}
