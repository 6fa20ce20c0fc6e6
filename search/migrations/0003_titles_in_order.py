from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = [
        migrations.AddField("indexeditem", "sort_title", models.CharField(default="", max_length=255)),
        migrations.RemoveField("indexeditem", "url"),
    ]
