"""What matters of a workbook, so that one that is committed is compared with one that is written, in words."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from support.ready_made import parts

_MOST = 40


def differences(committed: bytes, written: bytes) -> list[str]:
    """Return what differs between two workbooks, a line each: where, what, before and after; the first 40 of them."""
    if parts(committed) == parts(written):
        return []
    before, after = essence(committed), essence(written)
    lines = [
        f"{where}: {before.get(where, 'nothing')} -> {after.get(where, 'nothing')}"
        for where in dict.fromkeys((*before, *after))
        if before.get(where) != after.get(where)
    ]
    return lines if len(lines) <= _MOST else [*lines[:_MOST], f"and {len(lines) - _MOST} more"]


def essence(workbook: bytes) -> dict[str, str]:
    """Return what matters of a workbook, by where it stands: cells, looks, names, validations, marks, protection."""
    book = openpyxl.load_workbook(BytesIO(workbook), rich_text=True)
    results = openpyxl.load_workbook(BytesIO(workbook), data_only=True)
    found = {f"name {name}": str(defined.attr_text) for name, defined in book.defined_names.items()}
    found |= {f"property {each.name}": str(each.value) for each in book.custom_doc_props.props}  # type: ignore[attr-defined]  # its types lack them
    found["sheets"] = ", ".join(f"{sheet.title} ({sheet.sheet_state})" for sheet in book.worksheets)
    for sheet in book.worksheets:
        found |= dict(_of_sheet(sheet)) | dict(_of_cells(sheet, results[sheet.title]))
    return found


def _of_sheet(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    title, protection = sheet.title, sheet.protection
    yield f"{title} protection", "on" if protection.sheet else "off"
    yield f"{title} password", str(protection.password)
    yield f"{title} frozen", str(sheet.freeze_panes)
    yield (
        f"{title} printed",
        f"{sheet.print_area} {sheet.print_title_rows} {sheet.oddFooter and sheet.oddFooter.center.text}",
    )
    yield f"{title} merged", " ".join(sorted(str(each) for each in sheet.merged_cells.ranges))
    for rule in sheet.data_validations.dataValidation:
        yield (
            f"{title} validation of {rule.sqref}",
            f"{rule.type} {rule.operator} {rule.formula1} {rule.formula2} {rule.errorStyle} {rule.promptTitle}: {rule.prompt}",
        )
    for marked in sheet.conditional_formatting:
        yield (
            f"{title} marks of {marked.sqref}",
            "; ".join(f"{rule.type} {rule.formula} {rule.dxf and rule.dxf.fill}" for rule in marked.rules),
        )


def _of_cells(sheet: Worksheet, results: Worksheet) -> Iterator[tuple[str, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, Cell) or not (cell.has_style or cell.value is not None):
                continue
            at = f"{sheet.title}!{cell.coordinate}"
            yield at, str(cell.value)
            yield f"{at} look", _look(cell)
            if cell.data_type == "f":
                yield f"{at} result", str(results[cell.coordinate].value)


def _look(cell: Cell) -> str:
    font, fill = cell.font, cell.fill.fgColor
    return (
        f"{'locked' if cell.protection.locked else 'open'} {cell.number_format} {font.name} {font.size}"
        f"{' bold' if font.b else ''} {font.color and font.color.value} on {fill.value} {cell.alignment.horizontal}"
    )
