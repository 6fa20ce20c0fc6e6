"""The roles of the portal with the least rights each needs, and the workflow « Relecture »."""

from django.db import migrations

EDITOR, REVIEWER, ADMINISTRATOR, PARTNER = "Éditeur", "Relecteur", "Administrateur", "Partenaire"
STOCK_GROUPS = {"Editors": EDITOR, "Moderators": REVIEWER}
WORKFLOW, STOCK_WORKFLOW = "Relecture", "Moderators approval"

WRITE = ("add", "change", "view")
# What each role may do to plain records, beyond what the role before it may: (app, model) → actions.
RECORDS = {
    EDITOR: {
        ("directory", "organisation"): WRITE,
        ("directory", "person"): WRITE,
        ("resources", "reference"): WRITE,
        ("events", "series"): WRITE,
        ("taxonomy", "term"): WRITE,
        ("taxonomy", "theme"): WRITE,
        ("taxonomy", "territory"): WRITE,  # quartiers only: see taxonomy.permissions
        ("core", "tag"): (*WRITE, "delete"),  # merging deletes
    },
    REVIEWER: {
        ("directory", "organisation"): ("delete",),
        ("directory", "person"): ("delete",),
        ("resources", "reference"): ("delete",),
        ("events", "series"): ("delete",),
        ("taxonomy", "term"): ("delete",),
        ("taxonomy", "theme"): ("delete",),
        ("taxonomy", "territory"): ("delete",),
    },
    ADMINISTRATOR: {
        ("taxonomy", "audience"): (*WRITE, "delete"),
        ("core", "portalsettings"): ("change",),
        ("directory", "user"): (*WRITE, "delete"),
        ("auth", "group"): (*WRITE, "delete"),
        ("wagtailcore", "workflow"): ("add", "change", "delete"),
        ("wagtailcore", "task"): ("add", "change", "delete"),
        ("wagtailcore", "groupapprovaltask"): ("add", "change", "delete"),
        ("wagtailredirects", "redirect"): (*WRITE, "delete"),
    },
}
# An editor drafts anything and submits it; a reviewer publishes.
PAGES = {
    EDITOR: ("add", "change"),
    REVIEWER: ("publish", "lock", "unlock"),
    ADMINISTRATOR: ("bulk_delete",),
}
# Whoever may change any file may delete any file: editors change their own.
COLLECTIONS = {
    EDITOR: {
        ("wagtailimages", "image"): ("add", "choose"),
        ("wagtaildocs", "document"): ("add", "choose"),
        ("wagtailmedia", "media"): ("add",),
    },
    REVIEWER: {
        ("wagtailimages", "image"): ("change",),
        ("wagtaildocs", "document"): ("change",),
        ("wagtailmedia", "media"): ("change",),
    },
    ADMINISTRATOR: {("wagtailcore", "collection"): ("add", "change", "delete")},
}
LADDER = (EDITOR, REVIEWER, ADMINISTRATOR)


def create_roles_and_workflow(apps, schema_editor):
    groups = _groups(apps)
    for step, name in enumerate(LADDER):
        _empty(groups[name])
        for lower in LADDER[: step + 1]:
            _grant(apps, groups[name], lower)
    _empty(groups[PARTNER])
    _make_workflow(apps, [groups[REVIEWER], groups[ADMINISTRATOR]])


def _groups(apps):
    """The four groups; Wagtail's own two become the first two, with whoever is in them."""
    Group = apps.get_model("auth", "Group")
    for former, name in STOCK_GROUPS.items():
        if not Group.objects.filter(name=name).exists():
            Group.objects.filter(name=former).update(name=name)
    return {name: Group.objects.get_or_create(name=name)[0] for name in (*LADDER, PARTNER)}


def _empty(group):
    group.permissions.clear()
    group.page_permissions.all().delete()
    group.collection_permissions.all().delete()


def _grant(apps, group, role):
    """Gives ``group`` what ``role`` has of its own."""
    home = apps.get_model("wagtailcore", "Site").objects.get(is_default_site=True).root_page
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    group.permissions.add(_admin_access(apps))
    for (app, model), actions in RECORDS[role].items():
        group.permissions.add(*(_permission(apps, app, model, action) for action in actions))
    for action in PAGES[role]:
        group.page_permissions.get_or_create(page=home, permission=_permission(apps, "wagtailcore", "page", action))
    for (app, model), actions in COLLECTIONS[role].items():
        for action in actions:
            permission = _permission(apps, app, model, action)
            group.collection_permissions.get_or_create(collection=collection, permission=permission)


def _admin_access(apps):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    return permission


def _permission(apps, app, model, action):
    """The permission, made here on a new database: Django makes its own only once every migration has run."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {apps.get_model(app, model)._meta.verbose_name}"},
    )
    return permission


def _make_workflow(apps, groups):
    """Wagtail's own workflow under its French name, for the whole site."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    content_type, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    if not Workflow.objects.filter(name=WORKFLOW).exists():
        Workflow.objects.filter(name=STOCK_WORKFLOW).update(name=WORKFLOW)
    if not GroupApprovalTask.objects.filter(name=WORKFLOW).exists():
        apps.get_model("wagtailcore", "Task").objects.filter(name=STOCK_WORKFLOW).update(name=WORKFLOW)
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    task, _ = GroupApprovalTask.objects.get_or_create(
        name=WORKFLOW, defaults={"active": True, "content_type": content_type}
    )
    task.groups.set(groups)
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task=task, defaults={"sort_order": 0}
    )
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(page=root, defaults={"workflow": workflow})


def rename_back(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for former, name in STOCK_GROUPS.items():
        Group.objects.filter(name=name).update(name=former)
    Group.objects.filter(name__in=(ADMINISTRATOR, PARTNER)).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).update(name=STOCK_WORKFLOW)
    apps.get_model("wagtailcore", "Task").objects.filter(name=WORKFLOW).update(name=STOCK_WORKFLOW)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_front_page"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("directory", "0001_initial"),
        ("taxonomy", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]
    operations = [migrations.RunPython(create_roles_and_workflow, rename_back)]
