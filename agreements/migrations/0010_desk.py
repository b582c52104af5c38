from django.db import migrations, models

from inserm_intl.indexes import PostgreSQLIndex


class Migration(migrations.Migration):
    dependencies = [("agreements", "0009_dismissals")]

    operations = [
        migrations.AddIndex("agreement", models.Index(fields=["last_day"], name="agreement_last_day")),
        PostgreSQLIndex("agreements_agreement_numbers", "agreements_agreement USING gin (folded_internal gin_trgm_ops)"),
    ]
