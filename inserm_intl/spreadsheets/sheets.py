"""What a noun's spreadsheet is: its columns, declared once; and the reader of one for one officer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.db.models import CheckConstraint

from inserm_intl.folding import fold

from .columns import Column, Key, YesNo
from .dates import Day
from .naming import Many, One


@dataclass
class Line:
    """A record's cells as typed, by column; where a record stands in several rows, `rows` holds their parts."""

    number: int
    cells: dict[str, str]
    rows: list["Line"] = field(default_factory=list)
    # Of a row of a record that began above: the columns in which it contradicts the first.
    differs: list[str] = field(default_factory=list)


def provenance() -> tuple[Column, ...]:
    """Where a record's facts come from, and the note of staff: the last columns of every noun."""
    return Column("source_url"), Day("source_read_on"), YesNo("invented"), Column("internal_note")


class Sheet:
    """A noun's columns. A subclass says what is particular to the noun."""

    model: type[models.Model]
    key: str = "reference"
    declared: tuple[Column, ...] = ()
    # Columns of the rows that belong to a record, such as an agreement's parties.
    part: "Sheet | None" = None
    prefix = ""
    # What goes with a record when it is deleted, and was made with it.
    owned: tuple[type[models.Model], ...] = ()

    def __init__(self):
        self.columns = [column.of(self.model, self.prefix) for column in self.all_declared()]
        self.by_name = {column.name: column for column in self.columns}
        if len(self.by_name) != len(self.columns):
            raise ImproperlyConfigured(f"{type(self).__name__} declares a column twice")

    def all_declared(self):
        return (Key(self.key), *self.declared)

    def records(self, queryset):
        """With all that the columns show, in a constant number of queries."""
        ones = [column.name for column in self.columns if isinstance(column, One) and not isinstance(column, Many)]
        many = [column.name for column in self.columns if isinstance(column, Many)]
        return queryset.select_related(*ones).prefetch_related(*many)

    def all_columns(self) -> list[Column]:
        return [*self.columns, *(self.part.all_columns() if self.part else [])]

    @cached_property
    def by_label(self) -> dict[str, Column]:
        return {label: column for column in self.all_columns() for label in column.labels()}

    @cached_property
    def by_path(self) -> dict[str, Column]:
        return {column.path: column for column in self.all_columns()}

    def column_at(self, heading: str) -> Column | None:
        return self.by_label.get(fold(heading))

    def parts_of(self, record) -> Iterable:
        """The rows that belong to a record."""
        return ()

    def check(self, record, verdict, r) -> None:
        """Add to the verdict what the noun's own rules say of a record that is otherwise in order."""

    def save_new(self, records: list) -> None:
        for record in records:
            record.save()

    def after_save(self, record, verdict) -> None:
        """Save what belongs to the record and is no field of it."""

    def why_kept(self, record, before: dict) -> str:
        """What forbids to take back what belongs to the record, in words; or nothing."""
        return ""

    def put_back_parts(self, record, before: dict) -> None:
        """Take back what `after_save` saved, from what the verdict kept in `before`."""


class Reader:
    """A noun's sheet in the hands of an officer: their language, their rights, the names looked up so far."""

    def __init__(self, model_admin, request):
        self.admin, self.request, self.user = model_admin, request, request.user
        self.sheet: Sheet = model_admin.sheet
        self.looked_up: dict[object, object] = {}
        self.fields_without_form: dict[str, object] = {}
        self.held: dict[tuple, bool] = {}

    @cached_property
    def form(self):
        """The admin's own form, for its fields: their limits, their choices, and which the officer may change."""
        return self.admin.get_form(self.request, None)()

    def form_field(self, column: Column):
        if column.model is self.sheet.model and column.name in self.form.fields:
            return self.form.fields[column.name]
        if column.path not in self.fields_without_form:
            self.fields_without_form[column.path] = column.field.formfield()
        return self.fields_without_form[column.path]

    @cached_property
    def kept_for_good(self) -> set[str]:
        """What the form of a stored record shows without letting it be changed."""
        return set(self.admin.get_readonly_fields(self.request, self.sheet.model()))

    def may_write(self, column: Column, record) -> bool:
        if column.model is not self.sheet.model:
            return True
        return column.name in self.form.fields and not (record.pk and column.name in self.kept_for_good)

    def known(self, column: One):
        """The records that a column may name, looked up once for all columns that name the same."""
        return self.once(column.known)

    def once(self, look_up: Callable):
        """What is looked up for the reader, kept for the next cell that asks."""
        if look_up not in self.looked_up:
            self.looked_up[look_up] = look_up(self)
        return self.looked_up[look_up]

    def holds(self, rule: CheckConstraint, record) -> bool:
        """Whether a rule of the database holds, asked once for the same values: asking takes longer than all else."""
        names = sorted(rule.condition.referenced_base_fields)
        values = (str(getattr(record, record._meta.get_field(name).attname)) for name in names if name != "pk")
        key = (rule.name, record.pk if "pk" in names else None, *values)
        if key not in self.held:
            try:
                rule.validate(type(record), record)
                self.held[key] = True
            except ValidationError:
                self.held[key] = False
        return self.held[key]

    def queryset(self):
        return self.admin.get_queryset(self.request)
