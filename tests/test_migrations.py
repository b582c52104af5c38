"""Each migration is safe while the version before it still runs: an upgrade never stops the site, and leads back.

That version goes on reading and writing while the migration runs and until both halves of the site are renewed, and
again where an upgrade is taken back. What takes something away from it needs two versions: the first stops using it,
the second takes it away, and its migration says so in a sentence:

    class Migration(migrations.Migration):
        safe_because = "Since version 1.4 nothing reads or writes the column."
"""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.migrating import dangers
from tests.once import ONE_DATABASE

# Up to these, nothing was in service.
BEFORE_SERVICE = {"agreements": "0012", "inserm_intl": "0005", "partners": "0010"}


@pytest.mark.django_db
@ONE_DATABASE
def test_no_migration_takes_anything_away_from_the_version_before_it():
    loader = MigrationLoader(connection)
    judged = [key for key in loader.graph.nodes if key[1][:4] > BEFORE_SERVICE.get(key[0], "9999")]
    assert set(BEFORE_SERVICE) <= loader.migrated_apps
    for key in judged:
        migration = loader.get_migration(*key)
        found = dangers(migration, loader.project_state(key, at_end=False))
        assert not found or len(getattr(migration, "safe_because", "").split()) > 3, (key, found)


def text(max_length=50, **options):
    return models.CharField(max_length=max_length, **options)


OPERATIONS = {
    "takes a column away": migrations.RemoveField("party", "place"),
    "takes a table away": migrations.DeleteModel("party"),
    "renames a column": migrations.RenameField("party", "place", "town"),
    "renames a table": migrations.RenameModel("party", "side"),
    "moves a table": migrations.AlterModelTable("party", "sides"),
    "requires a new value": migrations.AddField("party", "town", text(default="")),
    "requires an old value": migrations.AlterField("party", "note", text()),
    "shortens": migrations.AlterField("party", "place", text(10)),
    "changes a type": migrations.AlterField("party", "place", models.IntegerField()),
    "makes unique": migrations.AlterField("party", "place", text(unique=True)),
    "moves a column": migrations.AlterField("party", "place", text(db_column="town")),
    "no longer fills": migrations.AlterField("party", "kind", text()),
    "refuses pairs": migrations.AlterUniqueTogether("party", {("place", "kind")}),
    "refuses rows": migrations.AddConstraint(
        "party", models.CheckConstraint(condition=models.Q(place="x"), name="of_one_place")
    ),
    "holds up who writes": migrations.AddIndex("party", models.Index(fields=["place"], name="by_place")),
    "cannot be undone": migrations.RunPython(lambda apps, editor: None),
    "cannot be undone either": migrations.RunSQL("SELECT 1"),
    "hides": migrations.SeparateDatabaseAndState([migrations.RunSQL("SELECT 1")], []),
}
HARMLESS = [
    migrations.CreateModel("town", [("id", models.BigAutoField(primary_key=True))]),
    migrations.AddField("party", "town", text(db_default="")),
    migrations.AddField("party", "town", text(null=True)),
    migrations.AlterField("party", "place", text(80)),
    migrations.AlterField("party", "place", text(help_text="where")),
    migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
    migrations.SeparateDatabaseAndState([], [migrations.AlterModelOptions("party", {})]),
]


def judged(operation) -> list[str]:
    fields: list = [
        ("id", models.BigAutoField(primary_key=True)),
        ("place", text()),
        ("note", text(null=True)),
        ("kind", text(db_default="")),
    ]
    state = ProjectState()
    state.add_model(ModelState("agreements", "Party", fields))
    made = type("Migration", (migrations.Migration,), {"operations": [operation]})
    return dangers(made("0099_judged", "agreements"), state)


@ONE_DATABASE
@pytest.mark.parametrize("danger", OPERATIONS)
def test_what_the_version_before_it_could_not_bear_is_found(danger):
    assert len(judged(OPERATIONS[danger])) == 1


@ONE_DATABASE
@pytest.mark.parametrize("number", range(len(HARMLESS)))
def test_what_it_does_not_notice_is_not(number):
    assert judged(HARMLESS[number]) == []
