"""Files made to do harm, or to be taken for what they are not: what each is sent as, and what is said of it.

An empty sentence: it is taken, since it does no harm in a program that reads such files, and is only ever saved.
"""

import gzip
import io
import zipfile
import zlib

from tests import papers

PAGE = b"<!DOCTYPE html><script>document.title='canary'</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='document.title=\"canary\"'/>"
ANOTHER, UNREADABLE, SCRIPT = "of another type", "cannot be read", "holds a script"
HIDDEN = b"5 0 <</S/JavaScript/JS(x)>>" + b" " * 100_000_000
LAUGHS = (
    b"<!DOCTYPE x [<!ENTITY a 'ha'>"
    + b"".join(
        b"<!ENTITY %c '&%c;&%c;&%c;&%c;'>" % (new, old, old, old, old)
        for old, new in zip(b"abcdefgh", b"bcdefghi", strict=True)
    )
    + b"]><w:document>&i;</w:document>"
)


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def packed_twice(inner: bytes) -> bytes:
    """A few hundred bytes for a hundred megabytes."""
    return zlib.compress(zlib.compress(inner, 9), 9)


def with_stream(inner: bytes) -> bytes:
    """A PDF with an object, its number 5, in a stream that is packed twice."""
    packed, good = packed_twice(inner), papers.compressed(b"5 0 <</S/GoTo>>")
    listed = b"4 0 obj <</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>> stream\n" % len(packed)
    body = good[: good.index(b"4 0 obj")] + listed + packed + b"\nendstream endobj\n"
    table = good[good.index(b"6 0 obj") :].rpartition(b"startxref")[0]
    return body + table + b"startxref\n%d\n%%%%EOF" % len(body)


def locked_office() -> bytes:
    """As Office encrypts: no archive any more, but its older container with one stream."""
    return papers.OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4_000


HOSTILE = {
    "nothing": ("a.pdf", lambda: b"", ANOTHER),
    "a page": ("a.pdf", lambda: PAGE, ANOTHER),
    "a page with the mark of a PDF inside": ("a.pdf", lambda: PAGE + b"\n%PDF-1.7\n", ANOTHER),
    "a page before a PDF": ("a.pdf", lambda: PAGE + papers.pdf(), ANOTHER),
    "a drawing": ("a.pdf", lambda: SVG, ANOTHER),
    "a drawing by its name": ("a.svg", lambda: SVG, "A document is a PDF"),
    "a page by its name": ("a.html", lambda: PAGE, "A document is a PDF"),
    "two names": ("a.pdf.html", papers.pdf, "A document is a PDF"),
    "a picture with an archive": ("a.pdf", lambda: b"GIF89a" + b"\0" * 20 + zipped(a=b"x"), ANOTHER),
    "the mark of a PDF and a page": ("a.pdf", lambda: b"%PDF-1.7\n" + PAGE, UNREADABLE),
    "a script after the mark": ("a.pdf", lambda: b"%PDF-1.7=0;alert(1)/*" + papers.pdf(), ""),
    "a script in the file's last objects": ("a.pdf", lambda: papers.pdf() + papers.scripted()[9:], SCRIPT),
    "a program to launch": ("a.pdf", lambda: papers.pdf(papers.launching_from_a_page), SCRIPT),
    "a file inside": ("a.pdf", papers.with_a_file_inside, "files attached inside"),
    "a password": ("a.pdf", lambda: papers.pdf(lambda writer: writer.encrypt("x", "owner")), "protected by a password"),
    "half of a PDF": ("a.pdf", lambda: papers.pdf()[:200], UNREADABLE),
    "a packed PDF": ("a.pdf", lambda: gzip.compress(papers.pdf()), ANOTHER),
    "a script packed out of sight": ("a.pdf", lambda: with_stream(HIDDEN), UNREADABLE),
    "Word with a password": ("a.docx", locked_office, ANOTHER),
    "Word with a password, as a message": ("a.msg", locked_office, ANOTHER),
    "Word with macros": ("a.docx", lambda: papers.with_parts(papers.word(), {"word/vbaProject.bin": b"x"}), "macros"),
    "a page as a message": ("a.eml", lambda: PAGE, ANOTHER),
    "a page after a PDF": ("a.pdf", lambda: papers.pdf() + PAGE, ""),
    "an archive after a PDF": ("a.pdf", lambda: papers.pdf() + zipped(a=b"x"), ""),
    "a billion laughs in Word": ("a.docx", lambda: papers.with_parts(papers.word(), {"word/extra.xml": LAUGHS}), ""),
    "parts that lead out of the archive": (
        "a.docx",
        lambda: papers.with_parts(papers.word(), {"../../../../tmp/canary": b"x", "/etc/canary": b"x"}),
        "",
    ),
    "a message with a page": ("a.eml", lambda: papers.letter(PAGE.decode()), ""),
}


def padded_archive() -> bytes:
    """A small file that would become one of 600 megabytes, by its own account."""
    file = io.BytesIO(papers.word())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/media/a.png", b"\0" * 1_000)
        archive.infolist()[-1].file_size = 600_000_000
    return file.getvalue()


# What a browser may call a file, and what it is then kept as.
NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Windows\\a.pdf": "a.pdf",
    "a\u202efdp.pdf": "afdp.pdf",
    "con.pdf": "con.pdf",
    "<b>gras</b>.pdf": "b_.pdf",
    "é" * 300 + ".pdf": "é" * 251 + ".pdf",
    ".pdf": "pdf",
    "a;filename=b.html;.pdf": "a;filename=b.html;.pdf",
    "協定 🏳️‍🌈.pdf": "協定 🏳️🌈.pdf",
}
