"""What python-docx has no words for: the language of a document and of a text, fields, rows that hold together."""

import re

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

WIDTH_CM, MARGIN_CM = 17, 2
TAGS = {"fr": "fr-FR", "en": "en-GB", "es": "es-ES"}
FONT, INK = "Calibri", RGBColor(0x0A, 0x51, 0x61)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text) -> str:
    """Without the signs that no XML can hold."""
    return UNPRINTABLE.sub("", str(text))


def blank_document(language: str) -> WordDocument:
    """On A4, in a language, with the styles that the brief is written in."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(WIDTH_CM + 2 * MARGIN_CM), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN_CM)
    tag = TAGS.get(language, language)
    for said in document.styles.element.iter(qn("w:lang")):
        said.set(qn("w:val"), tag)
    for said in document.settings.element.iter(qn("w:themeFontLang")):
        said.set(qn("w:val"), tag)
    styled(document)
    return document


def styled(document: WordDocument) -> None:
    styles = document.styles
    text = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = styles["Normal"]
    heading = styles.add_style("Table Heading", WD_STYLE_TYPE.PARAGRAPH)
    heading.base_style = text
    heading.font.bold = True
    sizes = {"Normal": 10.5, "Title": 22, "Subtitle": 13, "Heading 1": 17, "Heading 2": 12.5, "Table Text": 9}
    for name, size in sizes.items():
        style = styles[name]
        in_one_font(style)
        style.font.size = Pt(size)
        if name not in ("Normal", "Table Text"):
            style.font.color.rgb = INK
    text.paragraph_format.space_after = Pt(2)
    styles["Caption"].font.color.rgb = None
    styles["Caption"].font.bold = False
    styles["Heading 2"].paragraph_format.space_before = Pt(14)
    styles["Heading 2"].paragraph_format.space_after = Pt(4)


def in_one_font(style) -> None:
    """The template's styles name fonts of a theme, which would win."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts if name.endswith("Theme")]:
        del fonts.attrib[name]
    style.font.name = FONT


def add_field(paragraph: Paragraph, code: str) -> None:
    """What Word works out: PAGE, NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def in_language(run: Run, language: str) -> None:
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), TAGS.get(language, language))
    run._r.get_or_add_rPr().append(said)


def widen_first(table: Table) -> None:
    """The first column, which names the row, has two fifths of the width; or half of two columns."""
    count = len(table.columns)
    first = WIDTH_CM * (0.4 if count > 2 else 0.5)
    table.autofit = False
    for place, column in enumerate(table.columns):
        width = Cm(first if place == 0 else (WIDTH_CM - first) / (count - 1))
        column.width = width
        for cell in column.cells:
            cell.width = width


def repeat_above(row: _Row) -> None:
    """The row stands above each page of its table."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def unbroken(row: _Row) -> None:
    """The row is not cut by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
