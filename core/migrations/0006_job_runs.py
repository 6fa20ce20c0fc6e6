from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_pace"),
    ]

    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(help_text="Celui du travail.", max_length=80, unique=True, verbose_name="repère"),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        blank=True, help_text="Jour et heure.", null=True, verbose_name="prochaine fois"
                    ),
                ),
                (
                    "claimed_by",
                    models.CharField(
                        blank=True, default="", help_text="Un processus.", max_length=64, verbose_name="pris par"
                    ),
                ),
                (
                    "claimed_until",
                    models.DateTimeField(
                        blank=True, help_text="Jour et heure.", null=True, verbose_name="pris jusqu’au"
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(blank=True, help_text="Jour et heure.", null=True, verbose_name="commencé le"),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, help_text="Jour et heure.", null=True, verbose_name="terminé le"),
                ),
                (
                    "failed_at",
                    models.DateTimeField(blank=True, help_text="Jour et heure.", null=True, verbose_name="échoué le"),
                ),
                (
                    "error",
                    models.CharField(
                        blank=True, default="", help_text="La dernière, en mots.", max_length=300, verbose_name="erreur"
                    ),
                ),
            ],
            options={
                "verbose_name": "travail programmé",
                "verbose_name_plural": "travaux programmés",
                "ordering": ["name"],
            },
        ),
    ]
