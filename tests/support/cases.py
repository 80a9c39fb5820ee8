"""Inputs that once went wrong: a sound report with one thing done to it, each for a whole kind of error.

The report is that of :mod:`support.reports`: CLABSI in row 11, verdict MET; or another one, given as ``content``, that
chose CLABSI as well, and whose form may have other addresses. What is done is done to the very XML that a program
writes, so that nothing but the one thing differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from support.mutations import members_of, packed
from support.packages import TRANSITIONAL
from support.reports import report

REPORT_PART, STYLES_PART, WORKBOOK_PART = "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
Edit = Callable[[str], str]


def edited(edits: Mapping[str, Edit], content: bytes | None = None) -> bytes:
    """Return a report in which some parts are edited; an edit that changes nothing is a mistake of the test."""
    parts = []
    for name, part in members_of(report() if content is None else content):
        if name in edits:
            changed = edits[name](part.decode()).encode()
            assert changed != part, f"nothing was changed in {name}"
            parts.append((name, changed))
        else:
            parts.append((name, part))
    return packed(parts)


def with_cell(address: str, kind: str, inner: str) -> Edit:
    """Return the edit that gives a cell of the report another type and content; its style stays."""
    pattern = re.compile(rf'<c r="{address}"( s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)')
    written = f' t="{kind}"' if kind else ""
    return lambda sheet: pattern.sub(lambda found: f'<c r="{address}"{found[1] or ""}{written}>{inner}</c>', sheet)


def with_style(address: str, code: str, content: bytes | None = None) -> Mapping[str, Edit]:
    """Return the edits that show a cell of the report by a number format of its own."""
    written = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")

    def style(styles: str) -> str:
        known = styles.replace("</numFmts>", f'<numFmt numFmtId="500" formatCode="{written}"/></numFmts>')
        return known.replace("</cellXfs>", '<xf numFmtId="500" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>')

    def sheet(text: str) -> str:
        return re.sub(rf'(<c r="{address}" s=)"[0-9]+"', rf'\1"{_styles(content)}"', text)

    return {STYLES_PART: style, REPORT_PART: sheet}


@cache
def _styles(content: bytes | None) -> int:
    styles = dict(members_of(report() if content is None else content))[STYLES_PART].decode()
    found = re.search(r'<cellXfs count="([0-9]+)"', styles)
    assert found is not None
    return int(found[1])


def turned_round(styles: str) -> str:
    """Write the attributes of all formats and cell styles in the opposite order, as some programs do."""

    def turned(found: re.Match[str]) -> str:
        attributes = re.findall(r'[\w:]+="[^"]*"', found[2])
        return f"<{found[1]} {' '.join(reversed(attributes))}{found[3]}>"

    return re.sub(r"<(numFmt|xf) ([^>]*?)(/?)>", turned, styles)


def date_in_another_order(content: bytes | None = None, address: str = "L11") -> bytes:
    """Show the prior denominator as a day, in styles whose attributes stand in another order."""
    shown = with_style(address, "yyyy\\-mm\\-dd", content)
    return edited({**shown, STYLES_PART: lambda styles: turned_round(shown[STYLES_PART](styles))}, content)


def many_date_styles(styles: int = 15_000, cells: int = 60_000, content: bytes | None = None) -> bytes:
    """Give the report thousands of styles of days, and tens of thousands of cells far below that use them."""
    style = '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    first = _styles(content)

    def crowded(sheet: str) -> str:
        rows = "".join(
            f'<row r="{row}">'
            + "".join(
                f'<c r="{letter}{row}" s="{first + (row * 7 + nth) % styles}"><v>1</v></c>'
                for nth, letter in enumerate("ABCDEFGHIJKLMNOPQRST")
            )
            + "</row>"
            for row in range(1_000, 1_000 + cells // 20)
        )
        return sheet.replace("</sheetData>", f"{rows}</sheetData>")

    return edited({
        STYLES_PART: lambda text: text.replace("</cellXfs>", f"{style * styles}</cellXfs>"),
        REPORT_PART: crowded,
    }, content)  # fmt: skip


def format_code_of_brackets(brackets: int = 60_000, content: bytes | None = None) -> bytes:
    """Add a format code of nothing but opening brackets, which no cell uses."""
    code = f'<numFmt numFmtId="201" formatCode="{"[" * brackets}"/>'
    return edited({STYLES_PART: lambda styles: styles.replace("</numFmts>", f"{code}</numFmts>")}, content)


def second_report_sheet(change: Edit = lambda sheet: sheet, content: bytes | None = None) -> bytes:
    """Copy the report sheet to the end, as Excel does, and change the copy."""
    parts = dict(members_of(report() if content is None else content))
    copy = change(parts[REPORT_PART].decode())
    copy = re.sub(r"<(drawing|legacyDrawing) [^>]*/>|<hyperlinks>.*?</hyperlinks>", "", copy)
    parts["xl/worksheets/sheet99.xml"] = copy.encode()
    for name, before, added in (
        (WORKBOOK_PART, "</sheets>", '<sheet name="P4P Report (2)" sheetId="99" r:id="rId99"/>'),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{TRANSITIONAL.kinds}/worksheet" Target="worksheets/sheet99.xml"/>',
        ),
        (
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/xl/worksheets/sheet99.xml" ContentType="{_SHEET_TYPE}"/>',
        ),
    ):
        assert before in parts[name].decode()
        parts[name] = parts[name].decode().replace(before, added + before).encode()
    return packed(parts.items())


def two_names_swapped(one: str = "numerator_1", other: str = "numerator_2", content: bytes | None = None) -> bytes:
    """Let two defined names change places."""

    def swapped(workbook: str) -> str:
        first, second = (f'<definedName name="{name}">' for name in (one, other))
        return workbook.replace(first, "<->").replace(second, first).replace("<->", second)

    return edited({WORKBOOK_PART: swapped}, content)


def row_inserted(content: bytes | None = None, above: int = 9) -> bytes:
    """Insert a row above a measure, as a spreadsheet program does: cells below move, and names grow."""

    def moved(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + 1}" if int(found[2]) >= above else found[0]

    def sheet(text: str) -> str:
        return re.sub(r'((?:<row r="|<c r="[A-Z]+))([0-9]+)(?=")', moved, text)

    def workbook(text: str) -> str:
        return re.sub(
            r"(<definedName name=\"[^\"]*\">'P4P Report'![^<]*)",
            lambda name: re.sub(r"(\$[A-Z]+\$)([0-9]+)", moved, name[1]),
            text,
        )

    return edited({REPORT_PART: sheet, WORKBOOK_PART: workbook}, content)


def sum_typed(
    formula: str = "4000+4100", stored: str = "<v>8100</v>", address: str = "D11", content: bytes | None = None
) -> bytes:
    """Type a formula where a count belongs."""
    return edited({REPORT_PART: with_cell(address, "", f"<f>{formula}</f>{stored}")}, content)
