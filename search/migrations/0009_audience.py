"""What the public asks: questions counted by the day, and requests put to the centre."""

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_owners"),
        ("search", "0008_attachments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentaryRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.TextField(help_text="Ce que la personne cherche.", max_length=3000, verbose_name="question"),
                ),
                (
                    "purpose",
                    models.TextField(
                        blank=True,
                        help_text="Ce qu’elle prépare ou a déjà essayé.",
                        max_length=3000,
                        verbose_name="pour quoi faire",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="Le quartier ou la commune concernée.",
                        max_length=150,
                        verbose_name="lieu",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, help_text="Comment l’appeler.", max_length=150, verbose_name="nom"),
                ),
                ("email", models.EmailField(help_text="Où lui répondre.", max_length=254, verbose_name="courriel")),
                (
                    "organisation",
                    models.CharField(
                        blank=True,
                        help_text="Pour qui elle travaille ou agit.",
                        max_length=150,
                        verbose_name="organisation",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        db_index=True,
                        default=django.utils.timezone.now,
                        help_text="Quand la demande est arrivée.",
                        verbose_name="reçue le",
                    ),
                ),
                (
                    "consented_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Quand la personne a accepté que sa demande soit gardée. Vide si vous l’avez saisie pour elle.",
                        null=True,
                        verbose_name="accord donné le",
                    ),
                ),
                (
                    "notified_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Quand le centre en a été averti par courriel. Vide si le message n’est pas parti.",
                        null=True,
                        verbose_name="avis envoyé le",
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(editable=False, max_length=64, null=True, unique=True, verbose_name="empreinte"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "Nouvelle"),
                            ("in_progress", "En cours"),
                            ("answered", "Répondue"),
                            ("closed", "Sans suite"),
                        ],
                        default="new",
                        help_text="« Répondue » ou « Sans suite » la ferme ; douze mois plus tard, elle est effacée.",
                        max_length=12,
                        verbose_name="suivi",
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        help_text="En quelques lignes, pour qui recevra la même question. Non publié.",
                        verbose_name="réponse donnée",
                    ),
                ),
                ("notes", models.TextField(blank=True, help_text="Pour l’équipe seulement.", verbose_name="notes")),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Douze mois après, la demande est effacée.",
                        null=True,
                        verbose_name="fermée le",
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        help_text="Qui s’en occupe.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="suivie par",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande documentaire",
                "verbose_name_plural": "demandes documentaires",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SearchCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "day",
                    models.DateField(help_text="Le jour seulement : l’heure n’est pas gardée.", verbose_name="jour"),
                ),
                (
                    "question",
                    models.CharField(
                        help_text="Ses mots en minuscules, sans accents ni ponctuation.",
                        max_length=100,
                        verbose_name="question",
                    ),
                ),
                (
                    "shown",
                    models.CharField(
                        help_text="Comme on l’a écrite la dernière fois de la journée.",
                        max_length=100,
                        verbose_name="telle que tapée",
                    ),
                ),
                (
                    "searches",
                    models.PositiveIntegerField(
                        default=0, help_text="Combien de fois elle a été posée ce jour.", verbose_name="recherches"
                    ),
                ),
                (
                    "without_result",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Combien de fois rien n’a été trouvé, sans aucun filtre.",
                        verbose_name="sans résultat",
                    ),
                ),
                (
                    "results",
                    models.PositiveIntegerField(
                        help_text="Combien elle a trouvé de fiches la dernière fois, sans aucun filtre.",
                        null=True,
                        verbose_name="résultats",
                    ),
                ),
                (
                    "clicks",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Combien de résultats ont été ouverts. Sans JavaScript, un clic n’est pas compté.",
                        verbose_name="clics",
                    ),
                ),
                (
                    "ranks",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="La somme des rangs des résultats ouverts ; leur moyenne dit s’ils sont en tête.",
                        verbose_name="rangs",
                    ),
                ),
            ],
            options={
                "verbose_name": "question cherchée",
                "verbose_name_plural": "questions cherchées",
                "indexes": [models.Index(fields=["question", "-day"], name="counts_of_question")],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "question"), name="one_count_a_day_and_question")
                ],
            },
        ),
        migrations.CreateModel(
            name="AnsweringPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "page",
                    models.ForeignKey(
                        help_text="Une fiche du portail que vous avez indiquée à la personne.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="core.knowledgepage",
                        verbose_name="fiche",
                    ),
                ),
                (
                    "request",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answering_pages",
                        to="search.documentaryrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "fiche indiquée",
                "verbose_name_plural": "fiches indiquées",
                "constraints": [models.UniqueConstraint(fields=("request", "page"), name="answering_page_once")],
            },
        ),
    ]
