"""What the columns of open data ask of a database, the same on SQLite and PostgreSQL."""

from django.db.models import (
    CharField,
    Expression,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Replace

from inserm_intl.spreadsheets.escaping import BREAKS, SIGNS

SEPARATOR = "|"


def shown(model, column: str, item: str | Expression):
    """Something of the row whose key stands in a column, where a visitor may see that row on the day; else NULL."""
    return lambda question: Subquery(
        model.objects.public(question.day)
        .filter(pk=OuterRef(column))
        .order_by()
        .annotate(shown_item=F(item) if isinstance(item, str) else item)
        .values("shown_item")
    )


class Listed(Subquery):
    """Something of related rows, joined by `|`; NULL where there is none.

    Each value once and in order; or of every row, in the order of another of its columns, `by`, which makes
    lists of the same rows go together. `clean` is for words, which may hold the separator themselves: it
    becomes `/`.
    """

    output_field = TextField()

    def __init__(self, rows: QuerySet, item: str | Expression, *, by: str = "", clean: bool = False):
        value = F(item) if isinstance(item, str) else item
        rows = rows.alias(listed=value).filter(listed__isnull=False)
        cleaned = Replace("listed", Value(SEPARATOR), Value("/"), output_field=TextField())
        items = rows.annotate(listed_item=cleaned if clean else F("listed")).values("listed_item")
        super().__init__(items.order_by(by) if by else items.distinct().order_by("listed_item"))

    def as_postgresql(self, compiler, connection):
        template = f"NULLIF(ARRAY_TO_STRING(ARRAY(%(subquery)s), '{SEPARATOR}'), '')"
        return self.as_sql(compiler, connection, template=template)

    def as_sqlite(self, compiler, connection):
        template = f"(SELECT GROUP_CONCAT(listed_item, '{SEPARATOR}') FROM (%(subquery)s))"
        return self.as_sql(compiler, connection, template=template)


class JsonListed(Func):
    """The texts of a list kept as JSON, in their order, joined by `|`; NULL where it is empty, or is no list."""

    output_field = TextField()

    def as_postgresql(self, compiler, connection):
        items = "CASE JSONB_TYPEOF(%(expressions)s) WHEN 'array' THEN %(expressions)s ELSE '[]' END"
        template = f"NULLIF(ARRAY_TO_STRING(ARRAY(SELECT JSONB_ARRAY_ELEMENTS_TEXT({items})), '{SEPARATOR}'), '')"
        return self.as_sql(compiler, connection, template=template)

    def as_sqlite(self, compiler, connection):
        is_list = "JSON_TYPE(%(expressions)s) = 'array'"
        template = f"(SELECT GROUP_CONCAT(value, '{SEPARATOR}') FROM JSON_EACH(%(expressions)s) WHERE {is_list})"
        return self.as_sql(compiler, connection, template=template)


class UtcMinute(Func):
    """A moment as `2027-03-31T15:00:00Z`."""

    output_field = CharField()

    def as_postgresql(self, compiler, connection):
        template = """TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
        return self.as_sql(compiler, connection, template=template)

    def as_sqlite(self, compiler, connection):
        # Halved twice: here, and where SQLite's adapter, or what shows its queries in debug, puts parameters in.
        template = "STRFTIME('%%%%Y-%%%%m-%%%%dT%%%%H:%%%%M:%%%%SZ', %(expressions)s)"
        return self.as_sql(compiler, connection, template=template)


# Before these a text is trimmed as Python does it.
BLANKS = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
# In a regular expression a hyphen stands last.
STARTS, FORMULAS = "".join(BREAKS), "".join(sorted(sorted(SIGNS), key="-".__eq__))


class Defused(Func):
    """A text that no spreadsheet takes for a formula: what `spreadsheets.escaping.escape` does, by the database.

    Each template names the text once, for it may be a query of its own.
    """

    output_field = TextField()

    def as_postgresql(self, compiler, connection):
        risky = f"^([{doubled(STARTS)}]|[{BLANKS}]*[{FORMULAS}])"
        return self.as_sql(compiler, connection, template=f"REGEXP_REPLACE(%(expressions)s, '{risky}', '''\\1')")

    def as_sqlite(self, compiler, connection):
        starts = f"INSTR('{doubled(STARTS)}', SUBSTR(words, 1, 1))"
        runs = f"LTRIM(words, '{BLANKS}') != '' AND INSTR('{FORMULAS}', SUBSTR(LTRIM(words, '{BLANKS}'), 1, 1))"
        template = (
            f"(SELECT CASE WHEN words != '' AND ({starts} OR {runs}) THEN '''' || words ELSE words END "
            "FROM (SELECT %(expressions)s AS words))"
        )
        return self.as_sql(compiler, connection, template=template)


def doubled(signs: str) -> str:
    """As a literal of SQL has them."""
    return signs.replace("'", "''")
