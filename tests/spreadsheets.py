"""An officer with a spreadsheet: exporting, changing cells, reading it in, confirming, undoing."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from inserm_intl.spreadsheets.models import Import
from tests.admin_forms import address


def body(response) -> bytes:
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)


def exported(client, model, query="") -> list[dict]:
    """The rows of the list as CSV, by their headings."""
    text = body(client.get(f"{address(model, 'export')}?{query}&as=csv")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def workbook(client, model, query=""):
    return load_workbook(io.BytesIO(body(client.get(f"{address(model, 'export')}?{query}&as=xlsx"))))


def as_csv(rows: list[dict], encoding="utf-8-sig", separator=";") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


def as_xlsx(rows: list[dict]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in [list(rows[0]), *(list(row.values()) for row in rows)]:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def send(client, model, data: bytes, name="liste.csv"):
    return client.post(address(model, "import"), {"file": SimpleUploadedFile(name, data)})


def read(client, model, rows, name="liste.csv") -> Import:
    """Send rows, or a file as it is; return the import that waits to be confirmed."""
    data = rows if isinstance(rows, bytes) else as_xlsx(rows) if name.endswith("xlsx") else as_csv(rows)
    response = send(client, model, data, name)
    assert response.status_code == 302, response.context["form"].errors
    return Import.objects.latest("pk")


def refusal(client, model, data: bytes, name="liste.csv") -> str:
    response = send(client, model, data, name)
    assert response.status_code == 200
    (sentence,) = response.context["form"].errors["file"]
    return sentence


def page(client, model, made: Import, query=""):
    return client.get(f"{address(model, 'import_rows', made.pk)}{query}")


def confirm(client, model, made: Import) -> list[str]:
    return said(client.post(address(model, "import_confirm", made.pk), follow=True))


def undo(client, model, made: Import) -> list[str]:
    return said(client.post(address(model, "import_undo", made.pk), follow=True))


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def told(made: Import) -> list[tuple]:
    """What the preview says of each row: its number, what it does, what is wrong."""
    return [(row.number, row.kind, [error[1:] for error in row.errors]) for row in made.rows.all()]
