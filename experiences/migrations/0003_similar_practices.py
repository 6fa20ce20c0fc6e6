import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_expiry_index"),
        ("experiences", "0002_context_of_practices"),
    ]

    operations = [
        migrations.CreateModel(
            name="SimilarPractices",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="similar_practices",
                        serialize=False,
                        to="core.knowledgepage",
                    ),
                ),
                ("version", models.BigIntegerField()),
                ("looked_at", models.DateTimeField()),
                ("found", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "retours d’expérience proches",
                "verbose_name_plural": "retours d’expérience proches",
            },
        ),
    ]
