import django.db.models.deletion
from django.db import migrations, models


def mark_what_made_a_prospect(apps, schema_editor):
    """Those whose day the institution is a prospect since."""
    apps.get_model("agreements", "Identification").objects.filter(
        institution__prospect=True,
        institution__prospect_source="",
        institution__prospect_since=models.F("activity__starts_on"),
    ).update(marked=True)


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0011_reports'),
        ('partners', '0010_prospects_since'),
    ]

    operations = [
        migrations.AddField(
            model_name='contribution',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='version'),
        ),
        migrations.AddField(
            model_name='dismissal',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='version'),
        ),
        migrations.AddField(
            model_name='identification',
            name='marked',
            field=models.BooleanField(default=False, editable=False, help_text='It, or another mission before it.', verbose_name='made it a prospect'),
        ),
        migrations.RunPython(mark_what_made_a_prospect, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='document',
            name='amendment',
            field=models.ForeignKey(blank=True, help_text='Where it belongs to one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='agreements.amendment', verbose_name='amendment'),
        ),
    ]
