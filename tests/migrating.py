"""What the code before a migration could suffer from it: that code goes on reading and writing while it runs.

An operation of a kind that is not known here is not safe.
"""

from django.db import connection, models
from django.db.migrations import operations as kinds

# An index is built while nobody can write: on tables that may hold a million rows, that is minutes.
LARGE = {"agreement", "agreementperiod", "party", "cooperation", "registryrecord"}
SAFE = (
    kinds.CreateModel,
    kinds.RemoveIndex,
    kinds.RenameIndex,
    kinds.RemoveConstraint,
    kinds.AlterModelOptions,
    kinds.AlterModelManagers,
    kinds.AlterModelTableComment,
)


def dangers(migration, state) -> list[str]:
    """Of the operations of a migration, on the models as they are before it."""
    found = []
    for operation in migration.operations:
        after = state.clone()
        operation.state_forwards(migration.app_label, after)
        if danger := dangerous(operation, migration.app_label, state, after):
            found.append(f"{operation.describe()}: {danger}")
        state = after
    return found


def dangerous(operation, app, before, after) -> str:
    """Why the code before it could fail, or why no way would lead back; "" where neither is so."""
    if isinstance(operation, kinds.SeparateDatabaseAndState):
        return "" if not operation.database_operations else "is not judged"
    if isinstance(operation, kinds.RunPython | kinds.RunSQL):
        return "" if operation.reversible else "cannot be undone"
    if isinstance(operation, kinds.AddIndex):
        return "builds an index on a large table" if operation.model_name_lower in LARGE else ""
    if isinstance(operation, kinds.AddField):
        return new(field(operation, app, after))
    if isinstance(operation, kinds.AlterField):
        return changed(field(operation, app, before), field(operation, app, after))
    return "" if isinstance(operation, SAFE) else f"{type(operation).__name__} is not safe"


def field(operation, app, state):
    return state.apps.get_model(app, operation.model_name)._meta.get_field(operation.name)


def new(field) -> str:
    if field.many_to_many or field.null or field.generated or field.db_default is not models.NOT_PROVIDED:
        return ""
    return "is required, and the code before it does not give it (db_default)"


def changed(before, after) -> str:
    if before.column != after.column:
        return "renames a column"
    if before.null and not after.null:
        return "requires what the code before it may leave out"
    if after.unique and not before.unique:
        return "refuses what the code before it may write twice"
    if before.db_default is not models.NOT_PROVIDED and after.db_default is models.NOT_PROVIDED:
        return "no longer gives what the code before it leaves out"
    types = [field.db_type(connection) for field in (before, after)]
    return "" if types[0] == types[1] or widened(before, after) else f"changes {types[0]} to {types[1]}"


def widened(before, after) -> bool:
    lengths = [field.max_length or 0 for field in (before, after)]
    return type(before) is type(after) and 0 < lengths[0] < lengths[1]
