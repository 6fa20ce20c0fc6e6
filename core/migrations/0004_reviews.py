import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_expiry_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="knowledgepage",
            name="confirmed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="relecture"),
        ),
        migrations.AlterField(
            model_name="knowledgepage",
            name="review_by",
            field=models.DateField(
                blank=True,
                help_text="Passé ce jour, la page dit qu’elle attend une relecture. Vide : dix-huit mois après sa "
                "première publication pour un retour d’expérience, un an pour une fiche pratique.",
                null=True,
                verbose_name="à relire avant le",
            ),
        ),
        migrations.CreateModel(
            name="ReviewLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_on", models.DateField(verbose_name="envoyée le")),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_letter",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "verbose_name": "lettre de relecture",
                "verbose_name_plural": "lettres de relecture",
            },
        ),
    ]
