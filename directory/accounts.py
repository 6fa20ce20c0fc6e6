"""Accounts in the admin: with their organisation, and without a way to make oneself a superuser."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from .forms import PortalUserCreationForm, PortalUserEditForm


class OnlySuperusersMakeSuperusers:
    """The box « Administrateur » can be read by all who manage accounts, ticked by superusers."""

    request: HttpRequest

    def get_form(self, *args, **kwargs) -> ModelForm:
        form = super().get_form(*args, **kwargs)
        if "is_superuser" in form.fields and not self.request.user.is_superuser:
            form.fields["is_superuser"].disabled = True
        return form


class PortalUserCreateView(OnlySuperusersMakeSuperusers, CreateView):
    pass


class PortalUserEditView(OnlySuperusersMakeSuperusers, EditView):
    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied


class PortalUserViewSet(UserViewSet):
    add_view_class = PortalUserCreateView
    edit_view_class = PortalUserEditView

    def get_form_class(self, for_update: bool = False) -> type[PortalUserCreationForm] | type[PortalUserEditForm]:
        return PortalUserEditForm if for_update else PortalUserCreationForm
