import inserm_intl.folding
from django.db import migrations


def fold_calls(apps, schema_editor):
    inserm_intl.folding.refold(apps.get_model("agreements", "Call").objects.all())


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_indexes")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="folded",
            field=inserm_intl.folding.FoldedField(
                "title_fr",
                "title_en",
                "title_es",
                "funding_fr",
                "funding_en",
                "funding_es",
                blank=True,
                default="",
                editable=False,
            ),
        ),
        migrations.RunPython(fold_calls, migrations.RunPython.noop),
    ]
