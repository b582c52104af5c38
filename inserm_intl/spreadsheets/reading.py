"""The rows of an uploaded file, XLSX or CSV, as texts: which of the two it is is read in the file itself."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from .csv_files import rows_of_csv
from .limits import MOST_BYTES, Refused, check_row
from .xlsx_files import rows_of_xlsx

EXTENSIONS = {".xlsx": "xlsx", ".csv": "csv", ".txt": "csv", ".tsv": "csv"}
OTHERS = {
    b"\xd0\xcf\x11\xe0": _("an older Excel file, or one with a password"),
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}


def rows_of(uploaded: UploadedFile) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with its number in the file; raises Refused as soon as it cannot go on."""
    read = rows_of_xlsx if kind_of(uploaded) == "xlsx" else rows_of_csv
    for number, cells in read(cast(BinaryIO, uploaded.file)):
        check_row(number, cells)
        if any(cells):
            yield number, cells


def kind_of(uploaded: UploadedFile) -> str:
    """ "xlsx" or "csv"; the name and the content must agree."""
    if (uploaded.size or 0) > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024})
    said = EXTENSIONS.get(PurePath(uploaded.name or "").suffix.casefold())
    if said is None:
        raise Refused(_("Choose a file whose name ends in .xlsx or .csv."))
    uploaded.seek(0)
    start = uploaded.read(8)
    uploaded.seek(0)
    found = "xlsx" if start.startswith(b"PK\x03\x04") else "csv"
    for signature, name in OTHERS.items():
        if start.startswith(signature):
            raise Refused(_("This is no spreadsheet but %(what)s: save it as .xlsx or .csv.") % {"what": name})
    if not start:
        raise Refused(_("This file is empty."))
    if found != said:
        raise Refused(_("The content of this file is not what the end of its name says."))
    return found
