"""Who reads what is proposed: all those who write. Who may say no to it, or erase it: those who publish."""

from django.db import migrations

RIGHTS = {
    "Éditeur": ("view",),
    "Relecteur": ("view", "decline", "delete"),
    "Administrateur": ("view", "decline", "delete"),
}


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        group.permissions.add(*(_permission(apps, action) for action in RIGHTS[group.name]))


def withdraw(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="experiences", content_type__model="proposal"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        group.permissions.remove(*permissions)


def _permission(apps, action):
    """The permission, made here on a new database: Django makes its own only once every migration has run."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="experiences", model="proposal"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_proposal", defaults={"name": f"Can {action} proposition"}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [("home", "0006_adoption_rights"), ("experiences", "0005_proposals")]
    operations = [migrations.RunPython(grant, withdraw)]
