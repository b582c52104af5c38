from django.db import migrations, models


def of_private_institutions(apps, schema_editor):
    """Merges made before say in their journal whether what was merged was published."""
    addresses = apps.get_model("partners", "FormerAddress").objects
    for merge in apps.get_model("partners", "Merge").objects.filter(undone_at=None):
        deleted = [row for step in merge.journal if step["do"] == "delete" for row in step["rows"]]
        institutions = [row for row in deleted if row["model"] == "partners.institution"]
        private = [row["pk"] for row in institutions if not row["fields"]["published"]]
        addresses.filter(key__in=private).update(published=False)


class Migration(migrations.Migration):
    dependencies = [("partners", "0010_prospects_since")]

    operations = [
        migrations.AddField(
            model_name="formeraddress",
            name="published",
            field=models.BooleanField(db_default=True, default=True, verbose_name="published"),
        ),
        migrations.RunPython(of_private_institutions, migrations.RunPython.noop),
    ]
