"""What counts sendings is of core (its migration 0005); its table stays as it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_pace"),
        ("experiences", "0005_proposals"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Pace")]),
    ]
