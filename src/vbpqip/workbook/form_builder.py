"""A form while it is written: cells by meaning, live formulas stored with their true results."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from vbpqip.core.cells import Location
from vbpqip.workbook.answers import FIX, LOOK
from vbpqip.workbook.builder import CellFormat, SheetBuilder, ShownResult, WorkbookBuilder, span
from vbpqip.workbook.entry_types import Raw
from vbpqip.workbook.form import Place
from vbpqip.workbook.styles import FORMATS, FormStyle

_PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
}


class FormBuilder:
    """A workbook of a form that is being written.

    ``footer`` is printed on every page, in the language of spreadsheets; ``properties`` are the document's own, and
    ``stamp`` those that the reader knows it by.
    """

    def __init__(self, footer: str, properties: Mapping[str, str], stamp: Mapping[str, str]) -> None:
        self.footer = footer
        self.workbook = WorkbookBuilder(BytesIO(), properties)
        self.formats = {style: self.workbook.look(style) for style in FORMATS}
        self.rules: dict[tuple[Any, ...], list[Location]] = {}
        self.marks: dict[tuple[str, str, FormStyle], list[Location]] = {}
        self._looks: dict[tuple[FormStyle | None, str], CellFormat] = {}
        for name, value in stamp.items():
            self.workbook.set_custom_property(name, value, "text")

    def add_sheet(self, title: str) -> SheetBuilder:
        """Add a protected sheet with the form's page set-up; inputs stay open, locked cells selectable."""
        sheet: SheetBuilder = self.workbook.add_worksheet(title)
        sheet.protect("", _PROTECTION)
        sheet.set_page(self.footer)
        return sheet

    def sheet(self, title: str) -> SheetBuilder:
        """Return a sheet that was added."""
        found: SheetBuilder = self.workbook.get_worksheet_by_name(title)
        return found

    def write(self, at: Location, value: Raw | None, style: FormStyle) -> None:
        """Write a value or an empty cell; text stays text."""
        self.sheet(at.sheet).put((at.row, at.column), value, self.formats[style])

    def caption(self, at: Location, words: str, caption: str, style: FormStyle) -> None:
        """Write words, and under them, smaller, what they stand for."""
        sheet, look, small = self.sheet(at.sheet), self.formats[style], self.formats[FormStyle.CAPTION]
        sheet.write_rich_string(at.row, at.column, f"{words}\n", small, caption, look)

    def widen(self, at: Location, columns: int, style: FormStyle) -> None:
        """Let a single cell take several columns; never in a table."""
        sheet, look = self.sheet(at.sheet), self.formats[style]
        sheet.merge_range(at.row, at.column, at.row, at.column + columns - 1, "", look)

    def live(self, at: Location, formula: str, value: ShownResult, style: FormStyle) -> None:
        """Write a formula with the result that it has now."""
        self.sheet(at.sheet).live((at.row, at.column), formula, value, self.formats[style])

    def link(self, at: Location, target: Location, words: str, style: FormStyle = FormStyle.LINK) -> None:
        """Write a link to another cell."""
        self.sheet(at.sheet).link((at.row, at.column), target, words, self.formats[style])

    def name(self, place: Place) -> None:
        """Define the name of a place."""
        self.define(place.name, place.at(), place.rows)

    def define(self, name: str, first: Location, rows: int = 1) -> None:
        """Define a name of a column of cells."""
        self.workbook.define_name(name, f"={span(first, rows)}")

    def validate(self, at: Location, rule: dict[str, Any]) -> None:
        """Put a drop-down, a limit or a prompt on a cell; cells of one rule share it."""
        self.rules.setdefault((at.sheet, *rule.items()), []).append(at)

    def mark(self, at: Location, marks: Mapping[str, FormStyle]) -> None:
        """Mark a cell whose text begins with given words."""
        for words, look in marks.items():
            self.marks.setdefault((at.sheet, words, look), []).append(at)

    def shade(self, corners: tuple[Location, Location], formula: str, look: FormStyle) -> None:
        """Give cells another look where a formula, written for the first of them, is true."""
        first, last = corners
        rule = {"type": "formula", "criteria": formula, "format": self.formats[look]}
        self.sheet(first.sheet).conditional_format(first.row, first.column, last.row, last.column, rule)

    def mark_open(self, corners: tuple[Location, Location], is_error: str, is_open: str, number: str = "#,##0") -> None:
        """Mark what is to fix, and what is to review, where conditions written for the first of the cells are true.

        ``number`` is how whole numbers and days are shown there; others are shown with the digits that they have.
        """
        at = corners[0].address
        for sign, condition, look in ((FIX, is_error, FormStyle.TO_FIX), (LOOK, is_open, FormStyle.TO_REVIEW)):
            self.shade_as(corners, f"=AND({condition},ISNUMBER({at}),{at}=INT({at}))", _signed(sign[0], number), look)
            self.shade_as(corners, f"={condition}", _signed(sign[0], "General"), look)

    def shade_as(
        self, corners: tuple[Location, Location], formula: str, number: str, look: FormStyle | None = None
    ) -> None:
        """Show numbers of cells in a format where a formula, written for the first of them, is true.

        ``look`` is what they have besides: not every program adds up the conditional formats of a cell.
        """
        first, last = corners
        rule = {"type": "formula", "criteria": formula, "format": self._look(look, number)}
        self.sheet(first.sheet).conditional_format(first.row, first.column, last.row, last.column, rule)

    def _look(self, look: FormStyle | None, number: str) -> CellFormat:
        """Return a look with a format of numbers, made once."""
        if (look, number) not in self._looks:
            self._looks[look, number] = self.workbook.look(look, num_format=number)
        return self._looks[look, number]

    def _put_rules(self) -> None:
        for (title, *rule), cells in self.rules.items():
            first, *others = [(at.row, at.column, at.row, at.column) for at in cells]
            self.sheet(title).data_validation(*first, {**dict(rule), "other_cells": others})

    def _put_marks(self) -> None:
        for (title, words, look), cells in self.marks.items():
            rule = {"type": "text", "criteria": "begins with", "value": words, "format": self.formats[look]}
            places, first = " ".join(at.address for at in cells), cells[0]
            corners = (first.row, first.column, first.row, first.column)
            self.sheet(title).conditional_format(*corners, {**rule, "multi_range": places})

    def content(self) -> bytes:
        """Close the workbook and return its bytes."""
        self._put_rules()
        self._put_marks()
        return self.workbook.content()


def _signed(sign: str, number: str) -> str:
    """Return a number format that shows a sign before whatever stands in a cell, so that colour is not all."""
    return f'"{sign} "{number};"{sign} -"{number};"{sign} "{number};"{sign} "@'
