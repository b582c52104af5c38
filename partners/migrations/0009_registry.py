import django.db.models.deletion
import django.utils.timezone
import inserm_intl.folding
import inserm_intl.indexes
import inserm_intl.shapes
import partners.ror
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0008_units_aliases"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegistryRecord",
            fields=[
                (
                    "ror_id",
                    partners.ror.RorIdField(
                        max_length=9, primary_key=True, serialize=False, verbose_name="ROR identifier"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("name_fr", models.CharField(blank=True, max_length=300, verbose_name="name in French")),
                ("name_en", models.CharField(blank=True, max_length=300, verbose_name="name in English")),
                ("name_es", models.CharField(blank=True, max_length=300, verbose_name="name in Spanish")),
                ("native_name", models.CharField(blank=True, max_length=300, verbose_name="name in its own language")),
                ("native_language", models.CharField(blank=True, max_length=12, verbose_name="language of that name")),
                ("acronym", models.CharField(blank=True, max_length=40, verbose_name="acronym")),
                ("aliases", models.TextField(blank=True, verbose_name="other names")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("education", "University or school"),
                            ("healthcare", "Hospital"),
                            ("facility", "Research institute or facility"),
                            ("government", "Public body"),
                            ("funder", "Funding body"),
                            ("nonprofit", "Foundation or association"),
                            ("company", "Company"),
                            ("archive", "Archive or library"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("city", models.CharField(blank=True, max_length=120, verbose_name="city")),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, verbose_name="latitude"),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=7, null=True, verbose_name="longitude"
                    ),
                ),
                ("other_places", models.JSONField(blank=True, default=list, verbose_name="other places")),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "in activity"),
                            ("inactive", "no longer active"),
                            ("withdrawn", "withdrawn from the registry"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("successors", models.JSONField(blank=True, default=list, verbose_name="succeeded by")),
                ("checksum", models.CharField(max_length=32, verbose_name="checksum")),
                (
                    "shapes",
                    inserm_intl.shapes.ShapeField(
                        "name",
                        "name_fr",
                        "name_en",
                        "name_es",
                        "native_name",
                        "acronym",
                        "aliases",
                        also=("city",),
                        blank=True,
                        default="",
                        editable=False,
                    ),
                ),
                ("sort", inserm_intl.folding.SortKey("name", blank=True, db_index=True, default="", editable=False)),
                (
                    "country",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registry_records",
                        to="partners.country",
                        verbose_name="country or territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "record of the ROR registry",
                "verbose_name_plural": "ROR registry",
                "ordering": ["sort", "ror_id"],
            },
        ),
        migrations.CreateModel(
            name="UpstreamChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("name_fr", "name in French"),
                            ("name_en", "name in English"),
                            ("name_es", "name in Spanish"),
                            ("native_name", "name in its own language"),
                            ("acronym", "acronym"),
                            ("aliases", "other names"),
                            ("kind", "kind"),
                            ("place", "place"),
                            ("website", "website"),
                            ("status", "status"),
                        ],
                        max_length=12,
                        verbose_name="what changed",
                    ),
                ),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="said before")),
                ("noticed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="noticed")),
                ("dismissed", models.BooleanField(default=False, verbose_name="set aside")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="partners.registryrecord",
                        verbose_name="record of the ROR registry",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of the registry",
                "verbose_name_plural": "changes of the registry",
                "ordering": ["-noticed_at", "record", "fact"],
            },
        ),
        migrations.AddConstraint(
            model_name="registryrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="registryrecord_on_earth",
                violation_error_code="latitude",
                violation_error_message="Give both latitude (-90 to 90) and longitude (-180 to 180), or neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registryrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["active", "inactive", "withdrawn"]),
                    (
                        "kind__in",
                        [
                            "education",
                            "healthcare",
                            "facility",
                            "government",
                            "funder",
                            "nonprofit",
                            "company",
                            "archive",
                            "other",
                        ],
                    ),
                ),
                name="registryrecord_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="upstreamchange",
            constraint=models.UniqueConstraint(fields=("record", "fact"), name="upstreamchange_once"),
        ),
        migrations.AddConstraint(
            model_name="upstreamchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "fact__in",
                        [
                            "name_fr",
                            "name_en",
                            "name_es",
                            "native_name",
                            "acronym",
                            "aliases",
                            "kind",
                            "place",
                            "website",
                            "status",
                        ],
                    )
                ),
                name="upstreamchange_fact",
            ),
        ),
        inserm_intl.indexes.PostgreSQLIndex(
            "partners_registryrecord_shapes", "partners_registryrecord USING gin (shapes gin_trgm_ops)"
        ),
    ]
