"""The admin forms of accounts."""

from __future__ import annotations

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.auth import LoginForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from .models import Organisation, Person

ORGANISATION_HELP = "Pour un compte partenaire : l’organisation au nom de laquelle la personne propose."


class OrganisationField:
    """Adds the organisation that an account speaks for."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].help_text = ORGANISATION_HELP


class PortalUserCreationForm(OrganisationField, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"organisation"}
        widgets = {"groups": forms.CheckboxSelectMultiple}


class PortalUserEditForm(OrganisationField, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"organisation"}
        widgets = {"groups": forms.CheckboxSelectMultiple}


class PortalLoginForm(LoginForm):
    """Wagtail's, with the one label that it leaves in English."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mot de passe"


class QuickOrganisationForm(WagtailAdminModelForm):
    """An organisation added while choosing one; its record is completed later."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Organisation
        fields = ["name", "type", "acronym", "website"]


class QuickPersonForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Person
        fields = ["name", "function"]
