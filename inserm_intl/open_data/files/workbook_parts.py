"""The parts of a workbook that hold no rows (ECMA-376): what sheets there are, and how cells look."""

from collections.abc import Iterator
from typing import NamedTuple

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORMATS = "http://schemas.openxmlformats.org"
MAIN = f"{FORMATS}/spreadsheetml/2006/main"
RELATED = f"{FORMATS}/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PLAIN, DAY, BOLD = range(3)  # the places of the styles below
STYLES = f"""{XML}<styleSheet xmlns="{MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""
PACKAGE = f"""{XML}<Relationships xmlns="{FORMATS}/package/2006/relationships">
<Relationship Id="rId1" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""


class Sheet(NamedTuple):
    """A sheet that was written; its title holds letters alone."""

    title: str
    last_column: str
    last_row: int
    filtered: bool


def sheet_head(widths: list[int]) -> str:
    """Up to its rows; the first of them stays in sight."""
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, 1)
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )


def sheet_foot(sheet: Sheet) -> str:
    """After its rows."""
    filters = f'<autoFilter ref="A1:{sheet.last_column}{sheet.last_row}"/>' if sheet.filtered else ""
    return f"</sheetData>{filters}</worksheet>"


def rest(sheets: list[Sheet]) -> Iterator[tuple[str, str]]:
    """Every other part, by its name."""
    yield "xl/styles.xml", STYLES
    yield "xl/workbook.xml", workbook(sheets)
    yield "xl/_rels/workbook.xml.rels", relations(len(sheets))
    yield "_rels/.rels", PACKAGE
    yield "[Content_Types].xml", types(len(sheets))


def workbook(sheets: list[Sheet]) -> str:
    listed = "".join(
        f'<sheet name="{sheet.title}" sheetId="{at}" r:id="rId{at}"/>' for at, sheet in enumerate(sheets, 1)
    )
    filtered = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">'
        f"'{sheet.title}'!$A$1:${sheet.last_column}${sheet.last_row}</definedName>"
        for at, sheet in enumerate(sheets)
        if sheet.filtered
    )
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">'
        f"<bookViews><workbookView/></bookViews><sheets>{listed}</sheets>"
        f"<definedNames>{filtered}</definedNames></workbook>"
    )


def relations(sheets: int) -> str:
    targets = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, sheets + 1)] + [("styles", "styles.xml")]
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{FORMATS}/package/2006/relationships">{listed}</Relationships>'


def types(sheets: int) -> str:
    named = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    named |= {f"/xl/worksheets/sheet{at}.xml": "worksheet" for at in range(1, sheets + 1)}
    listed = "".join(f'<Override PartName="{name}" ContentType="{TYPE}.{kind}+xml"/>' for name, kind in named.items())
    return (
        f'{XML}<Types xmlns="{FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )
