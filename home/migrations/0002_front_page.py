"""The front page, the list of each kind and the legal pages: what a new portal starts with."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils import timezone

STEP = 4  # characters of a tree path for each level (treebeard's default in Wagtail)
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

LISTS = (
    ("experiences", "ExperienceIndexPage", "experiences", "Retours d’expérience",
     "Des pratiques racontées par celles et ceux qui les ont menées : ce qui a marché, ce qui n’a pas marché, pourquoi."),
    ("resources", "PracticeSheetIndexPage", "fiches", "Fiches pratiques",
     "Comment faire, étape par étape : qui fait quoi, avec quels outils, à quoi faire attention."),
    ("resources", "RecordingIndexPage", "captations", "Captations",
     "Les conférences et les échanges à réécouter ou à revoir, avec leur transcription."),
    ("resources", "BibliographyIndexPage", "bibliographies", "Bibliographies",
     "De quoi lire pour aller plus loin, choisi et commenté."),
    ("events", "EventIndexPage", "rencontres", "Agenda des rencontres",
     "Matinées d’échanges, ateliers, visites, formations : celles qui viennent et celles qui ont eu lieu."),
    ("home", "NewsIndexPage", "actualites", "Actualités", "La vie du réseau et du centre de ressources."),
)  # fmt: skip

TO_COMPLETE = "À compléter par le centre de ressources avant l’ouverture du site."
LEGAL = (
    ("mentions-legales", "Mentions légales", "Qui édite ce site, qui l’héberge, qui en répond."),
    ("donnees-personnelles", "Données personnelles", "Ce que le portail garde de vous, pourquoi, et vos droits."),
    (
        "accessibilite",
        "Accessibilité : non conforme",
        "Où en est l’accessibilité du portail, et que faire en cas de difficulté.",
    ),
)


def encoded(number):
    """A step of a tree path: ``number`` in base 36, padded."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits.rjust(STEP, "0")


def create_front_page(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    root = Page.objects.get(depth=1)
    Page.objects.filter(path__startswith=root.path, depth=2, content_type__model="page").delete()
    now = timezone.now()

    def add(app, model, parent, number, slug, title, **fields):
        ContentType = apps.get_model("contenttypes", "ContentType")
        content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model.lower())
        return apps.get_model(app, model).objects.create(
            title=title, draft_title=title, slug=slug, content_type=content_type, path=parent.path + encoded(number),
            depth=parent.depth + 1, numchild=0, url_path=f"{parent.url_path}{slug}/", locale_id=locale.pk, live=True,
            first_published_at=now, last_published_at=now, latest_revision_created_at=None,
            translation_key=uuid.uuid4(), **fields,
        )  # fmt: skip

    locale, _ = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="fr")
    last = Page.objects.filter(depth=2).order_by("path").last()
    first_free = int(last.path[-STEP:], 36) + 1 if last else 1
    home = add("home", "HomePage", root, first_free, "accueil", "Centre de ressources GUSP",
               intro="<p>Ce que les quartiers nous apprennent : des exemples à reprendre dès demain.</p>")  # fmt: skip
    for number, (app, model, slug, title, intro) in enumerate(LISTS, start=1):
        add(app, model, home, number, slug, title, intro=f"<p>{intro}</p>")
    for number, (slug, title, summary) in enumerate(LEGAL, start=len(LISTS) + 1):
        add("home", "StandardPage", home, number, slug, title, summary=summary, in_search=False,
            external_id=f"page-{slug}", body=[{"type": "paragraph", "value": f"<p>{TO_COMPLETE}</p>"}])  # fmt: skip
    Page.objects.filter(pk=home.pk).update(numchild=len(LISTS) + len(LEGAL))
    Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())
    Site.objects.all().delete()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.create(hostname=address.hostname or "localhost", port=port, root_page_id=home.pk, is_default_site=True,
                        site_name="Centre de ressources GUSP")  # fmt: skip


def remove_front_page(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("experiences", "0001_initial"),
        ("resources", "0001_initial"),
        ("events", "0001_initial"),
        ("search", "0002_full_text"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(create_front_page, remove_front_page)]
