from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from inserm_intl.indexes import words_of


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]

    operations = [TrigramExtension(), words_of("partners_institution")]
