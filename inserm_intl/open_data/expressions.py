"""What the columns of open data ask of a database, the same on SQLite and PostgreSQL."""

from django.db.models import (
    Case,
    CharField,
    Expression,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Replace, Substr
from django.db.models.lookups import In

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
    """The texts of a list kept as JSON, in their order, joined by `|`; NULL where it is empty."""

    output_field = TextField()

    def as_postgresql(self, compiler, connection):
        template = (
            f"NULLIF(ARRAY_TO_STRING(ARRAY(SELECT JSONB_ARRAY_ELEMENTS_TEXT(%(expressions)s)), '{SEPARATOR}'), '')"
        )
        return self.as_sql(compiler, connection, template=template)

    def as_sqlite(self, compiler, connection):
        template = f"(SELECT GROUP_CONCAT(value, '{SEPARATOR}') FROM JSON_EACH(%(expressions)s))"
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


BLANKS = " \t\n\r\v\f\u00a0\u2007\u202f\u3000"


def defused(text) -> Case:
    """A text that no spreadsheet takes for a formula: what `spreadsheets.escaping.escape` does, by the database."""
    trimmed = Func(text, Value(BLANKS), function="LTRIM", output_field=TextField())
    risky = Q(In(Substr(text, 1, 1), BREAKS)) | Q(In(Substr(trimmed, 1, 1), sorted(SIGNS)))
    marked = Func(Value("'"), text, template="%(expressions)s", arg_joiner=" || ", output_field=TextField())
    return Case(When(risky, then=marked), default=text, output_field=TextField())
