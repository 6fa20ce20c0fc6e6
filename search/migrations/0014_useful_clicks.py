"""What tells a second click on « Cela m'a été utile », for all processes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0013_usefulness")]

    operations = [
        migrations.CreateModel(
            name="UsefulClick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mark",
                    models.CharField(
                        help_text="Ni la personne ni la fiche ne s’y retrouvent.",
                        max_length=64,
                        unique=True,
                        verbose_name="empreinte",
                    ),
                ),
                (
                    "day",
                    models.DateField(db_index=True, help_text="Oubliée le lendemain.", verbose_name="jour"),
                ),
            ],
            options={"verbose_name": "clic compté", "verbose_name_plural": "clics comptés"},
        ),
    ]
