"""The admin forms of accounts."""

from __future__ import annotations

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm

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
