from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("taxonomy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="territory",
            name="latitude",
            field=models.FloatField(
                blank=True, help_text="En degrés : 45,1875 pour Grenoble.", null=True, verbose_name="latitude"
            ),
        ),
        migrations.AddField(
            model_name="territory",
            name="longitude",
            field=models.FloatField(
                blank=True, help_text="En degrés : 5,7358 pour Grenoble.", null=True, verbose_name="longitude"
            ),
        ),
    ]
