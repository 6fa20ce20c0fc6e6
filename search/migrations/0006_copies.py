from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0005_words")]
    operations = [
        migrations.CreateModel(
            name="IndexCopy",
            fields=[
                ("name", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("version", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "copie de l’index public",
                "verbose_name_plural": "copies de l’index public",
            },
        ),
    ]
