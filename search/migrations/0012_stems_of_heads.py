"""On PostgreSQL, the stems of titles and summaries in their order; FTS5 keeps those that it is given. A rebuild fills
them: until then the two weigh no more than the rest of an item.
"""

from django.db import migrations

COLUMNS = ("title_stems", "summary_stems")


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for column in COLUMNS:
            schema_editor.execute(f"ALTER TABLE search_fts ADD COLUMN {column} text NOT NULL DEFAULT ''")


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for column in COLUMNS:
            schema_editor.execute(f"ALTER TABLE search_fts DROP COLUMN {column}")


class Migration(migrations.Migration):
    dependencies = [("search", "0011_meaning")]
    operations = [migrations.RunPython(add, remove)]
