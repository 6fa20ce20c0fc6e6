"""How many people each item was of use to, by the day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_expiry_index"),
        ("search", "0012_stems_of_heads"),
    ]

    operations = [
        migrations.CreateModel(
            name="UsefulCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "day",
                    models.DateField(
                        db_index=True, help_text="Le jour seulement : l’heure n’est pas gardée.", verbose_name="jour"
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Combien ont dit ce jour-là qu’elle leur avait été utile.",
                        verbose_name="personnes",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Celle qui a servi.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="useful_counts",
                        to="core.knowledgepage",
                        verbose_name="fiche",
                    ),
                ),
            ],
            options={
                "verbose_name": "fiche utile",
                "verbose_name_plural": "fiches utiles",
                "constraints": [
                    models.UniqueConstraint(fields=("page", "day"), name="one_useful_count_a_day"),
                ],
            },
        ),
    ]
