"""Vectors of items. ``manage.py make_vectors`` makes them, where there is a model."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0010_prefixes")]
    operations = [
        migrations.CreateModel(
            name="ItemMeaning",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="meaning",
                        serialize=False,
                        to="core.knowledgepage",
                    ),
                ),
                ("model", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64)),
                ("opening", models.BinaryField()),
                ("passages", models.BinaryField()),
                ("version", models.BigIntegerField()),
            ],
            options={"verbose_name": "sens d’un contenu", "verbose_name_plural": "sens des contenus"},
        ),
    ]
