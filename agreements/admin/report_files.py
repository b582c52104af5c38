"""The files of a report: what its page shows, as a workbook; its agreements alone as CSV."""

from django.http import FileResponse, HttpResponse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from agreements.reporting.page import Words
from agreements.reporting.wording import COLUMNS
from inserm_intl.spreadsheets.csv_files import csv_lines
from inserm_intl.spreadsheets.xlsx_files import Book

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = {
    "agreements": (
        *("reference", "title", "instrument", "partners", "countries", "movement", "how"),
        *("first_day", "last_day", "invented"),
    ),
    "money": ("country", "year", "currency", "french", "partner", "french_months", "partner_months", "agreements"),
    "activities": ("reference", "title", "kind", "country", "starts_on", "invented"),
}
NUMBERS = {"french", "partner", "french_months", "partner_months"}


def value(name: str, said):
    """What stands in a cell: a number, or a text."""
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    if isinstance(said, list):
        return ", ".join(said)
    if name in NUMBERS and said is not None:
        return float(said)
    return said if isinstance(said, int) else str(said or "")


def table(kind: str, answer: dict, words: Words) -> tuple[list[str], list[list]]:
    """Headings and rows."""
    lay_out = {"agreements": words.agreement, "money": words.money, "activities": words.activity}[kind]
    names = TABLES[kind]
    rows = [[value(name, row[name]) for name in names] for row in map(lay_out, answer[kind])]
    return [str(capfirst(COLUMNS[name])) for name in names], rows


def about(report, asked: str) -> list[list[str]]:
    """What the workbook is of and, once frozen, the hash of what is kept."""
    frozen_on = date_format(localtime(report.frozen_on), "DATETIME_FORMAT") if report.is_frozen else _("not frozen")
    return [
        [_("What is counted"), str(report.get_level_display())],
        [_("Situations compared"), f"{date_format(report.since)} → {date_format(report.until)}"],
        [_("For whom"), report.sent_to],
        [_("Question"), asked],
        [_("Frozen"), frozen_on],
        ["SHA-256", report.frozen_hash],
    ]


def as_xlsx(report, asked: str, answer: dict, words: Words) -> FileResponse:
    titles = {"agreements": _("Agreements"), "money": _("Contributions"), "activities": _("Activities")}
    book = Book()
    book.add(_("Report"), [report.reference, report.title], about(report, asked))
    for kind, title in titles.items():
        if answer[kind] is not None:
            book.add(title, *table(kind, answer, words))
    return FileResponse(book.file(), as_attachment=True, filename=f"{report.reference}.xlsx", content_type=XLSX)


def as_csv(report, answer: dict, words: Words) -> HttpResponse:
    lines = csv_lines(*table("agreements", answer, words))
    file = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="{report.reference}.csv"'
    return file
