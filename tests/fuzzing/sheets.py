"""Spreadsheets as they come back from officers: the rows of an exported list, with cells typed over."""

from hypothesis import strategies as st

from tests.spreadsheets import as_csv, as_xlsx

from .files import File
from .values import OF_KIND, typed

CELLS = st.one_of(OF_KIND["day"], OF_KIND["number"], OF_KIND["text"], typed("text"))


@st.composite
def sheets(draw, rows: list[dict]) -> File:
    """Some rows of a list, perhaps twice, with some of their cells typed over or exchanged."""
    chosen = [dict(row) for row in draw(st.lists(st.sampled_from(rows), min_size=1, max_size=3))]
    names = draw(st.sampled_from([list(rows[0]), list(rows[0])[1:], list(rows[0])[::-1]]))
    for row in chosen:
        for name in draw(st.lists(st.sampled_from(names), max_size=2)):
            others = st.sampled_from([other[name] for other in rows])
            row[name] = draw(st.one_of(others, others, CELLS.map(readable)))
    sent = [{name: row[name] for name in names} for row in chosen]
    separator, encoding = draw(st.sampled_from([(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16")]))
    return File("liste.csv", as_csv(sent, encoding, separator)) if draw(st.booleans()) else workbook(sent)


def readable(text: str) -> str:
    """Without the halves of signs, which no text has."""
    return text.encode("utf-8", "ignore").decode()


def workbook(rows: list[dict]) -> File:
    """Without the control signs that the program which writes one refuses."""
    kept = [{name: "".join(filter(writable, text)) for name, text in row.items()} for row in rows]
    return File("liste.xlsx", as_xlsx(kept))


def writable(sign: str) -> bool:
    return sign in "\t\n" or (sign >= " " and sign < "\ufffe")
