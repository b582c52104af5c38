import inserm_intl.folding
import inserm_intl.indexes
import inserm_intl.shapes
from django.db import migrations


def shape_institutions(apps, schema_editor):
    inserm_intl.folding.refold(apps.get_model("partners", "Institution")._base_manager.all())


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_cooperations_figures")]

    operations = [
        migrations.AddField(
            model_name="institution",
            name="shapes",
            field=inserm_intl.shapes.ShapeField(
                "name_fr",
                "name_en",
                "name_es",
                "native_name",
                "acronym",
                "aliases",
                blank=True,
                default="",
                editable=False,
            ),
        ),
        migrations.RunPython(shape_institutions, migrations.RunPython.noop),
        inserm_intl.indexes.PostgreSQLIndex(
            "partners_institution_shapes", "partners_institution USING gin (shapes gin_trgm_ops)"
        ),
    ]
