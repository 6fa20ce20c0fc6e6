import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_expiry_index"),
        ("experiences", "0004_adoptions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "nonce",
                    models.CharField(
                        editable=False, help_text="Sert à refaire le lien privé.", max_length=32, verbose_name="sel"
                    ),
                ),
                (
                    "digest",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="empreinte du lien"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Brouillon"),
                            ("submitted", "Reçue"),
                            ("in_review", "En relecture"),
                            ("changes_asked", "À compléter par la personne"),
                            ("published", "Publiée"),
                            ("declined", "Non retenue"),
                            ("withdrawn", "Retirée"),
                        ],
                        db_index=True,
                        default="draft",
                        help_text="Où elle en est.",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Tel que la personne l’écrit.",
                        max_length=255,
                        verbose_name="titre",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, default="", help_text="Comment l’appeler.", max_length=150, verbose_name="nom"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, default="", help_text="Où lui écrire.", max_length=254, verbose_name="courriel"
                    ),
                ),
                (
                    "data",
                    models.JSONField(
                        default=dict, help_text="Par étape, telles qu’elles ont été écrites.", verbose_name="réponses"
                    ),
                ),
                (
                    "sent",
                    models.JSONField(
                        default=dict,
                        help_text="Celles de la dernière version envoyée.",
                        verbose_name="réponses envoyées",
                    ),
                ),
                (
                    "consents",
                    models.JSONField(
                        default=dict, help_text="Chaque accord, et quand il a été donné.", verbose_name="accords"
                    ),
                ),
                (
                    "comment",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Le dernier adressé à la personne.",
                        verbose_name="mot du centre",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="Combien de fois elle a été enregistrée.", verbose_name="version"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True,
                        default=django.utils.timezone.now,
                        help_text="Jour et heure.",
                        verbose_name="commencée le",
                    ),
                ),
                (
                    "modified_at",
                    models.DateTimeField(
                        db_index=True,
                        default=django.utils.timezone.now,
                        help_text="Jour et heure.",
                        verbose_name="modifiée le",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        blank=True, help_text="Vide : elle ne l’a pas encore été.", null=True, verbose_name="envoyée le"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, help_text="Publiée, non retenue ou retirée.", null=True, verbose_name="close le"
                    ),
                ),
                (
                    "warned_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Quand la personne a su que son brouillon serait effacé.",
                        null=True,
                        verbose_name="prévenue le",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Le compte partenaire qui propose, s’il y en a un.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        help_text="Le retour d’expérience qui en est fait.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="experiences.experiencepage",
                        verbose_name="fiche",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposition",
                "verbose_name_plural": "propositions",
                "ordering": ["-modified_at", "-pk"],
                "permissions": [("decline_proposal", "Peut ne pas retenir une proposition")],
            },
        ),
        migrations.CreateModel(
            name="ProposalFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("photo", "Photo"), ("document", "Document")],
                        help_text="Photo ou document.",
                        max_length=10,
                        verbose_name="sorte",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        help_text="Vérifié à son arrivée.",
                        upload_to="propositions/",
                        verbose_name="fichier",
                    ),
                ),
                ("size", models.PositiveIntegerField(default=0, help_text="En octets.", verbose_name="taille")),
                (
                    "title",
                    models.CharField(
                        blank=True, default="", help_text="Ce qu’est le document.", max_length=150, verbose_name="titre"
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Ce que montre la photo, en une phrase.",
                        max_length=255,
                        verbose_name="description",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True, default="", help_text="Qui a pris la photo.", max_length=200, verbose_name="crédit"
                    ),
                ),
                (
                    "people",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nobody", "Personne n’est reconnaissable"),
                            ("agreed", "Les personnes reconnaissables sont d’accord"),
                        ],
                        default="",
                        help_text="Leur accord.",
                        max_length=10,
                        verbose_name="personnes visibles",
                    ),
                ),
                (
                    "people_agreed_at",
                    models.DateTimeField(
                        blank=True, help_text="Jour et heure.", null=True, verbose_name="accord dit le"
                    ),
                ),
                (
                    "removed",
                    models.BooleanField(
                        default=False,
                        help_text="La personne l’a repris : il quitte la fiche au prochain envoi.",
                        verbose_name="retiré",
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="Jour et heure.", verbose_name="ajouté le"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.portaldocument",
                        verbose_name="document",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.portalimage",
                        verbose_name="image",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="experiences.proposal",
                        verbose_name="proposition",
                    ),
                ),
            ],
            options={
                "verbose_name": "fichier d’une proposition",
                "verbose_name_plural": "fichiers d’une proposition",
                "ordering": ["pk"],
            },
        ),
    ]
