"""Small real files, good and bad, made as programs make them."""

import io
import zipfile
import zlib

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from pypdf.actions import JavaScript
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from agreements.papers.mail import OF_A_MESSAGE, OLE


def pdf(change=lambda writer: None, text="") -> bytes:
    """A PDF of one page, after something was done to it; `text` is said on the page."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    if text:
        say(writer, page, text)
    change(writer)
    return written(writer)


def written(document) -> bytes:
    file = io.BytesIO()
    (document.write if hasattr(document, "write") else document.save)(file)
    return file.getvalue()


def say(writer, page, text):
    font = named(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    page[NameObject("/Resources")] = named(Font=named(F1=writer._add_object(font)))
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(content)


def named(**entries) -> DictionaryObject:
    """`named(S="/GoTo")`: texts with a slash are names, others are texts."""
    found = DictionaryObject()
    for key, value in entries.items():
        if isinstance(value, str):
            value = NameObject(value) if value.startswith("/") else TextStringObject(value)
        found[NameObject(f"/{key}")] = value
    return found


def opening(**action):
    """Does something when the file is opened."""
    return lambda writer: writer._root_object.update({NameObject("/OpenAction"): named(**action)})


def opening_at_its_first_page(writer):
    place = ArrayObject([writer.pages[0].indirect_reference, NameObject("/Fit")])
    writer._root_object[NameObject("/OpenAction")] = place


def launching_from_a_page(writer):
    action = writer._add_object(named(S="/Launch", F="calc.exe"))
    writer.pages[0][NameObject("/AA")] = named(O=action)


def attaching_a_file_to_a_note(writer):
    file = named(Type="/Filespec", F="a.exe", EF=named(F=named()))
    note = named(Type="/Annot", Subtype="/FileAttachment", FS=file)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def scripted() -> bytes:
    return pdf(lambda writer: writer.add_open_action(JavaScript("app.alert(1)")))


def protected() -> bytes:
    """Opens without a password, but its owner restricts what may be done with it."""
    return pdf(lambda writer: writer.encrypt("", "owner"))


def with_a_file_inside() -> bytes:
    return pdf(lambda writer: writer.add_attachment("a.txt", b"x"))


def compressed(inner: bytes) -> bytes:
    """A PDF with an object, its number 5, that stands in a compressed stream, as its table tells."""
    packed = zlib.compress(inner)
    parts = [
        b"%PDF-1.5\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n",
        b"2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n",
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n",
        b"4 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>> stream\n" % len(packed),
    ]
    body = b"".join(parts) + packed + b"\nendstream endobj\n"
    places = [body.index(b"%d 0 obj" % number) for number in (1, 2, 3, 4)]
    table = bytes(5) + b"".join(b"\1" + place.to_bytes(3, "big") + b"\0" for place in places) + b"\2\0\0\4\0"
    listed = b"6 0 obj <</Type/XRef/Size 6/Root 1 0 R/W[1 3 1]/Length %d>> stream\n" % len(table)
    return body + listed + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(body)


def word(text="Projet d’accord") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    return written(document)


def excel() -> bytes:
    return written(openpyxl.Workbook())


def with_parts(file: bytes, parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO(file)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def outlook(text="Bonjour") -> bytes:
    return OLE + b"\0" * 504 + OF_A_MESSAGE + text.encode("utf-16-le")


def letter(text="Bonjour") -> bytes:
    head = ("From: a@example.org", "To: b@example.org", "Date: Mon, 2 Mar 2015 10:00:00 +0100", "Subject: Accord")
    return "\r\n".join([*head, "", text]).encode()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def rows(*uploads: tuple[str, bytes], kind="signed", **said) -> dict:
    """The rows of a record's form that add files to it, as they are sent."""
    typed: dict = {"documents-2-TOTAL_FORMS": len(uploads)}
    for index, (name, content) in enumerate(uploads):
        row = {"upload": upload(name, content), "kind": kind, "language": "fr", "confidentiality": "internal"}
        typed |= {f"documents-2-{index}-{field}": value for field, value in {**row, **said}.items()}
    return typed
