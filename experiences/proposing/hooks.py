"""Proposals in the admin: their list, one of them, declining it; and what is said of them elsewhere."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from core.choosers import ConfidentialChooser
from experiences.models import ExperiencePage, Proposal
from experiences.proposing import following
from experiences.proposing.fields import without_invisible
from experiences.proposing.filling import notes
from experiences.proposing.panels import READ, AwaitedProposalsPanel
from experiences.proposing.permissions import ProposalPermissionPolicy
from experiences.proposing.reading import answers_to_read

MAY_DECLINE = "experiences.decline_proposal"
LONGEST_WORD = 2_000

register_permission_policy(Proposal, ProposalPermissionPolicy(Proposal))


class ProposalIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Proposal]:
        return super().get_base_queryset().select_related("page")


class ProposalInspectView(InspectView):
    template_name = "experiences/admin/proposal.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        proposal: Proposal = self.object
        return super().get_context_data(**kwargs) | {
            "proposal": proposal,
            "read": [{"step": step, "answers": answers} for step, answers in answers_to_read(proposal)],
            "notes": notes(proposal),
            "page_url": reverse("wagtailadmin_pages:edit", args=[proposal.page_id]) if proposal.page_id else "",
            "may_decline": proposal.state in (*Proposal.AWAITED, Proposal.State.CHANGES_ASKED)
            and self.request.user.has_perm(MAY_DECLINE),
            "files": proposal.files.filter(removed=False).exclude(file=""),
        }


class ProposalViewSet(SnippetViewSet):
    model = Proposal
    chooser_viewset_class = ConfidentialChooser
    menu_label = "Propositions"
    menu_name = "proposals"
    menu_order = 150
    add_to_admin_menu = True
    icon = "mail"
    index_view_class = ProposalIndexView
    inspect_view_class = ProposalInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "__str__",
        Column("state", label="État", accessor="get_state_display", sort_key="state"),
        Column("name", label="De", accessor="name"),
        DateColumn("sent_at", label="Envoyée", sort_key="sent_at"),
        DateColumn("modified_at", label="Modifiée", sort_key="modified_at"),
    ]
    list_filter = ["state"]
    list_per_page = 50
    ordering = ["-modified_at", "-pk"]
    search_backend_name = None
    search_fields = ["title", "name", "email"]


register_snippet(ProposalViewSet)


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Says no to a proposal, with a word for its author."""
    if not request.user.has_perm(MAY_DECLINE):
        raise PermissionDenied
    proposal = get_object_or_404(Proposal, pk=pk)
    if proposal.state in (*Proposal.AWAITED, Proposal.State.CHANGES_ASKED):
        following.decline(proposal, without_invisible(request.POST.get("comment", ""))[:LONGEST_WORD], request.user)
        messages.success(request, "La proposition n’est pas retenue ; la personne en est prévenue.")
    return redirect(READ, proposal.pk)


@hooks.register("register_admin_urls")
def proposal_urls() -> list[URLPattern]:
    return [path("propositions/<int:pk>/decliner/", decline, name="decline_proposal")]


@hooks.register("before_edit_page")
def note_that_it_is_reviewed(request: HttpRequest, page: Page) -> None:
    if isinstance(page, ExperiencePage) and page.permissions_for_user(request.user).can_publish():
        proposal = following.proposal_of(page)
        if proposal is not None:
            following.opened_by_reviewer(proposal)


@hooks.register("construct_homepage_panels")
def awaited_proposals(request: HttpRequest, panels: list[Component]) -> None:
    if panel := AwaitedProposalsPanel.for_request(request):
        panels.append(panel)
