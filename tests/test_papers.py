"""Which files are taken as documents: by what is in them, whatever they are called, and at no risk."""

import hashlib
import time

import pytest
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.utils.translation import override

from agreements.papers import office, pdf, vault
from agreements.papers.accepted import accepted, inspect
from agreements.papers.media import MediaType
from agreements.papers.sent import harmless
from inserm_intl import uploads
from tests import papers
from tests.once import ONE_DATABASE

pytestmark = ONE_DATABASE


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("Accord signé.PDF", papers.pdf(), MediaType.PDF),
        ("a.pdf", papers.pdf(papers.opening_at_its_first_page), MediaType.PDF),
        ("projet.docx", papers.word(), MediaType.DOCX),
        ("budget.xlsx", papers.excel(), MediaType.XLSX),
        ("courrier.msg", papers.outlook(), MediaType.MSG),
        ("courrier.eml", papers.letter(), MediaType.EML),
    ],
)
def test_what_an_office_keeps_is_accepted(name, content, media):
    assert accepted(name, content) == media


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", papers.scripted(), "This PDF holds a script"),
        ("a.pdf", papers.protected(), "protected by a password"),
        ("a.pdf", papers.with_a_file_inside(), "files attached inside"),
        ("a.pdf", papers.pdf()[:-300], "cannot be read"),
        ("a.pdf", papers.word(), "of another type"),
        ("a.pdf", b"%PDF-1.7 nothing more", "cannot be read"),
        ("a.docx", papers.pdf(), "of another type"),
        ("a.docx", papers.excel(), "of another type"),
        ("a.docx", papers.with_parts(papers.word(), {"word/vbaProject.bin": b"x"}), "holds macros"),
        ("a.xlsx", b"PK\x03\x04 and no more", "of another type"),
        ("a.msg", papers.OLE + b"\0" * 600, "of another type"),
        ("a.eml", b"<html>From: a</html>", "of another type"),
        ("a.docm", papers.word(), "A document is a PDF"),
        ("a.exe", papers.pdf(), "A document is a PDF"),
        ("pdf", papers.pdf(), "A document is a PDF"),
        ("a.pdf", b"%PDF-1.7" + b" " * uploads.LARGEST_FILE, "larger than 25 MB"),
    ],
)
def test_what_could_do_harm_or_is_not_what_it_says_is_refused_with_a_sentence(name, content, said):
    with override("en"), pytest.raises(ValidationError, match=said):
        accepted(name, content)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (papers.opening(S="/URI", URI="https://example.org"), "script"),
        (papers.opening(S="/GoTo", D="here"), None),
        (papers.opening(S="/GoTo", D="here", Next=papers.named(S="/URI")), "script"),
        (papers.opening(S="/SubmitForm"), "script"),
        (papers.launching_from_a_page, "script"),
        (papers.attaching_a_file_to_a_note, "embedded"),
        (lambda writer: writer._add_object(papers.named(S="/JavaScript", JS="x")), "script"),
        (lambda writer: writer.add_metadata({"/Title": "On /JS, /AA and /OpenAction"}), None),
    ],
)
def test_an_action_of_a_pdf_is_found_wherever_it_stands(change, fault):
    assert pdf.fault(papers.pdf(change)) == fault


def test_a_script_is_found_under_another_spelling_and_inside_what_is_compressed():
    spelt = papers.scripted().replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")
    assert pdf.fault(spelt) == "script"
    file = papers.compressed(b"5 0 <</S/JavaScript/JS(x)>>")
    assert b"JavaScript" not in file
    assert pdf.fault(file) == "script"


def test_what_is_compressed_too_far_to_be_looked_into_is_not_taken_for_good():
    bomb = papers.compressed(b"5 0 <</S/JavaScript/JS(x)>>" + b" " * 100_000_000)
    assert len(bomb) < 200_000
    assert inspect("fault", ".pdf", papers.compressed(b"5 0 <</S/GoTo>>")) == "good"
    assert inspect("fault", ".pdf", bomb) == "unreadable"


def loop_of_pages() -> bytes:
    return papers.pdf().replace(b"/Kids [ 4 0 R ]", b"/Kids [ 2 0 R ]")


def pages_without_end() -> bytes:
    return papers.pdf().replace(b"/Kids [ 4 0 R ]", b"/Kids [" + b" 4 0 R" * 2_000_000 + b" ]")


def tables_that_send_to_each_other() -> bytes:
    file = papers.pdf()
    at = int(file.split(b"startxref\n")[1].split()[0])
    return file.replace(b"/Size 5", b"/Size 5\n/Prev %d" % at)


def nested_without_end() -> bytes:
    return papers.pdf().replace(b"/Resources", b"/Deep " + b"[" * 200_000 + b"]" * 200_000 + b" /Resources")


@pytest.mark.parametrize(
    "hostile", [loop_of_pages, pages_without_end, tables_that_send_to_each_other, nested_without_end]
)
def test_a_hostile_pdf_takes_no_more_than_it_is_given(hostile):
    began = time.monotonic()
    assert inspect("fault", ".pdf", hostile()) in {"unreadable", "good"}
    assert time.monotonic() - began < 40


def test_a_word_file_that_would_fill_the_disk_is_refused_unopened(monkeypatch):
    images = papers.with_parts(papers.word(), {f"word/media/{number}.png": b"\0" * 100_000 for number in range(20)})
    assert office.fault(images, "word/document.xml") is None
    monkeypatch.setattr(office, "MOST_BYTES", 1_000_000)
    assert office.fault(images, "word/document.xml") == "bomb"


def test_an_upload_beyond_the_limit_is_cut_and_one_that_never_ends_is_stopped():
    bounded = uploads.Bounded()
    assert bounded.receive_data_chunk(b"x", 0) == b"x"
    assert bounded.receive_data_chunk(b"x", uploads.LARGEST_FILE) == b"x"
    assert bounded.receive_data_chunk(b"x", uploads.LARGEST_FILE + 1) is None
    with pytest.raises(RequestDataTooBig):
        bounded.receive_data_chunk(b"x" * uploads.LARGEST_REQUEST, 0)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Accord « Santé ».pdf", "Accord « Santé ».pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_bSet-Cookie_ x.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\a.pdf", "a.pdf"),
        ("contrat\u202efdp.exe", "contratfdp.exe"),
        ("協定.pdf", "協定.pdf"),
        ("...", "document"),
    ],
)
def test_the_name_of_a_file_does_no_harm(name, kept):
    assert harmless(name) == kept


def test_the_same_content_is_kept_once_under_its_hash():
    content = papers.pdf()
    fingerprint = hashlib.sha256(content).hexdigest()
    assert vault.keep(content) == vault.keep(content) == fingerprint
    assert [path.relative_to(vault.root()).as_posix() for path in vault.files()] == [
        f"{fingerprint[:2]}/{fingerprint[2:4]}/{fingerprint}"
    ]
    assert vault.place(fingerprint).read_bytes() == content


def test_a_damaged_file_is_mended_when_its_content_comes_again():
    fingerprint = vault.keep(b"whole")
    vault.place(fingerprint).write_bytes(b"broken")
    vault.keep(b"whole")
    assert vault.place(fingerprint).read_bytes() == b"whole"
