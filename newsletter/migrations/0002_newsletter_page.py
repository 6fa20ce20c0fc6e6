"""The page of the newsletter, under the front page."""

import uuid

from django.db import migrations
from django.utils import timezone

STEP = 4  # characters of a tree path for each level (treebeard's default in Wagtail)
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SLUG, TITLE = "newsletter", "La lettre du centre"
INTRO = "<p>Ce que le réseau prépare, publie et cherche, rassemblé avec les partenaires.</p>"


def encoded(number):
    """A step of a tree path: ``number`` in base 36, padded."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits.rjust(STEP, "0")


def create_newsletter_page(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    site = apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).first()
    if site is None:
        return
    home = site.root_page
    beside = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1)
    slugs, last = set(beside.values_list("slug", flat=True)), beside.order_by("path").last()
    slug = next(name for name in (SLUG, *(f"{SLUG}-{number}" for number in range(2, 100))) if name not in slugs)
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsletter", model="newsletterpage"
    )
    now = timezone.now()
    apps.get_model("newsletter", "NewsletterPage").objects.create(
        title=TITLE, draft_title=TITLE, slug=slug, content_type=content_type, intro=INTRO,
        path=home.path + encoded(int(last.path[-STEP:], 36) + 1 if last else 1), depth=home.depth + 1, numchild=0,
        url_path=f"{home.url_path}{slug}/", locale_id=home.locale_id, live=True, first_published_at=now,
        last_published_at=now, translation_key=uuid.uuid4(),
    )  # fmt: skip
    Page.objects.filter(pk=home.pk).update(numchild=home.numchild + 1)


def remove_newsletter_page(apps, schema_editor):
    """What stands under it was deleted with its tables."""
    Page = apps.get_model("wagtailcore", "Page")
    for page in Page.objects.filter(content_type__app_label="newsletter", content_type__model="newsletterpage"):
        Page.objects.filter(path=page.path[:-STEP]).update(
            numchild=Page.objects.get(path=page.path[:-STEP]).numchild - 1
        )
        Page.objects.filter(path__startswith=page.path).delete()


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0001_initial"), ("home", "0007_proposal_rights")]
    operations = [migrations.RunPython(create_newsletter_page, remove_newsletter_page)]
