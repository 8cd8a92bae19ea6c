"""Writing a table as a workbook that any spreadsheet opens: the least of Office Open XML (ECMA-376, part 1).

None of the libraries here writes workbooks, and a table needs five small files in a ZIP archive. Text is written as
text, so that no cell becomes a formula, and the same table gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Cell = str | int | Decimal | None

LONGEST_SHEET_NAME: Final = 31
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_workbook(sheet: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook with one sheet: the header in its first row, whole numbers and decimals as numbers."""
    lines = "".join(_row(number, cells) for number, cells in enumerate([header, *rows], start=1))
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
            f'<sheet name="{escape(sheet[:LONGEST_SHEET_NAME])}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # A fixed date, so that the same table is the same file.
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _HEAD + text, ZIP_DEFLATED)
    return out.getvalue()


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )


def _row(number: int, cells: Sequence[Cell]) -> str:
    written = "".join(_cell(f"{column_name(place)}{number}", cell) for place, cell in enumerate(cells))
    return f'<row r="{number}">{written}</row>'


def _cell(where: str, cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(_printable(cell))}</t></is></c>'
    return f'<c r="{where}"><v>{cell}</v></c>'


def _printable(text: str) -> str:
    # XML 1.0 knows no other control characters, and a workbook with one does not open.
    return "".join(char for char in text if char >= " " or char in "\t\n")


def column_name(place: int) -> str:
    """Return the letters of a column as a spreadsheet writes them, counted from 0: A, B … Z, AA."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
