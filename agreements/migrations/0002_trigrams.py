from django.db import migrations

from inserm_intl.trigrams import TrigramIndex


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [
        TrigramIndex("agreements_agreement"),
        TrigramIndex("agreements_activity"),
    ]
