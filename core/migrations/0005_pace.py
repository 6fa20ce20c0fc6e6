"""What counts sendings is of core; its table stays as it is."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_reviews"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Pace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                help_text="Une empreinte, bonne pour la journée.",
                                max_length=64,
                                unique=True,
                                verbose_name="clef",
                            ),
                        ),
                        ("left", models.FloatField(help_text="Combien d’envois il reste.", verbose_name="reste")),
                        (
                            "at",
                            models.DateTimeField(
                                db_index=True,
                                default=django.utils.timezone.now,
                                help_text="Quand il en restait autant.",
                                verbose_name="compté le",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cadence",
                        "verbose_name_plural": "cadences",
                        "db_table": "experiences_pace",
                    },
                ),
            ],
        ),
    ]
