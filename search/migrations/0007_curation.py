"""What editors add to the search: synonyms, items shown first."""

import django.db.models.deletion
from django.db import migrations, models

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
DIRECTIONS = [
    ("both", "dans les deux sens : chaque mot trouve tous les autres"),
    ("one_way", "dans un seul sens : le mot tapé trouve aussi les autres"),
]
MATCHINGS = [
    ("words", "tous ces mots sont dans la question, avec d’autres ou non"),
    ("whole", "la question ne dit rien d’autre que ces mots"),
]


class Migration(migrations.Migration):
    dependencies = [("search", "0006_copies"), ("core", "0002_owners")]
    operations = [
        migrations.CreateModel(
            name="SynonymRule",
            fields=[
                ID,
                (
                    "direction",
                    models.CharField(
                        choices=DIRECTIONS,
                        default="both",
                        help_text="« bac » et « conteneur » se valent : dans les deux sens. « poubelle » trouve aussi « déchets », sans que l’inverse soit vrai : dans un seul sens.",
                        max_length=10,
                        verbose_name="sens",
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        help_text="Seulement pour une règle dans un seul sens : le mot que l’on tape. Laissez vide sinon.",
                        max_length=120,
                        verbose_name="mot tapé",
                    ),
                ),
                (
                    "terms",
                    models.TextField(
                        help_text="Un par ligne, d’un ou plusieurs mots, sans article : « bac », « point d’apport volontaire ». Les accents, les majuscules et les pluriels ne comptent pas. Écrivez un sigle en capitales.",
                        max_length=2000,
                        verbose_name="mots",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Pour vos collègues : d’où vient la demande, ce que cela corrige. N’est pas publiée.",
                        max_length=1000,
                        verbose_name="note",
                    ),
                ),
                (
                    "active",
                    models.BooleanField(
                        default=True,
                        help_text="Décochez pour suspendre la règle sans la supprimer.",
                        verbose_name="active",
                    ),
                ),
            ],
            options={
                "verbose_name": "règle de synonymes",
                "verbose_name_plural": "synonymes",
                "ordering": ["word", "terms", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SetAsideRule",
            fields=[
                ID,
                (
                    "code",
                    models.CharField(
                        help_text="Le code de la règle fournie.", max_length=120, unique=True, verbose_name="règle"
                    ),
                ),
                ("set_aside_at", models.DateTimeField(auto_now_add=True, verbose_name="écartée le")),
            ],
            options={
                "verbose_name": "synonyme fourni écarté",
                "verbose_name_plural": "synonymes fournis écartés",
            },
        ),
        migrations.CreateModel(
            name="PromotedResult",
            fields=[
                ID,
                (
                    "questions",
                    models.TextField(
                        help_text="Une par ligne : les mots de celles et ceux qui cherchent, « encombrants », « qui ramasse les encombrants ». Les accents, les majuscules, les pluriels et les petits mots ne comptent pas.",
                        max_length=2000,
                        verbose_name="questions",
                    ),
                ),
                (
                    "matching",
                    models.CharField(
                        choices=MATCHINGS,
                        default="words",
                        help_text="« encombrants » répond aussi à « collecte des encombrants », ou seulement à « encombrants ».",
                        max_length=10,
                        verbose_name="quand",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        help_text="Elle n’apparaît que tant qu’elle est publique : ni brouillon, ni réservée, ni expirée.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promotions",
                        to="core.knowledgepage",
                        verbose_name="fiche à montrer d’abord",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        help_text="Une phrase, facultative, montrée avec la fiche : « Le guide le plus complet sur le sujet. »",
                        max_length=200,
                        verbose_name="pourquoi",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="Le dernier jour où elle est mise en avant. Laissez vide s’il n’y en a pas.",
                        null=True,
                        verbose_name="jusqu’au",
                    ),
                ),
                (
                    "active",
                    models.BooleanField(
                        default=True,
                        help_text="Décochez pour suspendre la mise en avant sans la supprimer.",
                        verbose_name="affichée",
                    ),
                ),
            ],
            options={
                "verbose_name": "résultat mis en avant",
                "verbose_name_plural": "résultats mis en avant",
                "ordering": ["questions", "pk"],
            },
        ),
    ]
