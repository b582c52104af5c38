from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_calls_folded")]

    operations = [
        migrations.AddIndex("agreementperiod", models.Index(fields=["since"], name="period_since")),
        migrations.AddIndex("amendment", models.Index(fields=["signed_on"], name="amendment_signed")),
        migrations.AddIndex("party", models.Index(fields=["signed_on"], name="party_signed")),
    ]
