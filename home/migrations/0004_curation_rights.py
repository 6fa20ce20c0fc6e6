"""Whoever edits keeps the synonyms and chooses what the search shows first."""

from django.db import migrations

ROLES = ("Éditeur", "Relecteur", "Administrateur")
MODELS = ("synonymrule", "promotedresult")
ACTIONS = ("add", "change", "delete", "view")


def give_the_rights(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*_permissions(apps))


def take_back(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.remove(*_permissions(apps))


def _permissions(apps):
    """Made here on a new database: Django makes its own only once every migration has run."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for model in MODELS:
        content_type, _ = ContentType.objects.get_or_create(app_label="search", model=model)
        name = apps.get_model("search", model)._meta.verbose_name
        for action in ACTIONS:
            yield Permission.objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {name}"}
            )[0]


class Migration(migrations.Migration):
    dependencies = [("home", "0003_roles_and_workflow"), ("search", "0007_curation")]
    operations = [migrations.RunPython(give_the_rights, take_back)]
