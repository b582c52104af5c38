"""Indexes that only PostgreSQL can make: words inside a text, and empty values last."""

from django.db.migrations.operations import RunSQL


class PostgreSQLIndex(RunSQL):
    """`CREATE INDEX name ON …`, on PostgreSQL; nothing on another database."""

    reduces_to_sql = False

    def __init__(self, name: str, on: str):
        self.name, self.on = name, on
        super().__init__(f"CREATE INDEX {name} ON {on}", f"DROP INDEX {name}")

    def deconstruct(self):
        return self.__class__.__name__, [self.name, self.on], {}

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


def words_of(table: str) -> PostgreSQLIndex:
    """Find a word inside the folded column of a table at once; SQLite reads the whole column."""
    return PostgreSQLIndex(f"{table}_words", f"{table} USING gin (folded gin_trgm_ops)")
