from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """The table of the cache that processes share where CACHE_URL is absent: there whatever the settings say now."""
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [
        ("inserm_intl", "0003_imports"),
    ]

    operations = [migrations.RunPython(create, migrations.RunPython.noop, elidable=False)]
