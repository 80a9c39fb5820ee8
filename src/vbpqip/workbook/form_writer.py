"""Writing a form: its sheets with entries that are open, prompted and named, the lists behind them, and its stamp.

A form that looks at itself also has the list of what is open, and marks each such entry. What is to fix at a cell
stands hidden in its row, as many columns right of it as the sheet has columns of its own.
"""

from __future__ import annotations

from datetime import date

from vbpqip.core.cells import Location, column_letters
from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.builder import SheetBuilder
from vbpqip.workbook.check_list import CheckList
from vbpqip.workbook.entry_types import KeyType
from vbpqip.workbook.expr import Operand
from vbpqip.workbook.form import CHECK, LISTS, WORKING, Column, Form, Place, Table
from vbpqip.workbook.form_content import FormContent
from vbpqip.workbook.live_builder import LiveBuilder
from vbpqip.workbook.styles import CARRIED_STYLES, FormStyle, style_of
from vbpqip.workbook.tested import TO_FIX, Numbering, heads
from vbpqip.workbook.validations import free, validation_of

CHECK_TITLE = "Check before you send"
_WIDTH = 22
_LOCKED = ("Filled in already", "Filled in when this form was made, and locked.")


class FormTitle(NamedTuple):
    """What a form is called, and by which program it was made."""

    title: str
    program: str


def write_form(data: FormContent, called: FormTitle) -> bytes:
    """Return a form as an xlsx file: the same data give the same bytes."""
    return form_book(data, called).content()


def form_book(data: FormContent, called: FormTitle) -> FormBook:
    """Return a form before it is stored, whose formulas are all known."""
    return FormBook(data, called)


class FormBook(LiveBuilder):
    """A form that is being written from its content."""

    def __init__(self, data: FormContent, called: FormTitle) -> None:
        self.data, self.title = data, called.title
        version = f"Template {data.form.version}"
        properties = {"title": called.title, "subject": called.program}
        footer = f"&L&8{called.title}&C&8Page &P of &N&R&8{version}"
        super().__init__(footer, properties, data.stamp, _places(data))
        for title in data.form.entries_of:
            self.add_sheet(title)
        if data.tested:
            self.write_checks()
        for title in data.form.entries_of:
            self.write_sheet(title)
        self.write_lists()
        self.write_stamp()

    def write_checks(self) -> None:
        """Write what is to fix at each cell, hidden, and the sheet that lists it; mark the cells."""
        causes = (cause.diagnostic for each in self.data.tested for cause in each.all_causes)
        self.numbering = Numbering(
            list({each.code: each for each in causes}.values()), self._severities, _in_each_period
        )
        self.add_sheet(CHECK)
        self.add_sheet(WORKING).hide()
        self.check_list = CheckList(self, self.numbering, self.data.tested, Location(WORKING, 1, 0), CHECK)
        self.check_list.write_states()
        self.check_list.write_sheet(self.write_check_head)
        for title, places in self.data.form.entries_of.items():
            self.mark_entries(title, max(place.row + place.rows for place in places))

    def write_check_head(self, title: str) -> None:
        """Write what the list is, and whether the form is ready."""
        self.write(Location(title, 0, 0), CHECK_TITLE, FormStyle.TITLE)
        at = Location(title, 0, 2)
        self.show(at, self.check_list.ready(), FormStyle.READY)
        self.mark(at, {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD})

    def _severities(self, diagnostic: Diagnostic) -> list[Severity | None]:
        severity = self.data.severities.get(diagnostic.code, diagnostic.severity)
        return [None if severity is Severity.NOTE else severity]

    def mark_entries(self, title: str, rows: int) -> None:
        """Mark what is to fix on a sheet, by the hidden states right of it, and what is unlikely."""
        own = _columns_of(self.data.form, title)
        state, errors = f"{column_letters(own)}1", self.numbering.errors
        corners = Location(title, 0, 0), Location(title, rows - 1, own - 1)
        self.mark_open(corners, f"AND({state}>0,{state}<={errors})", f"{state}>0")
        self.sheet(title).set_column(own, 2 * own - 1, None, None, {"hidden": True})
        self.sheet(title).print_area(0, 0, rows - 1, own - 1)

    def write_sheet(self, title: str) -> None:
        """Write a sheet that something is entered on."""
        sheet = self.sheet(title)
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
        """Write a live result; whether the form is ready is known by its list of what is open."""
        if self.data.tested and place.name == "ready":
            self.show(place.at(), self.check_list.ready(), FormStyle.READY)
            self.mark(place.at(), {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD})
            return
        self.show(place.at(nth), self.data.live[place.name, nth], FormStyle.SHOWN)

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


def _columns_of(form: Form, title: str) -> int:
    """Return how many columns a sheet has of its own."""
    places = (each for each in (*form.places.values(), *form.results) if each.sheet == title)
    return 1 + max(place.column for place in places)


def _places(data: FormContent) -> dict[str, Place]:
    """Return where the names stand that formulas refer to, and what is to fix at each entry."""
    tables = (table.places(data.rows_of(table)) for table in data.form.tables)
    places = {**data.form.singles, **{name: place for each in tables for name, place in each.items()}}
    states = {
        f"{TO_FIX}{name}": place._replace(
            name=f"{TO_FIX}{name}", column=place.column + _columns_of(data.form, place.sheet)
        )
        for name, place in places.items()
        if name in data.form.entry_names
    }
    return places | states | heads([place for name, place in places.items() if name in data.form.entry_names])


def _in_each_period(numbers: list[int]) -> Operand:
    return numbers[0]
