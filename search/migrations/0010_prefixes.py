"""What suggestions look up from the first letters: titles by their beginning."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0009_audience")]
    operations = [
        migrations.AddIndex(
            "indexeditem",
            models.Index(fields=["sort_title"], name="indexed_by_title", opclasses=["varchar_pattern_ops"]),
        ),
    ]
