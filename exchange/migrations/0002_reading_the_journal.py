"""Administrators read the journal of imports: where content came from, what was refused."""

from django.db import migrations

ADMINISTRATOR = "Administrateur"


def let_administrators_read(apps, schema_editor):
    _administrators(apps).permissions.add(_view_runs(apps))


def take_back(apps, schema_editor):
    _administrators(apps).permissions.remove(_view_runs(apps))


def _administrators(apps):
    return apps.get_model("auth", "Group").objects.get(name=ADMINISTRATOR)


def _view_runs(apps):
    """The permission, made here on a new database: Django makes its own only once every migration has run."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="exchange", model="importrun"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="view_importrun", defaults={"name": "Can view import"}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_import_journal"), ("home", "0003_roles_and_workflow")]
    operations = [migrations.RunPython(let_administrators_read, take_back)]
