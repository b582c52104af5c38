"""A large register, quickly: the invented agreements of `make_demo`, each copied many times by PostgreSQL itself."""

from io import StringIO

from django.core.management import call_command
from django.db import connection, models

from agreements.models import Agreement, AgreementPeriod, Party

FIXTURES = "roles countries groups themes instruments institutions units priorities agreements"
SEED = 2_000
STEP = 1_000_000
COPIED: list[type[models.Model]] = [
    Agreement,
    Party,
    AgreementPeriod,
    Agreement.themes.through,
    Agreement.units.through,
]


def grow(wanted: int) -> None:
    """In an empty database, make so many agreements or a few less, with their parties, fields, units and periods."""
    call_command("migrate", verbosity=0)
    call_command("loaddata", *FIXTURES.split(), verbosity=0)
    call_command("make_demo", agreements=SEED, stdout=StringIO())
    copies = (wanted - Agreement.objects.count()) // SEED
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(id) FROM agreements_agreement WHERE invented")
        (first,) = cursor.fetchone()
        for model in COPIED:
            cursor.execute(copying(model), {"copies": copies, "first": first, "step": STEP})
        cursor.execute("VACUUM ANALYZE")


def copying(model: type[models.Model]) -> str:
    """Copy the rows that belong to invented agreements; each copy's keys are a step further."""
    columns = [f'"{field.column}"' for field in model._meta.local_concrete_fields if not field.generated]
    agreement = "id" if model is Agreement else "agreement_id"
    return (
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
        f"SELECT {', '.join(map(moved, columns))} FROM {model._meta.db_table}, GENERATE_SERIES(1, %(copies)s) AS copy "
        f"WHERE {agreement} >= %(first)s"
    )


def moved(column: str) -> str:
    if column in ('"id"', '"agreement_id"', '"predecessor_id"'):
        return f"{column} + copy * %(step)s"
    return "reference || '-' || copy" if column == '"reference"' else column
