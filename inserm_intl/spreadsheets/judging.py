"""What a row of a file would do to the register: judged by the rules of the form, before anything is written."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint
from django.utils.translation import gettext as _

from .columns import Column, Key
from .escaping import escape, unescape
from .limits import MOST_CHARACTERS
from .models import RowKind
from .naming import Unmatched
from .sheets import Line, Reader, Sheet
from .xlsx_files import kept_by_xlsx


@dataclass
class Verdict:
    """The record as the row would leave it, not saved, and what is to be told of it."""

    line: Line
    record: Any
    is_new: bool
    changes: list = field(default_factory=list)  # [column, part, old, new]
    before: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)  # [row, column, sentence]
    waits: list = field(default_factory=list)  # [column, text]
    warnings: list = field(default_factory=list)
    parts: list["Verdict"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        if self.errors:
            return RowKind.ERROR
        if self.waits:
            return RowKind.TO_MATCH
        if self.is_new:
            return RowKind.NEW
        return RowKind.CHANGED if self.changes else RowKind.UNCHANGED

    def refuse(self, column: str, sentence: str, number: int | None = None) -> None:
        self.errors.append([number or self.line.number, column, str(sentence)])


def is_same(typed: str, stored: str) -> bool:
    """Whether a cell holds what was exported, also where the format could not hold all of it."""
    return typed == stored or kept_by_xlsx(typed) == kept_by_xlsx(unescape(escape(stored)[:MOST_CHARACTERS]))


def judge(line: Line, record, r: Reader) -> Verdict:
    """`record` is the one that the row names, as it is stored; None for a new one. Writes nothing."""
    sheet = r.sheet
    verdict = Verdict(line, record or sheet.model(), is_new=record is None)
    fill(verdict, sheet, r)
    verdict.parts = parts(verdict, r)
    for part in verdict.parts:
        verdict.errors += part.errors
        verdict.changes += part.changes
    if not verdict.errors and not verdict.waits and (verdict.is_new or verdict.changes):
        validate(verdict, sheet, r)
        if not verdict.errors:
            sheet.check(verdict.record, verdict, r)
    return verdict


def fill(verdict: Verdict, sheet: Sheet, r: Reader, part: str = "") -> None:
    """Put the cells that differ into the record."""
    for name, typed in verdict.line.cells.items():
        column, record = sheet.by_name[name], verdict.record
        stored = "" if verdict.is_new else column.stored(record, r)
        if isinstance(column, Key) or is_same(typed, stored) or (verdict.is_new and not typed.strip()):
            continue
        try:
            value = column.read(typed, r, verdict.line, record)
            said = column.said(value, r)
            if said == (column.stored(record, r) if verdict.is_new else stored):
                continue
            if not r.may_write(column, record):
                raise ValidationError(_("This cannot be changed here, or not by you."))
        except Unmatched as error:
            refuse_or_wait(verdict, column, error)
        except ValidationError as error:
            verdict.refuse(column.path, " ".join(error.messages))
        else:
            verdict.before[name] = column.keep(record)
            column.set(record, value)
            verdict.changes.append([column.path, part, stored, said])


def refuse_or_wait(verdict: Verdict, column: Column, error: Unmatched) -> None:
    if column.waits:
        verdict.waits.append([column.name, error.text.strip()])
    else:
        verdict.refuse(column.path, " ".join(error.messages))


def validate(verdict: Verdict, sheet: Sheet, r: Reader) -> None:
    """All that a form asks of a record: its fields, its `clean()`, and the database's rules."""
    record, fields = verdict.record, verdict.record._meta.fields
    # The keys of other records were looked up already.
    named = {field.name for field in fields if field.is_relation and getattr(record, field.attname)}
    entered = set(r.form.fields) if sheet is r.sheet else set(sheet.by_name)
    try:
        record.full_clean(exclude={field.name for field in fields} - entered | named, validate_constraints=False)
        check_constraints(record, r)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            for sentence in dict.fromkeys(sentences):
                verdict.refuse("" if name == NON_FIELD_ERRORS else f"{sheet.prefix}{name}", sentence)


def check_constraints(record, r: Reader) -> None:
    rules = [rule for _model, rules in record.get_constraints() for rule in rules]
    if not all(isinstance(rule, CheckConstraint) and r.holds(rule, record) for rule in rules):
        record.validate_constraints()


def parts(verdict: Verdict, r: Reader) -> list[Verdict]:
    """The verdicts on the rows that belong to the record."""
    sheet, found = r.sheet.part, []
    stored = [] if sheet is None or verdict.is_new else list(r.sheet.parts_of(verdict.record))
    for line in verdict.line.rows:
        for name in line.differs:
            told = {"row": verdict.line.number}
            verdict.refuse(name, _("Row %(row)s says something else of the same record.") % told, line.number)
        if any(text.strip() for text in line.cells.values()):
            found.append(sheet.judge(line, verdict.record, stored, r))
    return found
