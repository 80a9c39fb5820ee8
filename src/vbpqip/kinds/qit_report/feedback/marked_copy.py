"""The copy of what was received: each value at its own address, cells with issues marked by border, symbol and note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from vbpqip.core.cells import Location, ShownAs
from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding
from vbpqip.core.wrapping import height_of
from vbpqip.kinds.feedback.invitation import NOT_TO_BE_SENT
from vbpqip.kinds.qit_report.feedback.received import (
    Received,
    ReceivedType,
    ReceivedValue,
    copied_sheets,
    received_cells,
)
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.output.document import Mark
from vbpqip.workbook.builder import CellFormat, CellPosition, SheetBuilder, WorkbookBuilder, received_text
from vbpqip.workbook.styles import FormStyle

BLANK = "blank"
"""What a blank cell with an issue shows: no number format gives a symbol to a cell that is empty."""

_LEGEND = (
    f"{Mark.ERROR} and a thick border: an error. {Mark.WARNING} and a dashed border: a warning. "
    "Point at the cell to read what to do; the sheet Findings lists them all."
)
_BELOW = 2
"""How many rows below what was received it is said what the marks mean."""
_THICK, _DASHED = 5, 8
_ERROR = {"border": _THICK, "border_color": "#7A0010", "bg_color": "#FDE7E9", "font_color": "#7A0010"}
_WARNING = {"border": _DASHED, "border_color": "#5C3A00", "bg_color": "#FFF4CE", "font_color": "#5C3A00"}
_GENERAL = "General"
_NUMBERS = {ShownAs.PERCENTAGE: "0.00%", ShownAs.DAY: "yyyy-mm-dd"}
_TITLE_WIDTH, _WIDTH, _HEADING_HEIGHT = 34, 14, 30
_STYLES = {
    ReceivedType.LABEL: FormStyle.LABEL,
    ReceivedType.HEADING: FormStyle.NARROW_HEADING,
    ReceivedType.ENTRY: FormStyle.SHOWN,
}
_BETWEEN = 4.0
"""Points by which a row is higher than its words, so that rows stand apart."""

_NEAR, _LONGEST_NOTE = 40, 2_000
_NOTE_WIDTH, _NOTE_LETTERS, _NOTE_LINE = 320, 50, 17


def write_marked_copy(
    workbook: WorkbookBuilder, submission: Submission, findings: Sequence[Finding]
) -> dict[Location, Location]:
    """Write the copy; return where each marked cell stands in it."""
    titles = copied_sheets(submission)
    cells, marked = copied_cells(submission, findings)
    sheets = {title: _add_copy(workbook, title) for title in dict.fromkeys(titles.values())}
    last = {titles[at.sheet]: at.row for at in sorted(cells)}
    for title, sheet in sheets.items():
        sheet.write_string(last.get(title, 0) + _BELOW, 0, _LEGEND, workbook.look(FormStyle.HINT_LINE))
    for at, cell in sorted(cells.items()):
        _write_entry(workbook, sheets[titles[at.sheet]], at, cell, marked.get(at, []))
    return {at: at._replace(sheet=titles[at.sheet]) for at in marked}


def copied_cells(
    submission: Submission, findings: Sequence[Finding]
) -> tuple[dict[Location, Received], dict[Location, list[Finding]]]:
    """Return the cells of the copy, and the findings on those that are marked, each of which has a label above it.

    What no label of the form stands above, such as a stored result, is called what the finding is called.
    """
    cells = received_cells(submission)
    marked = _by_place(findings, [*(Location(sheet, 0, 0) for sheet in copied_sheets(submission)), *cells])
    for at, of_cell in marked.items():
        if at not in cells:
            cells[at] = Received(of_cell[0].found or None, ReceivedType.ENTRY)
            name = of_cell[0].diagnostic.name.replace("-", " ")
            cells.setdefault(at._replace(row=max(0, at.row - 1)), Received(name, ReceivedType.HEADING))
    return cells, marked


def _by_place(findings: Sequence[Finding], cells: Collection[Location]) -> dict[Location, list[Finding]]:
    """Return the findings on each cell of the copy, or near it: a far one would make it as large as its distance."""
    last = {at.sheet: at for at in sorted(cells)}
    places: dict[Location, list[Finding]] = defaultdict(list)
    for finding in findings:
        at = finding.at
        counts = finding.is_error or finding.is_warning
        if at is not None and counts and at.sheet in last and _is_near(at, last[at.sheet]):
            places[at].append(finding)
    return places


def _is_near(at: Location, last: Location) -> bool:
    return at.row <= last.row + _NEAR and at.column <= last.column + _NEAR


def _add_copy(workbook: WorkbookBuilder, title: str) -> SheetBuilder:
    sheet: SheetBuilder = workbook.add_worksheet(title)
    sheet.set_page(f"&L&8{NOT_TO_BE_SENT}&R&8Page &P of &N")
    _write(sheet, (0, 0), f"{title}, as it was received. {NOT_TO_BE_SENT}", workbook.look(FormStyle.TITLE))
    sheet.set_column(0, 0, 2 * _WIDTH if title == CONTRACTS else _TITLE_WIDTH)
    sheet.set_column(1, 16, _WIDTH)
    return sheet


def _write_entry(
    workbook: WorkbookBuilder, sheet: SheetBuilder, at: Location, cell: Received, issues: list[Finding]
) -> None:
    position = (at.row, at.column)
    if cell.kind is not ReceivedType.ENTRY and not issues:
        if cell.kind is ReceivedType.HEADING:
            sheet.set_row(at.row, _HEADING_HEIGHT)
        _write(
            sheet, position, cell.value, workbook.look(_STYLES[cell.kind], text_wrap=cell.kind is ReceivedType.HEADING)
        )
        return
    words = str(cell.value or "")
    if at.column == 0 and words:
        sheet.set_row(at.row, height_of([(words, _TITLE_WIDTH - 2)], more=_BETWEEN))
    shown = BLANK if issues and cell.value is None else cell.value
    _write(sheet, position, shown, _look(workbook, at, cell, issues))
    if issues:
        _note(sheet, at, issues)


def _write(sheet: SheetBuilder, at: CellPosition, value: ReceivedValue, look: CellFormat) -> None:
    """Write a value or an empty cell; text stays text, and what is invisible in it is named."""
    sheet.put(at, received_text(value) if isinstance(value, str) else value, look)


def _look(workbook: WorkbookBuilder, at: Location, cell: Received, issues: list[Finding]) -> CellFormat:
    alignment = {"align": "left", "text_wrap": True, "indent": 1} if at.column == 0 else {"align": "right"}
    number = _NUMBERS.get(cell.shown_as, _GENERAL)
    if not issues:
        return workbook.look(FormStyle.SHOWN, num_format=number, **alignment)
    error = any(issue.is_error for issue in issues)
    mark, look = (Mark.ERROR, _ERROR) if error else (Mark.WARNING, _WARNING)
    shown = f'"{mark} "{number};"{mark} -"{number};"{mark} "{number};"{mark} "@'
    return workbook.look(FormStyle.SHOWN, num_format=shown, **alignment, **look)


def _note(sheet: SheetBuilder, at: Location, issues: list[Finding]) -> None:
    said = [f"{visible(issue.message)}\n{issue.diagnostic.remedy}" for issue in issues]
    words = "\n\n".join(said)[:_LONGEST_NOTE]
    lines = sum(1 + len(line) // _NOTE_LETTERS for line in words.split("\n")) + 1
    size = {"width": _NOTE_WIDTH, "height": lines * _NOTE_LINE, "author": "vbpqip", "font_size": 9}
    sheet.write_comment(at.row, at.column, words, size)
