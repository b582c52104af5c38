"""Files that are no spreadsheet, or that would fill the server's memory: each is refused with a sentence."""

import io
import zipfile

import pytest

from inserm_intl.spreadsheets.limits import MOST_BYTES, MOST_ROWS
from inserm_intl.spreadsheets.models import Import
from partners.models import Institution
from tests.spreadsheets import as_xlsx, refusal

pytestmark = pytest.mark.django_db

HEAD = "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Ville</t></is></c></row>"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rebuilt(**parts) -> bytes:
    """A good workbook with some of its parts replaced; names have __ for a slash."""
    parts = {name.replace("__", "/"): text for name, text in parts.items()}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx([{"Ville": "Ottawa"}]))) as good,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in good.namelist():
            if name not in parts:
                made.writestr(name, good.read(name))
        for name, text in parts.items():
            made.writestr(name, text)
    return file.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    xml = f"{before}<worksheet xmlns='{MAIN}'>{HEAD}{rows}</sheetData></worksheet>"
    return rebuilt(**{"xl__worksheets__sheet1.xml": xml})


ENTITY = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
HOSTILE = {
    "an empty file": (b"", "x.csv", "vide"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "x.csv", "PNG"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "x.xlsx", "ancien fichier Excel"),
    "a name that says nothing": (b"Ville\nParis\n", "x.exe", ".xlsx ou .csv"),
    "CSV called XLSX": (b"Ville\nParis\n", "x.xlsx", "extension"),
    "XLSX called CSV": (as_xlsx([{"Ville": "x"}]), "x.csv", "extension"),
    "NULs": (b"Ville\n\0\0\0\n", "x.csv", "nuls"),
    "an encoding of its own": (b"Ville\n\x81\x8d\xff\n", "x.csv", "encodage"),
    "unknown headings": (b"Un;Deux\n1;2\n", "x.csv", "en-t"),
    "the same heading twice": (b"Ville;Ville\n1;2\n", "x.csv", "même en-t"),
    "no rows": (b"Ville\n", "x.csv", "aucune ligne"),
    "a quote that never ends": (b'Ville\n"Paris\n', "x.csv", "CSV"),
    "a huge cell": (b"Ville\n" + b"x" * 40_000, "x.csv", "caractères"),
    "an endless line": (b"Ville\n" + b"x;" * 800_000, "x.csv", "caractères"),
    "many columns": (b"Ville\n" + b";" * 300, "x.csv", "colonnes"),
    "many rows": (b"Ville\n" + b"x\n" * (MOST_ROWS + 1), "x.csv", "lignes"),
    "too large": (b"Ville\n" + b"x" * MOST_BYTES, "x.csv", "Mo"),
    "a torn archive": (as_xlsx([{"Ville": "x"}])[:2_000], "x.xlsx", "endommagé"),
    "an archive of something else": (b"PK\x03\x04" + b"\0" * 50, "x.xlsx", "endommagé"),
    "a million columns": (sheet("<row r='2'>" + "<c/>" * 1_000_000 + "</row>"), "x.xlsx", "colonnes"),
    "a cell far away": (sheet("<row r='2'><c r='XFD2'><v>1</v></c></row>"), "x.xlsx", "colonnes"),
    "a row far away": (sheet("<row r='1048576'><c r='A1048576'><v>1</v></c></row>"), "x.xlsx", "lignes"),
    "a row that is nowhere": (sheet("<row r='99999999999999999999'/>" * (MOST_ROWS + 2)), "x.xlsx", "lignes"),
    "a bomb": (sheet("<row r='2'><c t='inlineStr'><is><t>" + "x" * 60_000_000), "x.xlsx", "trop grand"),
    "a huge cell in a workbook": (
        sheet("<row r='2'><c r='A2' t='inlineStr'><is><t>" + "x" * 90_000 + "</t></is></c></row>"),
        "x.xlsx",
        "caractères",
    ),
    "a bomb of styles": (
        rebuilt(**{"xl__styles.xml": f"<styleSheet xmlns='{MAIN}'>" + "<x/>" * 2_000_000}),
        "x.xlsx",
        "trop",
    ),
    "many texts": (
        rebuilt(**{"xl__sharedStrings.xml": f"<sst xmlns='{MAIN}'>" + "<si><t>a</t></si>" * 400_000 + "</sst>"}),
        "x.xlsx",
        "trop grand",
    ),
    "elements in elements": (sheet("<a>" * 5_000), "x.xlsx", "trop grand"),
    "an external entity": (sheet("<row r='2'><c t='str'><v>&e;</v></c></row>", ENTITY), "x.xlsx", "entités"),
    "a billion laughs": (sheet("<row r='2'><c t='str'><v>&b;</v></c></row>", LAUGHS), "x.xlsx", "entités"),
    "XML that is none": (sheet("<row r='2'><c>"), "x.xlsx", "endommagé"),
    "a text that is not there": (sheet("<row r='2'><c r='A2' t='s'><v>99</v></c></row>"), "x.xlsx", "endommagé"),
    "a formula never calculated": (sheet("<row r='2'><c r='A2'><f>1+1</f></c></row>"), "x.xlsx", "A2"),
    "a document of words": (rebuilt(**{"xl__workbook.xml": "<x/>"}), "x.xlsx", "feuille"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(admin_client, what):
    data, name, word = HOSTILE[what]
    assert word in refusal(admin_client, Institution, data, name)
    assert not Import.objects.exists()
