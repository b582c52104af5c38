"""A file that is no backup, no more one, or was made to do harm: refused before anything is touched."""

import dataclasses
import hashlib
import io
import json
import os
import tarfile

import pytest

from inserm_intl.backups.archive import TAIL, Writer, header, members
from inserm_intl.backups.errors import BackupError
from inserm_intl.backups.manifest import Manifest, Part
from inserm_intl.backups.reading import inspected
from tests.once import ONE_DATABASE

pytestmark = ONE_DATABASE
DOCUMENT = b"signed"
SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of nothing


def listed(*sha256s):
    return hashlib.sha256("".join(f"{sha256}\n" for sha256 in sha256s).encode()).hexdigest()


TOLD = Manifest(
    made_at="2026-11-27T02:30:00+00:00",
    code="",
    database="sqlite",
    server="3.40.1",
    size=0,
    migrations=[],
    rows={},
    content="",
    dump=Part(1, 0, SHA256),
    documents=Part(1, 0, listed(SHA256)),
    missing=[],
)


def archive(path, *parts, seal=True):
    """A file with these parts; each is a name and a content, or bytes that stand as they are."""
    with path.open("wb") as file:
        writer = Writer(file)
        for part in parts:
            if isinstance(part, bytes):
                writer.write(part)
            else:
                name, content = part
                writer.add(name, len(content), io.BytesIO(content))
        if seal:
            writer.seal()
    return path


def whole(**told):
    manifest = dataclasses.replace(TOLD, **told).written()
    return [("database.sqlite3.gz", b""), (f"documents/{SHA256}", b""), ("manifest.json", manifest)]


@pytest.fixture
def place(tmp_path):
    return tmp_path / "a.tar"


def test_one_that_is_whole_is_taken(place):
    assert inspected(archive(place, *whole())) == TOLD


def test_a_change_anywhere_is_seen(place):
    """In each block of 512 bytes, at its first, its last and a middle byte."""
    content = archive(place, *whole()).read_bytes()
    for first in range(0, len(content), 512):
        for at in (first, first + 200, first + 511):
            place.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            with pytest.raises(BackupError):
                inspected(place)


def test_one_that_is_cut_short_or_goes_on_is_seen(place):
    content = archive(place, *whole()).read_bytes()
    for cut in [*range(0, len(content), 512), len(content) - 1, TAIL]:
        place.write_bytes(content[:cut])
        with pytest.raises(BackupError):
            inspected(place)
    place.write_bytes(content + bytes(512))
    with pytest.raises(BackupError):
        inspected(place)


def told(name, type_=tarfile.REGTYPE, size=0, **fields):
    info = tarfile.TarInfo(name)
    info.type, info.size = type_, size
    for field, value in fields.items():
        setattr(info, field, value)
    return info.tobuf(tarfile.GNU_FORMAT)


NOT_PLAIN, NO_PLACE = "is no plain file, or not as large as it says", "has no place in a backup"
HOSTILE = {
    "a path upwards": (("../../etc/passwd", b"x"), NO_PLACE),
    "a path from the root": (("/etc/passwd", b"x"), NO_PLACE),
    "a path upwards that begins well": ((f"documents/{SHA256}/../../x", b"x"), NO_PLACE),
    "another name": (("documents/contract.pdf", b"x"), NO_PLACE),
    "a second dump": (("database.sqlite3.gz", b""), NO_PLACE),
    "a symbolic link": (told(f"documents/{SHA256}", tarfile.SYMTYPE, linkname="/etc/passwd"), NOT_PLAIN),
    "a hard link": (told(f"documents/{SHA256}", tarfile.LNKTYPE, linkname="/etc/passwd"), NOT_PLAIN),
    "a folder": (told("documents/", tarfile.DIRTYPE), NOT_PLAIN),
    "a device": (told(f"documents/{SHA256}", tarfile.CHRTYPE), NOT_PLAIN),
    "holes": (told(f"documents/{SHA256}", tarfile.GNUTYPE_SPARSE), NOT_PLAIN),
    "a long name": (told("x" * 300), NOT_PLAIN),
    "a header of its own": (told("x", tarfile.XHDTYPE), NOT_PLAIN),
    "a size beyond the file": (told(f"documents/{SHA256}", size=10**15), NOT_PLAIN),
    "a size below nothing": (told(f"documents/{SHA256}", size=-512), NOT_PLAIN),
    "a content that is not its name's": ((f"documents/{SHA256}", b"x"), "is not what it was"),
    "noise": (os.urandom(512), "has no proper header"),
    "an empty block": (bytes(512), "has no proper header"),
}


@pytest.mark.parametrize(("part", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_what_was_sealed_to_do_harm_is_refused(place, part, sentence):
    dump, _document, manifest = whole()
    archive(place, dump, part, manifest)
    with pytest.raises(BackupError, match=sentence):
        inspected(place)


def test_a_document_is_there_once(place):
    dump, document, manifest = whole()
    archive(place, dump, document, document, manifest)
    with pytest.raises(BackupError, match="out of order"):
        inspected(place)


def test_what_it_says_of_itself_must_be_so(place):
    for wrong in (
        {"dump": Part(1, 1, SHA256)},
        {"documents": Part(2, 0, listed(SHA256))},
        {"documents": Part(1, 0, listed(SHA256, SHA256))},
        {"database": "postgresql"},
    ):
        archive(place, *whole(**wrong))
        with pytest.raises(BackupError, match="it does not hold what it says"):
            inspected(place)


GOOD = json.loads(TOLD.written())
NONSENSE = {
    "no JSON": b"{",
    "a list": b"[]",
    "nothing": b"{}",
    "no text": b"\xff",
    "deep": b"[" * 100_000,
    **{
        f"{name}: {value}": json.dumps(GOOD | {name: value}).encode()
        for name, value in {
            "format": 2,
            "made_at": "yesterday",
            "size": "1",
            "rows": {"a": "b"},
            "migrations": "a",
            "dump": {"count": 1},
            "more": 1,
            "missing": [1],
        }.items()
    },
    "an hour of nowhere": json.dumps(GOOD | {"made_at": "2026-11-27T02:30:00"}).encode(),
}


@pytest.mark.parametrize("said", NONSENSE.values(), ids=NONSENSE)
def test_a_manifest_that_says_something_else_is_refused(place, said):
    archive(place, *whole()[:2], ("manifest.json", said))
    with pytest.raises(BackupError):
        inspected(place)


def test_the_order_is_dump_documents_manifest(place):
    dump, document, manifest = whole()
    for parts in ([document, dump, manifest], [manifest, dump, document], [dump, document, manifest, manifest], [dump]):
        archive(place, *parts)
        with pytest.raises(BackupError):
            inspected(place)


def test_more_than_eight_gigabytes_have_a_header(tmp_path):
    size = 9 * 2**30
    with (tmp_path / "large").open("wb") as file:
        file.write(header("database.dump", size))
        file.truncate(512 + size)
    with (tmp_path / "large").open("rb") as file:
        (member,) = members(file, 512 + size)
    assert (member.name, member.size) == ("database.dump", size)
