"""A list of the register as a file: read and written a few hundred records at a time."""

from collections.abc import Iterator

from django.http import FileResponse, StreamingHttpResponse
from django.utils.text import capfirst
from django.utils.translation import get_language, override

from inserm_intl.days import today

from .csv_files import csv_lines
from .previewing import AT_ONCE
from .sheets import Reader
from .xlsx_files import Book

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows(queryset, r: Reader, show: str) -> Iterator[list]:
    """A row for each record, or for each row that belongs to it; `show` names how a column shows a record."""
    sheet = r.sheet
    for record in sheet.records(queryset).iterator(chunk_size=AT_ONCE):
        own = [getattr(column, show)(record, r) for column in sheet.columns]
        if not sheet.part:
            yield own
            continue
        for part in sheet.parts_of(record) or [None]:
            yield own + [getattr(column, show)(part, r) if part else "" for column in sheet.part.columns]


def headings(r: Reader) -> list[str]:
    return [column.label() for column in r.sheet.all_columns()]


def file_name(r: Reader, kind: str) -> str:
    return f"{r.sheet.model._meta.model_name}-{today():%Y-%m-%d}.{kind}"


def as_csv(queryset, r: Reader) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(spoken(queryset, r, get_language()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(r, "csv")}"'
    return answer


def spoken(queryset, r: Reader, language) -> Iterator[str]:
    """In the officer's language, although written after the request is over."""
    with override(language):
        yield from csv_lines(headings(r), rows(queryset, r, "stored"))


def as_xlsx(queryset, r: Reader) -> FileResponse:
    book = Book()
    book.add(str(capfirst(r.sheet.model._meta.verbose_name_plural)), headings(r), rows(queryset, r, "cell"))
    return FileResponse(book.file(), as_attachment=True, filename=file_name(r, "xlsx"), content_type=XLSX)
