"""A workbook while it is drawn: cells by meaning, live formulas stored with their true results."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, TypeAlias

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vbpqip.core.cells import Location, column_letters
from vbpqip.workbook.entry_types import Raw
from vbpqip.workbook.form import Place
from vbpqip.workbook.form_workbook import FormWorkbook
from vbpqip.workbook.styles import FORMATS, FormStyle

ShownResult: TypeAlias = int | float | str
"""What a formula shows."""

_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LABEL_DAY = datetime(2017, 7, 19, tzinfo=UTC)
"""When every form says that it was made, so that the same form is the same bytes."""
_EPOCH = date(1899, 12, 30)
_PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
}


def absolute(at: Location) -> str:
    """Return a cell's address for a formula on any sheet.

    >>> absolute(Location("P4P Report", 3, 6))
    "'P4P Report'!$G$4"
    """
    return f"'{at.sheet}'!${column_letters(at.column)}${at.row + 1}"


def span(first: Location, rows: int) -> str:
    """Return the address of a column of cells."""
    last = Location(first.sheet, first.row + rows - 1, first.column)
    return absolute(first) if rows == 1 else f"{absolute(first)}:${column_letters(last.column)}${last.row + 1}"


def serial(day: date) -> int:
    """Return a day as spreadsheets count them.

    >>> serial(date(2017, 7, 31))
    42947
    """
    return (day - _EPOCH).days


def link_to(at: Location) -> str:
    """Return the hyperlink to a cell of the workbook."""
    return f"internal:'{at.sheet}'!{at.address}"


class FormBuilder:
    """A workbook of a form that is being drawn.

    ``footer`` is printed on every page, in the language of spreadsheets; ``properties`` are the document's own, and
    ``stamp`` those that the reader knows it by.
    """

    def __init__(self, footer: str, properties: Mapping[str, str], stamp: Mapping[str, str]) -> None:
        self.footer = footer
        self.buffer = BytesIO()
        self.workbook = FormWorkbook(self.buffer, {"in_memory": True})
        self.formats: dict[FormStyle, Format] = {
            style: self.workbook.add_format(look) for style, look in FORMATS.items()
        }
        self.rules: dict[tuple[Any, ...], list[Location]] = {}
        self.marks: dict[tuple[str, str, FormStyle], list[Location]] = {}
        self.workbook.set_properties({**properties, "comments": "Made with vbpqip", "created": _LABEL_DAY})
        for name, value in stamp.items():
            self.workbook.set_custom_property(name, value, "text")

    def add_sheet(self, title: str) -> Worksheet:
        """Add a protected sheet with the form's page set-up; inputs stay open, locked cells selectable."""
        sheet = self.workbook.add_worksheet(title)
        sheet.protect("", _PROTECTION)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(1)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.3, 0.3, 0.4, 0.6)
        sheet.set_footer(self.footer)
        return sheet

    def sheet(self, title: str) -> Worksheet:
        """Return a sheet that was added."""
        return self.workbook.get_worksheet_by_name(title)

    def write(self, at: Location, value: Raw | None, style: FormStyle) -> None:
        """Write a value or an empty cell; text stays text."""
        sheet, look = self.sheet(at.sheet), self.formats[style]
        match value:
            case None:
                sheet.write_blank(at.row, at.column, None, look)
            case bool():
                sheet.write_boolean(at.row, at.column, value, look)
            case str():
                sheet.write_string(at.row, at.column, value, look)
            case int() | float() | Decimal():
                sheet.write_number(at.row, at.column, value, look)
            case _:
                sheet.write_datetime(at.row, at.column, value, look)

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
        if isinstance(value, str):
            value = _NEVER_IN_XML.sub("", value)  # xlsxwriter keeps them out of texts, and not out of results
        self.sheet(at.sheet).write_formula(at.row, at.column, f"={formula}", self.formats[style], value)

    def link(self, at: Location, target: Location, words: str, style: FormStyle = FormStyle.LINK) -> None:
        """Write a link to another cell."""
        self.sheet(at.sheet).write_url(at.row, at.column, link_to(target), self.formats[style], words)

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
        """Give cells another look where a formula, spelled for the first of them, is true."""
        first, last = corners
        rule = {"type": "formula", "criteria": formula, "format": self.formats[look]}
        self.sheet(first.sheet).conditional_format(first.row, first.column, last.row, last.column, rule)

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
        self.workbook.close()
        return self.buffer.getvalue()
