"""Writing a form: its sheets with entries that are open, prompted and named, the lists behind them, and its stamp."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from vbpqip.core.cells import Location
from vbpqip.workbook.builder import SheetBuilder
from vbpqip.workbook.entry_types import KeyType
from vbpqip.workbook.form import Column, Place, Table
from vbpqip.workbook.form_builder import FormBuilder
from vbpqip.workbook.form_content import FormContent
from vbpqip.workbook.styles import CARRIED_STYLES, FormStyle, style_of
from vbpqip.workbook.validations import free, validation_of

LISTS = "Lists"
_WIDTH = 22
_LOCKED = ("Filled in already", "Filled in when this form was made, and locked.")


class FormTitle(NamedTuple):
    """What a form is called, and by which program it was made."""

    title: str
    program: str


def write_form(data: FormContent, called: FormTitle) -> bytes:
    """Return a form as an xlsx file: the same data give the same bytes."""
    return _Writer(data, called).content()


class _Writer(FormBuilder):
    def __init__(self, data: FormContent, called: FormTitle) -> None:
        self.data, self.title = data, called.title
        version = f"Template {data.form.version}"
        properties = {"title": called.title, "subject": called.program}
        super().__init__(f"&L&8{called.title}&C&8Page &P of &N&R&8{version}", properties, data.stamp)
        for title in data.form.entries_of:
            self.write_sheet(title)
        self.write_lists()
        self.write_stamp()

    def write_sheet(self, title: str) -> None:
        """Write a sheet that something is entered on."""
        sheet = self.add_sheet(title)
        self.write(Location(title, 0, 0), self.title, FormStyle.TITLE)
        for field in (each for each in self.data.form.fields if each.place.sheet == title):
            self.write(field.place.label_at, field.place.label, FormStyle.LABEL)
            self.write_entry(
                field.place, 0, Column(field.place.name, field.title or field.place.label, field.entry, field.prompt)
            )
            self.name(field.place)
        for place in (each for each in self.data.form.results if each.sheet == title):
            self.write(place.at()._replace(column=place.column - 1), place.label, FormStyle.LABEL)
            self.write_result(place, 0)
            self.name(place)
        self.write_table(sheet, self.data.form.table_on(title))

    def write_table(self, sheet: SheetBuilder, table: Table) -> None:
        """Write the heads of a table, and its rows."""
        places = table.places(self.data.rows_of(table))
        for column in table.columns:
            place = places[column.name]
            sheet.set_column(place.column, place.column, _WIDTH)
            self.write(place.label_at, place.label, FormStyle.HEADING)
            for nth in range(place.rows):
                if (column.name, nth) in self.data.live:
                    self.write_result(place, nth)
                else:
                    self.write_entry(place, nth, column)
            if column.named:
                self.name(place)
        sheet.freeze_panes(table.at[0], 0)
        sheet.repeat_rows(table.at[0] - 1)

    def write_entry(self, place: Place, nth: int, column: Column) -> None:
        """Write one cell: open with its drop-down, limit and prompt, or locked where it is filled in already."""
        key = (place.name, nth)
        value = self.data.values.get(key)
        if column.entry is None or isinstance(column.entry, KeyType):
            self.write(place.at(nth), value, FormStyle.FIXED)
            return
        is_locked, style = key in self.data.locked, style_of(column.entry)
        self.write(place.at(nth), value, CARRIED_STYLES[style] if is_locked else style)
        rule = free(*_LOCKED) if is_locked else validation_of(column.entry, column.label, column.prompt)
        self.validate(place.at(nth), rule)

    def write_result(self, place: Place, nth: int) -> None:
        """Write a live result."""
        result = self.data.live[place.name, nth]
        self.live(place.at(nth), result.formula, result.shown, FormStyle.SHOWN)

    def write_lists(self) -> None:
        """Write the hidden sheet of lists, and define a name for each."""
        self.add_sheet(LISTS).hide()
        for column, (name, values) in enumerate(self.data.lists.items()):
            self.write(Location(LISTS, 0, column), name, FormStyle.HEADING)
            for row, value in enumerate(values, start=1):
                style = FormStyle.SHOWN_DAY if isinstance(value, date) else FormStyle.FIXED
                self.write(Location(LISTS, row, column), value, style)
            self.define(name, Location(LISTS, 1, column), len(values))

    def write_stamp(self) -> None:
        """Write the very hidden sheet by which the workbook is known."""
        places = self.data.form.stamp
        self.add_sheet(places[0].sheet).very_hidden()
        for place in places:
            self.write(place.at()._replace(column=place.column - 1), place.label, FormStyle.FIXED)
            self.write(place.at(), self.data.stamp.get(place.name, ""), FormStyle.FIXED)
            self.name(place)
