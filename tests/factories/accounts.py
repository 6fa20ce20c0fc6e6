"""People who sign in."""

from __future__ import annotations

import factory
from django.contrib.auth.models import Group, Permission

from directory.models import User

from .directory import OrganisationFactory

PASSWORD = "mot de passe des essais"


class UserFactory(factory.django.DjangoModelFactory):
    """An account. ``editor`` and ``reviewer`` work in the admin; ``partner`` has an account and no access to it."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"compte-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)
    role = ""

    class Params:
        partner = factory.Trait(organisation=factory.SubFactory(OrganisationFactory))
        superuser = factory.Trait(is_staff=True, is_superuser=True)
        editor = factory.Trait(role="Éditeur")
        reviewer = factory.Trait(role="Relecteur")

    @classmethod
    def _create(cls, model_class: type[User], *args: object, role: str = "", **kwargs: object) -> User:
        user = super()._create(model_class, *args, **kwargs)
        if role:
            user.groups.add(role_group(role))
        return user


# What the portal calls each role, and what Wagtail's first migration calls the group nearest to it.
STOCK_GROUPS = {"Éditeur": "Editors", "Relecteur": "Moderators"}


def role_group(name: str) -> Group:
    group = Group.objects.filter(name__startswith=name).first() or Group.objects.get(name=STOCK_GROUPS[name])
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group
