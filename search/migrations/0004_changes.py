"""What keeps copies of the index up to date: versions, and the journal of changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0003_titles_in_order")]
    operations = [
        migrations.AddField("indexeditem", "filing", models.TextField(default="")),
        migrations.AddField("indexeditem", "passages", models.JSONField(default=list)),
        migrations.AddField("indexeditem", "version", models.BigIntegerField(default=0)),
        migrations.CreateModel(
            name="IndexChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.BigIntegerField()),
                ("item", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "changement de l’index public",
                "verbose_name_plural": "changements de l’index public",
                "indexes": [models.Index(fields=["version", "item"], name="change_by_version")],
            },
        ),
    ]
