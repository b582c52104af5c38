"""Files as a browser sends them, whatever is in them, and bodies as it packs them."""

from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st

from tests import papers
from tests.spreadsheets import as_csv, as_xlsx

from .values import query

BOUNDARY = "a-line-between"


class File(NamedTuple):
    name: str
    content: bytes
    kind: str = "application/octet-stream"

    def __repr__(self):
        return f"File({self.name!r}, <{len(self.content)} bytes>)"


@cache
def known() -> list[File]:
    """Good ones and bad ones, small enough to be sent again and again."""
    row = {"Titre (fr)": "Texte", "Ville": "Paris", "Référence": "=cmd()"}
    return [
        File("", b""),
        File("vide.pdf", b""),
        File("a.pdf", papers.pdf(), "application/pdf"),
        File("a" * 300 + ".pdf", papers.pdf(), "application/pdf"),
        File("../../a\0b\r\nX: y\u202efdp.pdf", papers.pdf()[:-300], "text/html; charset=x"),
        File("a.docx", papers.word()),
        File("a.svg", b"<svg onload='canary()'/>", "image/svg+xml"),
        File("liste.csv", as_csv([row])),
        File("liste.csv", "Ville;Pays\n\0;x\n".encode("utf-16")),
        File("liste.xlsx", as_xlsx([row])),
        File("liste.xlsx", as_xlsx([row])[:900]),
    ]


files = st.deferred(lambda: st.sampled_from(known()))


def packed(pairs: list[tuple]) -> tuple[bytes, str]:
    """The body of a form and its type: in parts where there is a file in it."""
    if not any(isinstance(value, File) for _name, value in pairs):
        return query(pairs).encode(), "application/x-www-form-urlencoded"
    body = b"".join(part(name, value) for name, value in pairs)
    return body + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"


def part(name: str, value) -> bytes:
    """Names are sent as they are: what ends a header in them is what a hostile client sends."""
    said = f'form-data; name="{name}"'
    if isinstance(value, File):
        said += f'; filename="{value.name}"\r\nContent-Type: {value.kind}'
    content = value.content if isinstance(value, File) else value.encode("utf-8", "surrogatepass")
    head = f"--{BOUNDARY}\r\nContent-Disposition: {said}\r\n\r\n".encode("utf-8", "surrogatepass")
    return head + content + b"\r\n"
