"""The full-text tables, which Django does not manage: one per database engine."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_fts USING fts5("
    "title, title_stems, summary, summary_stems, filing, filing_stems, body, body_stems, loose, "
    # Words come ready-made from the French analysis: split at spaces, nothing folded again.
    "tokenize = \"unicode61 remove_diacritics 0 tokenchars '-_.@&+°'\")",
    "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_fts, 'col')",
)
POSTGRESQL = (
    "CREATE TABLE search_fts (id bigint PRIMARY KEY, vector tsvector NOT NULL)",
    "CREATE INDEX search_fts_vector ON search_fts USING gin (vector)",
)


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS search_vocabulary")
    schema_editor.execute("DROP TABLE IF EXISTS search_fts")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
