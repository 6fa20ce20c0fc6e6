import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import core.dates


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("experiences", "0003_similar_practices"),
        ("taxonomy", "0002_coordinates"),
    ]

    operations = [
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("adopted", "Adopté"), ("adapted", "Adapté"), ("abandoned", "Abandonné ici")],
                        help_text="Repris tel quel, adapté, ou essayé puis laissé.",
                        max_length=12,
                        verbose_name="ce qui en a été fait",
                    ),
                ),
                (
                    "organisation_name",
                    models.CharField(
                        help_text="Telle que la personne l’écrit. Affichée s’il n’y en a pas dans l’annuaire.",
                        max_length=200,
                        verbose_name="organisation",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="La commune ou le quartier, tel que la personne l’écrit.",
                        max_length=150,
                        verbose_name="lieu",
                    ),
                ),
                (
                    "what_changed",
                    models.CharField(
                        help_text="Une phrase, affichée telle quelle : corrigez-la au besoin.",
                        max_length=300,
                        verbose_name="ce qui a changé",
                    ),
                ),
                (
                    "happened_on",
                    core.dates.PartialDateField(
                        blank=True, default="", help_text="Au jour, au mois ou à l’année.", verbose_name="quand"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Jamais publié. Effacé six mois après la réponse.",
                        max_length=150,
                        verbose_name="nom",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        default="",
                        help_text="Jamais publié. Effacé six mois après la réponse.",
                        max_length=254,
                        verbose_name="courriel",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "À relire"), ("published", "Publié"), ("declined", "Non retenu")],
                        db_index=True,
                        default="received",
                        help_text="Rien ne s’affiche avant « Publié ».",
                        max_length=12,
                        verbose_name="suivi",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        db_index=True,
                        default=django.utils.timezone.now,
                        help_text="Quand le témoignage est arrivé.",
                        verbose_name="reçu le",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Quand il a été publié ou écarté.",
                        null=True,
                        verbose_name="décidé le",
                    ),
                ),
                (
                    "consented_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Vide si vous l’avez saisi vous-même.",
                        null=True,
                        verbose_name="accord donné le",
                    ),
                ),
                (
                    "notified_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Quand le centre en a été averti.",
                        null=True,
                        verbose_name="avis envoyé le",
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(editable=False, max_length=64, null=True, unique=True, verbose_name="empreinte"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        help_text="Si elle y est : son nom mène alors à sa fiche.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adoptions",
                        to="directory.organisation",
                        verbose_name="organisation de l’annuaire",
                    ),
                ),
                (
                    "own_practice",
                    models.ForeignKey(
                        blank=True,
                        help_text="S’il est publié ici : chacune des deux pages mène alors à l’autre.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adopted_from",
                        to="experiences.experiencepage",
                        verbose_name="leur propre retour d’expérience",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        help_text="Celui qui a été repris.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoptions",
                        to="experiences.experiencepage",
                        verbose_name="retour d’expérience",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        help_text="Où cela s’est fait : la carte le montre. Vide : celui de l’organisation de l’annuaire.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adoptions",
                        to="taxonomy.territory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "essaimage",
                "verbose_name_plural": "essaimages",
                "ordering": ["-received_at", "-pk"],
            },
        ),
    ]
