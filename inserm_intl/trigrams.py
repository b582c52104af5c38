"""Indexes that find a word inside a text at once, on PostgreSQL; SQLite reads the whole column."""

from django.db.migrations.operations import RunSQL


class TrigramIndex(RunSQL):
    """A GIN index of a folded column by its trigrams. Does nothing on another database."""

    reduces_to_sql = False

    def __init__(self, table: str, column: str = "folded"):
        self.table, self.column = table, column
        name = f"{table}_{column}_trigrams"
        super().__init__(
            f"CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops)",
            f"DROP INDEX {name}",
        )

    def deconstruct(self):
        return self.__class__.__name__, [self.table, self.column], {}

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
