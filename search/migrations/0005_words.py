"""The words of the index, and on PostgreSQL those of titles and summaries apart; a rebuild fills both."""

from django.db import migrations, models


def add_heads(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_fts ADD COLUMN head tsvector NOT NULL DEFAULT ''")
        schema_editor.execute("CREATE INDEX search_fts_head ON search_fts USING gin (head)")


def remove_heads(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_fts DROP COLUMN head")


class Migration(migrations.Migration):
    dependencies = [("search", "0004_changes")]
    operations = [
        migrations.CreateModel(
            name="IndexedWord",
            fields=[
                ("word", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("folded", models.CharField(db_index=True, max_length=64)),
                ("initial", models.CharField(max_length=1)),
                ("letters", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name": "mot de l’index public",
                "verbose_name_plural": "mots de l’index public",
                "indexes": [models.Index(fields=["initial", "letters"], name="word_by_initial_and_length")],
            },
        ),
        migrations.RunPython(add_heads, remove_heads),
    ]
