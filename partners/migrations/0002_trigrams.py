from django.db import migrations

from inserm_intl.trigrams import TrigramIndex


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]

    operations = [
        TrigramIndex("partners_institution"),
    ]
