"""A file to fill in: the columns of a noun, and a sheet that explains each."""

from typing import IO

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .sheets import Reader
from .xlsx_files import Book


def template(r: Reader) -> IO[bytes]:
    columns = r.sheet.all_columns()
    book = Book()
    book.add(str(capfirst(r.sheet.model._meta.verbose_name_plural)), [column.label() for column in columns], [])
    headings = [_("Column"), _("What"), _("Format"), _("Example"), _("Required"), _("Allowed values")]
    book.add(_("Explanations"), headings, explanations(r), widths=[34, 60, 30, 30, 12, 80])
    return book.file()


def explanations(r: Reader):
    for column in r.sheet.all_columns():
        allowed = column.allowed(r)
        yield [
            column.label(),
            column.help(),
            str(column.kind),
            str(column.example or next(iter(allowed), "")),
            _("yes") if column.is_required() else _("no"),
            ", ".join(allowed),
        ]
