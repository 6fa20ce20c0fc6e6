"""Editors compose and correct, reviewers decide and send, administrators see who receives the letter."""

from django.db import migrations

EDITOR, REVIEWER, ADMINISTRATOR = "Éditeur", "Relecteur", "Administrateur"
RIGHTS = {
    EDITOR: {"item": ("view", "change"), "invitation": ("view", "add", "change"), "mailing": ("view",)},
    REVIEWER: {
        "item": ("view", "change", "moderate", "delete"),
        "invitation": ("view", "add", "change", "delete"),
        "mailing": ("view", "add", "change"),
    },
    ADMINISTRATOR: {
        "item": ("view", "change", "moderate", "delete"),
        "invitation": ("view", "add", "change", "delete"),
        "mailing": ("view", "add", "change"),
        "subscriber": ("view", "add", "change", "delete"),
        "newslettersettings": ("change",),
    },
}


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        for model, actions in RIGHTS[group.name].items():
            group.permissions.add(*(_permission(apps, model, action) for action in actions))


def withdraw(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="newsletter")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        group.permissions.remove(*permissions)


def _permission(apps, model, action):
    """The permission, made here on a new database: Django makes its own only once every migration has run."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsletter", model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {apps.get_model('newsletter', model)._meta.verbose_name}"},
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0002_newsletter_page"),
        ("home", "0003_roles_and_workflow"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(grant, withdraw)]
