"""The text of attached files. ``manage.py read_attachments`` fills it for the documents that are there already."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATUSES = [
    ("read", "Lu en entier : la recherche publique le trouve par son contenu."),
    ("partial", "Trop long pour être lu en entier : la recherche connaît son début."),
    ("empty", "Aucun texte lisible (image scannée ?) : la recherche ne connaît que son titre."),
    ("locked", "Protégé par un mot de passe : la recherche ne connaît que son titre."),
    ("unreadable", "Illisible ou abîmé : la recherche ne connaît que son titre."),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.WAGTAILDOCS_DOCUMENT_MODEL),
        ("search", "0007_curation"),
    ]
    operations = [
        migrations.CreateModel(
            name="DocumentText",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        help_text="Le fichier dont c’est le texte.",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text_read",
                        serialize=False,
                        to=settings.WAGTAILDOCS_DOCUMENT_MODEL,
                        verbose_name="document",
                    ),
                ),
                (
                    "file_hash",
                    models.CharField(
                        help_text="Elle change avec le fichier : il est alors relu.",
                        max_length=40,
                        verbose_name="empreinte du fichier lu",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=STATUSES,
                        help_text="Ce que la lecture du fichier a donné.",
                        max_length=10,
                        verbose_name="lecture du fichier",
                    ),
                ),
                (
                    "pages",
                    models.JSONField(
                        default=list,
                        help_text="Une seule page pour ce qui n’en a pas de fixes.",
                        verbose_name="texte, page par page",
                    ),
                ),
                (
                    "extracted_at",
                    models.DateTimeField(auto_now=True, help_text="Le moment de la lecture.", verbose_name="lu le"),
                ),
            ],
            options={"verbose_name": "texte d’un document", "verbose_name_plural": "textes des documents"},
        ),
    ]
