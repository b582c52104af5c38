"""What is sent to a served site to fill its memory or its disk: refused in time, and nothing of it is left."""

import http.client
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from agreements.models import Agreement, Document
from inserm_intl.spreadsheets.models import Import
from tests import factories as make
from tests import hostile, papers
from tests.admin_forms import SentFields, address
from tests.benchmarks.serving import serving
from tests.fuzzing.files import File, packed
from tests.once import ONE_DATABASE
from tests.test_spreadsheet_files import HOSTILE as SHEETS

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]
# Above what a worker holds at rest: what it may read of one request, some three times over.
MOST_KILOBYTES = 350_000


@pytest.fixture
def site(tmp_path):
    """A served worker on this test's database, whose temporary files go where they are found again."""
    (temporary := tmp_path / "temporary").mkdir()
    with serving(
        DATABASE_URL=f"sqlite:///{connection.settings_dict['NAME']}",
        DJANGO_SECRET_KEY=settings.SECRET_KEY,
        MEDIA_ROOT=settings.MEDIA_ROOT,
        TMPDIR=str(temporary),
    ) as served:
        yield served
    left = [path for folder in (temporary, Path(settings.MEDIA_ROOT)) for path in folder.rglob("*")]
    assert [path for path in left if path.is_file()] == []


def answer(site, client, method: str, where: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
    """What a served site says; 400 where it hung up before all was sent."""
    server = http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    try:
        server.request(method, where, body, {"Cookie": cookies, **({"Content-Type": kind} if kind else {})})
        said = server.getresponse()
        for line in said.headers.get_all("Set-Cookie") or ():
            client.cookies.load(line)
        return said.status, said.read().decode()
    except (BrokenPipeError, ConnectionResetError):
        return 400, ""
    finally:
        server.close()


def send(site, client, where: str, form: str, **typed) -> tuple[int, str]:
    page = SentFields(form)
    page.feed(answer(site, client, "GET", where)[1])
    fields = {**page.fields, **typed}
    pairs = [
        (name, value) for name, values in fields.items() for value in (values if isinstance(values, list) else [values])
    ]
    return answer(site, client, "POST", where, *packed(pairs))


def documents(*contents: bytes, name="a.pdf") -> dict:
    said = {"kind": "signed", "language": "fr", "confidentiality": "internal"}
    typed: dict = {"documents-2-TOTAL_FORMS": str(len(contents))}
    for index, content in enumerate(contents):
        row: dict = {**said, "upload": File(name, content)}
        typed |= {f"documents-2-{index}-{field}": value for field, value in row.items()}
    return typed


def padded(size: int) -> bytes:
    """A PDF of a size, in which a script is found at its end."""
    return papers.pdf() + b" " * size + b"/JavaScript"


def test_nothing_that_is_sent_fills_the_memory_or_the_disk_of_a_worker(site, admin_client):
    agreement = make.in_force()
    here = address(Agreement, "change", agreement.pk), "agreement_form"
    sheets = address(Agreement, "import"), "import_form"
    several = [padded(24_500_000), *[b"x" * 24_500_000] * 4]
    sent = {
        "a file too large": (here, documents(padded(25_000_000)), "25 Mo"),
        "as many as may be sent": (here, documents(*several[:4]), "Ce PDF contient un script"),
        "an archive that would fill the disk": (
            here,
            documents(hostile.padded_archive(), name="a.docx"),
            "trop volumineux",
        ),
        "a workbook that would": (sheets, {"file": File("x.xlsx", SHEETS["a bomb"][0])}, "trop grand"),
        "too much at once": (here, documents(*several), None),
        "too many files": (here, {f"a{number}": File("a.pdf", b"x" * 3_000_000) for number in range(26)}, None),
        "too many fields": (here, {f"a{number}": "x" for number in range(5_001)}, None),
    }
    admin_client.get(here[0])
    at_rest = site.start_watching_memory()
    for what, ((where, form), typed, sentence) in sent.items():
        began = time.monotonic()
        status, page = send(site, admin_client, where, form, **typed)
        assert (status, sentence is None or sentence in page) == (400 if sentence is None else 200, True), what
        assert time.monotonic() - began < 60, what
        print(what, round(time.monotonic() - began, 1), "s,", site.peak_memory() - at_rest, "kB above", at_rest)
    assert site.peak_memory() - at_rest < MOST_KILOBYTES
    assert (Document.objects.count(), Import.objects.count()) == (0, 0)
