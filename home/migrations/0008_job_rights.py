"""Who reads what the portal does by itself: those who can have it looked at."""

from django.db import migrations

ADMINISTRATOR = "Administrateur"


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=ADMINISTRATOR):
        group.permissions.add(_permission(apps))


def withdraw(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=ADMINISTRATOR):
        group.permissions.remove(_permission(apps))


def _permission(apps):
    """The permission, made here on a new database: Django makes its own only once every migration has run."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="core", model="jobrun"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="view_jobrun", defaults={"name": "Can view travail programmé"}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [("home", "0007_proposal_rights"), ("core", "0006_job_runs")]
    operations = [migrations.RunPython(grant, withdraw)]
