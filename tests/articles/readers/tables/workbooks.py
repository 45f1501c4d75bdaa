"""Workbooks of Excel, as small as they can be."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f"<styleSheet {MAIN}><numFmts><numFmt numFmtId='164' formatCode='dd\\.mm\\.yyyy;@'/>"
    "<numFmt numFmtId='165' formatCode='0.00&quot; days&quot;'/></numFmts><cellXfs>"
    "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/>"
    "<xf numFmtId='22'/></cellXfs></styleSheet>"
)
# The numbers of these styles in cells.
PLAIN, DAY, OWN_DAY, DAYS, MOMENT = range(5)


def cell(value, place=""):
    """`value` is a text, a number, a pair of a number and its style, or the XML of a cell."""
    where = f' r="{place}"' if place else ""
    if isinstance(value, tuple):
        return f'<c{where} s="{value[1]}"><v>{value[0]}</v></c>'
    if isinstance(value, int | float):
        return f"<c{where}><v>{value}</v></c>"
    if value.startswith("<c"):
        return value
    return f'<c{where} t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else ""


def sheet(rows, first=1):
    """The XML of a sheet: every row a list of what `cell` takes."""
    told = []
    for number, row in enumerate(rows, first):
        cells = "".join(cell(value, f"{chr(65 + at)}{number}") for at, value in enumerate(row))
        told.append(f'<row r="{number}">{cells}</row>')
    return f"<worksheet {MAIN}><sheetData>{''.join(told)}</sheetData></worksheet>"


def workbook(*sheets, strings=(), is_1904=False, hidden=(), **parts):
    """The bytes of a workbook of these (name, XML) sheets; `parts` go beside or before them."""
    told = "".join(
        f'<sheet name="{name}" sheetId="{number}" xmlns:r="{RELATIONS}" r:id="rId{number}"'
        + (' state="hidden"/>' if name in hidden else "/>")
        for number, (name, _) in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    shared = "".join(one if one.startswith("<si") else f"<si><t>{one}</t></si>" for one in strings)
    first = '<workbookPr date1904="1"/>' if is_1904 else ""
    files = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f"<workbook {MAIN}>{first}<sheets>{told}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{targets}</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{shared}</sst>",
        **{f"xl/worksheets/sheet{number}.xml": xml for number, (_, xml) in enumerate(sheets, 1)},
        **parts,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return made.getvalue()
