from django.db import migrations, models

import core.choices


class Migration(migrations.Migration):
    dependencies = [
        ("experiences", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="experiencepage",
            name="cost",
            field=models.CharField(
                blank=True,
                choices=[
                    ("none", "Aucune dépense"),
                    ("under_1k", "Moins de 1 000 €"),
                    ("under_10k", "De 1 000 à 10 000 €"),
                    ("under_50k", "De 10 000 à 50 000 €"),
                    ("more", "Plus de 50 000 €"),
                ],
                db_default="",
                default="",
                help_text="Ce qui a été dépensé en tout, hors temps des équipes ; par an si la démarche est permanente.",
                max_length=12,
                verbose_name="coût",
            ),
        ),
        migrations.AddField(
            model_name="experiencepage",
            name="duration",
            field=models.CharField(
                blank=True,
                choices=[
                    ("weeks", "Moins d’un mois"),
                    ("months", "D’un mois à un an"),
                    ("years", "D’un à trois ans"),
                    ("longer", "Plus de trois ans"),
                ],
                db_default="",
                default="",
                help_text="Vide : elle se déduit du début et de la fin, si vous les donnez.",
                max_length=12,
                verbose_name="durée",
            ),
        ),
        migrations.AddField(
            model_name="experiencepage",
            name="effort",
            field=models.CharField(
                blank=True,
                choices=[
                    ("days", "Quelques jours"),
                    ("weeks", "Quelques semaines"),
                    ("months", "Plusieurs mois"),
                    ("post", "Un poste ou une équipe"),
                ],
                db_default="",
                default="",
                help_text="Le temps que les équipes y ont passé en tout.",
                max_length=12,
                verbose_name="effort",
            ),
        ),
        migrations.AddField(
            model_name="experiencepage",
            name="governance",
            field=models.CharField(
                blank=True,
                choices=[
                    ("commune", "Commune"),
                    ("intercommunality", "Intercommunalité"),
                    ("landlord", "Bailleur social"),
                    ("landlords", "Plusieurs bailleurs"),
                    ("shared", "Copilotage ville et bailleurs"),
                    ("association", "Association ou régie de quartier"),
                    ("residents", "Habitantes et habitants"),
                    ("state", "État"),
                ],
                db_default="",
                default="",
                help_text="Qui décide et réunit les autres, quels que soient les partenaires.",
                max_length=16,
                verbose_name="pilotage",
            ),
        ),
        migrations.AddField(
            model_name="experiencepage",
            name="habitat",
            field=core.choices.SeveralField(
                blank=True,
                db_default=[],
                default=list,
                help_text="Où les personnes concernées habitent.",
                verbose_name="habitat",
            ),
        ),
        migrations.AddField(
            model_name="experiencepage",
            name="programmes",
            field=core.choices.SeveralField(
                blank=True,
                db_default=[],
                default=list,
                help_text="Un quartier prioritaire choisi dans l’onglet « Classement » compte déjà.",
                verbose_name="politique de la ville",
            ),
        ),
    ]
