from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from inserm_intl.indexes import PostgreSQLIndex, words_of


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [
        TrigramExtension(),
        words_of("agreements_agreement"),
        words_of("agreements_activity"),
        PostgreSQLIndex("agreements_newest", "agreements_agreement (first_day DESC NULLS LAST, id)"),
    ]
