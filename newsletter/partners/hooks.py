"""Invitations in the admin: whom they are for, whether their link was sent and used, sending and taking it back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from newsletter.admin_menu import MENU_HOOK
from newsletter.models import Invitation
from taxonomy.stale_saves import RecordForm

from . import inviting
from .links import invitation_url

MAY_INVITE = "newsletter.change_invitation"
NOT_LEFT = "Le message n’est pas parti : vérifiez l’adresse, ou copiez le lien ci-dessous et envoyez-le vous-même."


class InvitationForm(RecordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["expires_at"] = inviting.default_end()

    def clean_expires_at(self) -> object:
        until = self.cleaned_data["expires_at"]
        if until and until <= timezone.now() and "expires_at" in self.changed_data:
            raise ValidationError("Choisissez un moment à venir. Pour fermer le lien tout de suite, révoquez-le.")
        return until

    def clean_organisation(self) -> object:
        organisation = self.cleaned_data["organisation"]
        if "organisation" in self.changed_data and self.instance.pk and self.instance.items.exists():
            raise ValidationError(
                "Des brèves sont déjà venues par ce lien, au nom de l’organisation d’avant. Faites plutôt une autre "
                "invitation."
            )
        return organisation

    def save(self, commit: bool = True) -> Invitation:
        if not self.instance.pk:
            self.instance.give_a_link()
            self.instance.created_by = self.for_user
        return super().save(commit=commit)


class InvitationIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Invitation]:
        return super().get_base_queryset().select_related("organisation").annotate(number=Count("items"))


class InvitationCreateView(CreateView):
    """Sends the link at once where there is an address."""

    submit_button_label = "Inviter"

    def get_success_url(self) -> str:
        return reverse("invitations:inspect", args=[self.object.pk])

    def save_action(self) -> HttpResponse:
        if not self.object.email:
            messages.success(self.request, "Le lien est prêt : copiez-le et envoyez-le vous-même.")
        elif inviting.send(self.object):
            messages.success(self.request, f"L’invitation est partie à {self.object.email}.")
        else:
            messages.warning(self.request, NOT_LEFT)
        return redirect(self.get_success_url())


class InvitationInspectView(InspectView):
    template_name = "newsletter/admin/invitation.html"
    page_title = "Une invitation"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        invitation: Invitation = self.object
        may_invite = self.request.user.has_perm(MAY_INVITE)
        return super().get_context_data(**kwargs) | {
            "invitation": invitation,
            "state": inviting.state_of(invitation),
            "may_invite": may_invite,
            "link": invitation_url(invitation) if may_invite and invitation.link_is_open else "",
            "number": invitation.items.count(),
        }


class InvitationViewSet(ModelViewSet):
    model = Invitation
    name = "invitations"
    menu_label = "Invitations"
    icon = "link"
    index_view_class = InvitationIndexView
    add_view_class = InvitationCreateView
    inspect_view_class = InvitationInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "organisation",
        Column("email", label="Courriel", accessor="email", sort_key="email"),
        Column("state", label="Lien", accessor=inviting.state_of),
        Column("number", label="Brèves", accessor="number"),
        DateColumn("sent_at", label="Envoyée", sort_key="sent_at"),
        DateColumn("last_used_at", label="Utilisée", sort_key="last_used_at"),
        DateColumn("expires_at", label="Valable jusqu’au", sort_key="expires_at"),
    ]
    list_per_page = 50
    ordering = ["-created_at", "-pk"]
    search_backend_name = None
    search_fields = ["organisation__name", "email", "name"]
    edit_handler = ObjectList(
        [
            FieldPanel("organisation"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("email")]),
            FieldPanel("word"),
            FieldPanel("expires_at"),
        ],
        base_form_class=InvitationForm,
    )


invitations = InvitationViewSet()


@hooks.register("register_admin_viewset")
def register_invitations() -> InvitationViewSet:
    return invitations


@hooks.register(MENU_HOOK)
def invitations_menu_item() -> MenuItem:
    return invitations.get_menu_item(order=300)


@require_POST
def send_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends its link, the first time or again."""
    invitation = _invitation(request, pk)
    if not invitation.email:
        messages.error(request, "Cette invitation n’a pas d’adresse : ajoutez-en une, ou copiez le lien.")
    elif inviting.send(invitation):
        messages.success(request, f"L’invitation est partie à {invitation.email}.")
    else:
        messages.error(request, NOT_LEFT)
    return redirect("invitations:inspect", pk)


@require_POST
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes its link back."""
    inviting.revoke(_invitation(request, pk))
    messages.success(request, "Le lien est fermé : il ne mène plus à rien. Ce qui a été proposé par lui est gardé.")
    return redirect("invitations:inspect", pk)


def _invitation(request: HttpRequest, pk: int) -> Invitation:
    if not request.user.has_perm(MAY_INVITE):
        raise PermissionDenied
    return get_object_or_404(Invitation.objects.select_related("organisation"), pk=pk)


@hooks.register("register_admin_urls")
def invitation_urls() -> list[URLPattern]:
    return [
        path("invitations/<int:pk>/envoyer/", send_invitation, name="send_invitation"),
        path("invitations/<int:pk>/revoquer/", revoke_invitation, name="revoke_invitation"),
    ]
