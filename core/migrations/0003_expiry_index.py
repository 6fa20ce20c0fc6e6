"""When the next page expires is asked after each change of content: an index tells, however many pages there are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0002_owners"), ("wagtailcore", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX portal_page_expiry ON wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
            "DROP INDEX portal_page_expiry",
        ),
    ]
