"""Small real files, good and bad, made as programs make them."""

import io
import zipfile

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
