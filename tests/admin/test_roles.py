"""Who can do what: the editor drafts and submits, the reviewer publishes, the administrator keeps the house."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page, Task, Workflow
from wagtail.permissions import policy_registry

from core.models import Tag
from directory.models import Organisation, User
from experiences.models import ExperienceIndexPage, ExperiencePage
from home.models import HomePage
from taxonomy.models import Territory
from tests.factories import ExperiencePageFactory, OrganisationFactory, TerritoryFactory, UserFactory

from .conftest import Form, add_url, edit_url

pytestmark = pytest.mark.django_db
ROLES = ("Éditeur", "Relecteur", "Administrateur")
# Menu entries that each role sees, in their order.
EVERYDAY = [
    "Pages", "Images", "Documents", "Sons et vidéos", "Annuaire", "Références", "Vocabulaires", "Recherche", "Rapports",
]  # fmt: skip


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(role="Administrateur")


def may(user: User, action: str, model: type) -> bool:
    return policy_registry.get_by_type(model).user_has_permission(user, action)


def test_the_four_roles_are_there_and_wagtails_own_are_not() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {*ROLES, "Partenaire"}


def test_a_partner_does_not_enter_the_admin(partner: User, signed_in: Callable[[User], Client]) -> None:
    partner.groups.add(Group.objects.get(name="Partenaire"))
    response = signed_in(partner).get(reverse("wagtailadmin_home"))
    assert response.status_code == 302
    assert not Group.objects.get(name="Partenaire").permissions.exists()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_drafts_pages(role: str) -> None:
    permissions = HomePage.objects.get().permissions_for_user(UserFactory(role=role))
    assert permissions.can_edit()
    assert ExperienceIndexPage.objects.get().permissions_for_user(UserFactory(role=role)).can_add_subpage()


@pytest.mark.parametrize(("role", "publishes"), [("Éditeur", False), ("Relecteur", True), ("Administrateur", True)])
def test_an_editor_does_not_publish_and_the_others_do(role: str, publishes: bool) -> None:
    page = ExperiencePageFactory(live=False)
    permissions = page.permissions_for_user(UserFactory(role=role))
    assert permissions.can_publish() is publishes
    assert permissions.can_lock() is publishes


@pytest.mark.parametrize("role", ROLES)
def test_every_role_keeps_the_directory_and_the_keywords(role: str) -> None:
    user = UserFactory(role=role)
    assert all(may(user, "change", model) for model in (Organisation, Tag))
    assert user.has_perm("core.delete_tag")


def test_only_reviewers_and_administrators_delete_organisations(editor: User, reviewer: User) -> None:
    assert not may(editor, "delete", Organisation)
    assert may(reviewer, "delete", Organisation)


def test_an_editor_changes_only_the_images_of_their_own(editor: User, reviewer: User) -> None:
    policy = policy_registry.get_by_type(get_image_model())
    image = get_image_model()(title="D’une autre", uploaded_by_user=reviewer)
    assert policy.user_has_permission(editor, "add")
    assert not policy.user_has_permission_for_instance(editor, "change", image)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_changes_the_official_territories_and_all_add_quartiers(
    role: str, signed_in: Callable[[User], Client]
) -> None:
    user = UserFactory(role=role)
    commune = TerritoryFactory(name="Gennevilliers", placed=True)
    policy = policy_registry.get_by_type(Territory)
    assert not policy.user_has_permission_for_instance(user, "change", commune)
    browser = signed_in(user)
    assert browser.get(reverse("wagtailsnippets_taxonomy_territory:edit", args=[commune.pk])).status_code == 302
    browser.post(
        reverse("wagtailsnippets_taxonomy_territory:add"), {"name": "Le Luth", "commune": str(commune.pk), "code": ""}
    )
    quartier = Territory.objects.get(name="Le Luth")
    assert (quartier.level, quartier.commune, quartier.epci) == ("quartier", commune, commune.epci)
    assert policy.user_has_permission_for_instance(user, "change", quartier)


def test_two_quartiers_with_nearly_the_same_name_get_codes_of_their_own(
    editor: User, signed_in: Callable[[User], Client]
) -> None:
    commune = TerritoryFactory(placed=True)
    for name in ("Les Grands Ensembles Nord", "Les Grands Ensembles Sud"):
        url = reverse("wagtailsnippets_taxonomy_territory:add")
        signed_in(editor).post(url, {"name": name, "commune": str(commune.pk), "code": ""})
    assert Territory.objects.filter(commune=commune).values("code").distinct().count() == 2


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_is_in_french_in_the_order_of_the_work_and_has_no_dead_end(
    role: str, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(UserFactory(role=role))
    entries = menu_of(browser)
    titles = [title for title, url in entries if url is None or url.startswith("/admin/pages/") or title in EVERYDAY]
    assert [title for title in titles if title in EVERYDAY] == EVERYDAY
    for title, url in entries:
        if url and not url.startswith("#"):
            assert browser.get(url, follow=True).status_code == 200, f"{title} ({url})"


def menu_of(browser: Client) -> list[tuple[str, str | None]]:
    """Every entry of the side menu, sub-menus included."""
    from wagtail.admin.menu import admin_menu

    request = browser.get(reverse("wagtailadmin_home")).wsgi_request
    found: list[tuple[str, str | None]] = []
    for item in sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order):
        inner = getattr(item, "menu", None)
        found.append((str(item.label), None if inner else item.url))
        if inner:
            found += [(str(entry.label), entry.url) for entry in inner.menu_items_for_request(request)]
    return found


# -- the workflow -----------------------------------------------------------------------------------------------------
def test_there_is_one_workflow_and_it_is_called_relecture() -> None:
    workflow = Workflow.objects.get()
    assert workflow.name == "Relecture"
    task = Task.objects.get().specific
    assert {group.name for group in task.groups.all()} == {"Relecteur", "Administrateur"}
    assert ExperienceIndexPage.objects.get().get_workflow() == workflow


def test_an_editor_submits_and_a_reviewer_approves(
    editor: User,
    reviewer: User,
    signed_in: Callable[[User], Client],
    fill_in: Callable[..., Form],
    complete: Callable[[type[Page]], Form],
) -> None:
    writing, reading = signed_in(editor), signed_in(reviewer)
    form = fill_in(writing, ExperiencePage, **complete(ExperiencePage))
    writing.post(add_url(ExperiencePage), form | {"action-publish": "1"})
    page = ExperiencePage.objects.get()
    assert not page.live, "an editor’s “publish” is only a draft"

    writing.post(edit_url(page), fill_in(writing, page) | {"action-submit": "1"})
    page.refresh_from_db()
    assert page.workflow_in_progress
    assert page.title in reading.get(reverse("wagtailadmin_home")).content.decode()

    state = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    reading.post(approve, {"comment": ""})
    page.refresh_from_db()
    assert page.live


def test_an_incomplete_draft_is_not_submitted(
    editor: User, signed_in: Callable[[User], Client], fill_in: Callable[..., Form]
) -> None:
    browser = signed_in(editor)
    page = ExperiencePageFactory(live=False, published_on="")
    response = browser.post(edit_url(page), fill_in(browser, page) | {"action-submit": "1"})
    assert "published_on" in response.context["form"].errors
    page.refresh_from_db()
    assert not page.workflow_in_progress


# -- accounts ---------------------------------------------------------------------------------------------------------
def account_form(user: User, **changes: str | list[str]) -> Form:
    return {
        "username": user.username,
        "email": user.email,
        "first_name": user.first_name or "Anne",
        "last_name": user.last_name or "Durand",
        "is_active": "on",
        **changes,
    }


def test_an_account_is_tied_to_its_organisation(administrator: User, signed_in: Callable[[User], Client]) -> None:
    landlord = OrganisationFactory(name="Est Ensemble Habitat", landlord=True)
    account = UserFactory()
    url = reverse("wagtailusers_users:edit", args=[account.pk])
    browser = signed_in(administrator)
    assert 'name="organisation"' in browser.get(url).content.decode()
    assert 'name="organisation"' in browser.get(reverse("wagtailusers_users:add")).content.decode()
    browser.post(url, account_form(account, organisation=str(landlord.pk)))
    account.refresh_from_db()
    assert account.organisation == landlord


def test_an_administrator_does_not_make_superusers(administrator: User, signed_in: Callable[[User], Client]) -> None:
    account = UserFactory()
    url = reverse("wagtailusers_users:edit", args=[account.pk])
    signed_in(administrator).post(url, account_form(account, is_superuser="on"))
    account.refresh_from_db()
    assert (account.first_name, account.is_superuser) == ("Anne", False)


def test_an_administrator_does_not_touch_a_superusers_account(
    administrator: User, superuser: User, signed_in: Callable[[User], Client]
) -> None:
    url = reverse("wagtailusers_users:edit", args=[superuser.pk])
    form = account_form(superuser, password1="un autre mot de passe", password2="un autre mot de passe")
    signed_in(administrator).post(url, form)
    former = superuser.password
    superuser.refresh_from_db()
    assert superuser.password == former


def test_the_report_of_page_types_is_for_those_who_publish(
    editor: User, reviewer: User, signed_in: Callable[[User], Client]
) -> None:
    report = reverse("wagtailadmin_reports:page_types_usage")
    assert signed_in(editor).get(report).status_code == 302
    assert signed_in(reviewer).get(report).status_code == 200


def test_the_page_chooser_offers_only_what_one_may_see(signed_in: Callable[[User], Client]) -> None:
    from django.contrib.auth.models import Permission
    from wagtail.models import GroupPagePermission

    corner = ExperiencePageFactory(title="Mon coin")
    ExperiencePageFactory(title="Brouillon d’une autre équipe", live=False)
    group = Group.objects.create(name="Un seul coin")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=corner, permission=change)
    user = UserFactory()
    user.groups.add(group)
    chooser = reverse("wagtailadmin_choose_page_child", args=[corner.get_parent().pk])
    assert "d’une autre équipe" not in signed_in(user).get(chooser).content.decode()
    assert "d’une autre équipe" in signed_in(UserFactory(role="Éditeur")).get(chooser).json()["html"]
