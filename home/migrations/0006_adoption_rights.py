"""Who may read and publish what people tell of the practices they took up: all those who write."""

from django.db import migrations

GROUPS = ("Éditeur", "Relecteur", "Administrateur")
RECORDS = {"adoption": ("add", "change", "delete", "view")}


def grant(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.filter(name__in=GROUPS)
    for model, actions in RECORDS.items():
        permissions = [_permission(apps, model, action) for action in actions]
        for group in groups:
            group.permissions.add(*permissions)


def withdraw(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="experiences", content_type__model__in=RECORDS
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*permissions)


def _permission(apps, model, action):
    """The permission, made here on a new database: Django makes its own only once every migration has run."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    content_type, _ = ContentType.objects.get_or_create(app_label="experiences", model=model)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {apps.get_model('experiences', model)._meta.verbose_name}"},
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [("home", "0005_audience_rights"), ("experiences", "0004_adoptions")]
    operations = [migrations.RunPython(grant, withdraw)]
