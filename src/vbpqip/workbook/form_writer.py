"""Writing a form: its sheets with entries that are open, prompted and named, the lists behind them, and its stamp.

A form that looks at itself also has the list of what is open, and marks each such entry. What is to fix at a cell
stands hidden in its row, as many columns right of it as the sheet has columns of its own, and what is doubted there as
many again; the last column of its own says of each row in words whether something in it is to fix. A sheet has a table
or none; what is calculated in a column of one that has no name is hidden.

A kind whose form has a look of its own says in a class under :class:`FormWriter` how its sheets are laid out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from vbpqip.core.cells import Location, column_letters
from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.vocabulary import Vocabulary
from vbpqip.workbook.answers import FIX, LOOK
from vbpqip.workbook.builder import SheetBuilder
from vbpqip.workbook.check_list import CheckList, ListedCell, listed
from vbpqip.workbook.entry_types import DayType, KeyType
from vbpqip.workbook.expr import Operand, Range, Ref
from vbpqip.workbook.form import CHECK, DOUBT, LISTS, TO_FIX, WORKING, Column, LiveNumber, Place, Table
from vbpqip.workbook.form_content import FormContent
from vbpqip.workbook.live_builder import LiveBuilder
from vbpqip.workbook.styles import CARRIED_STYLES, FormStyle, style_of
from vbpqip.workbook.tested import Numbering, heads
from vbpqip.workbook.validations import free, validation_of

CHECK_TITLE = "Check before you send"
_WIDTH, _WIDTH_OF_WORDS = 22, 13
_TITLE_HEIGHT, _HEAD_HEIGHT = 21, 31
_LOOKS = {
    LiveNumber.RESULT: FormStyle.SHOWN_RESULT,
    LiveNumber.SHARE: FormStyle.SHARE,
    LiveNumber.COUNT: FormStyle.SHOWN_COUNT,
}
_LOCKED = ("Filled in already", "Filled in when this form was made, and locked.")


class FormTitle(NamedTuple):
    """What a form is called, by which program it was made, and the words that the program has for its parties."""

    title: str
    program: str
    vocabulary: Vocabulary


def write_form(data: FormContent, called: FormTitle) -> bytes:
    """Return a form as an xlsx file: the same data give the same bytes."""
    return FormWriter(data, called).content()


class FormWriter(LiveBuilder):
    """A form that is written from its content, before it is stored: all of its formulas are known."""

    def __init__(self, data: FormContent, called: FormTitle) -> None:
        self.data, self.title, self.vocabulary = data, called.title, called.vocabulary
        version = f"Template {data.form.version}"
        properties = {"title": called.title, "subject": called.program}
        footer = f"&L&8{called.title}&C&8Page &P of &N&R&8{version}"
        super().__init__(footer, properties, data.stamp, _places(data))
        for title in (*sorted(data.form.other_sheets), *data.form.entries_of):
            self.add_sheet(title)
        if data.tested:
            self.write_checks()
        for title in data.form.entries_of:
            self.write_sheet(title)
        self.write_lists()
        self.write_stamp()

    def write_checks(self) -> None:
        """Write what is to fix at each cell, hidden, and the sheet that lists it; mark the cells."""
        self.numbering, rows = self.looked_at()
        self.add_sheet(CHECK)
        self.add_sheet(WORKING).hide()
        self.check_list = CheckList(self, self.numbering, rows, Location(WORKING, 1, 0), CHECK)
        self.check_list.write_states()
        self.check_list.write_sheet(self.write_check_head)
        for title, entries in self.data.form.entries_of.items():
            places = [self.places[each.name] for each in entries]
            self.mark_entries(title, max(place.row + place.rows for place in places))
            self.write_words(title, places)

    def looked_at(self) -> tuple[Numbering, list[ListedCell]]:
        """Return the numbers of what can be found, and the cells that are looked at, as they are listed."""
        causes = (cause.diagnostic for each in self.data.tested for cause in each.all_causes)
        said = {each.code: self._in_words(each) for each in causes}
        numbering = Numbering(list(said.values()), self._severities, _in_each_period)
        return numbering, listed(numbering, numbering.stated(self.data.tested))

    def _in_words(self, diagnostic: Diagnostic) -> Diagnostic:
        said = self.vocabulary.said
        return diagnostic._replace(issue=said(diagnostic.issue), remedy=said(diagnostic.remedy))

    def write_check_head(self, title: str) -> None:
        """Write what the list is, and whether the form is ready."""
        self.write(Location(title, 0, 0), CHECK_TITLE, FormStyle.TITLE)
        self.sheet(title).set_row(0, _TITLE_HEIGHT)
        at = Location(title, 0, 2)
        self.show(at, self.check_list.ready(), FormStyle.READY)
        self.mark(at, {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD})

    def _severities(self, diagnostic: Diagnostic) -> list[Severity | None]:
        severity = self.data.severities.get(diagnostic.code, diagnostic.severity)
        return [None if severity is Severity.NOTE else severity]

    def mark_entries(self, title: str, rows: int) -> None:
        """Mark what is to fix on a sheet, by the hidden states right of it, and what is unlikely."""
        own, grids = _columns_of(self.data, title), len(_grids(self.data))
        for day in self._days_on(title):
            self._mark((day.at(), day.at(day.rows - 1)), "yyyy-mm-dd")
        self._mark((Location(title, 0, 0), Location(title, rows - 1, own - 1)), "#,##0")
        self.sheet(title).set_column(own, own * (grids + 1) - 2, None, None, {"hidden": True})
        self.sheet(title).print_area(0, 0, rows - 1, self.last_seen(title))

    def _days_on(self, title: str) -> list[Place]:
        """Return the entries of days on a sheet, which are marked as days and not as numbers."""
        columns = (each for table in self.data.form.tables for each in table.entries)
        days = {each.name for each in columns if isinstance(each.takes, DayType)}
        days |= {each.place.name for each in self.data.form.fields if isinstance(each.entry, DayType)}
        return [self.places[name] for name in sorted(days) if self.places[name].sheet == title]

    def _mark(self, corners: tuple[Location, Location], number: str) -> None:
        """Mark what is to fix from one cell to another, by the states right of it."""
        first, errors = corners[0], self.numbering.errors
        own, grids = _columns_of(self.data, first.sheet), range(1, len(_grids(self.data)) + 1)
        states = [f"{column_letters(first.column + own * nth)}{first.row + 1}" for nth in grids]
        is_error = [f"AND({state}>0,{state}<={errors})" for state in states]
        self.mark_open(corners, _any_of(is_error), _any_of([f"{state}>0" for state in states]), number)

    def last_seen(self, title: str) -> int:
        """Return the last column of a sheet that is seen and printed; what follows is hidden."""
        return _columns_of(self.data, title) - 1

    def words_at(self, title: str) -> int | None:
        """Return the column that says of each row whether something in it is to fix; ``None`` where others do."""
        return self.last_seen(title)

    def write_words(self, title: str, places: Iterable[Place]) -> None:
        """Say in words, in the last column of each row with entries, whether something in it is to fix."""
        column, grids = self.words_at(title), _grids(self.data)
        if column is None:
            return
        entries: dict[int, list[tuple[int, Ref]]] = {}
        for place in places:
            for nth in range(place.rows):
                entries.setdefault(place.row + nth, []).append((place.column, Ref(place.name, nth)))
        for row, in_row in entries.items():
            (_, first), (_, last) = (end(in_row, key=itemgetter(0)) for end in (min, max))
            states = Range(_state(grids[0], first), _state(grids[-1], last))
            at = Location(title, row, column)
            self.show(at, self.numbering.in_words(states), FormStyle.HINT)
            self.mark(at, {FIX[0]: FormStyle.BAD, LOOK[0]: FormStyle.DOUBTFUL})
        self.sheet(title).set_column(column, column, _WIDTH_OF_WORDS)

    def write_sheet(self, title: str) -> None:
        """Write a sheet that something is entered on."""
        sheet = self.sheet(title)
        self.write(Location(title, 0, 0), self.title, FormStyle.TITLE)
        sheet.set_row(0, _TITLE_HEIGHT)
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
        for table in (each for each in self.data.form.tables if each.sheet == title):
            self.write_table(sheet, table)

    def write_table(self, sheet: SheetBuilder, table: Table) -> None:
        """Write the heads of a table, and its rows."""
        places = table.places(self.data.rows_of(table))
        for column in table.columns:
            place = places[column.name]
            is_working = not column.named and (column.name, 0) in self.data.live
            sheet.set_column(place.column, place.column, _WIDTH, None, {"hidden": is_working})
            self.write(place.label_at, place.label, FormStyle.HEADING)
            for nth in range(place.rows):
                if (column.name, nth) in self.data.live:
                    self.write_result(place, nth, _LOOKS[column.number])
                else:
                    self.write_entry(place, nth, column)
            if column.named:
                self.name(place)
        sheet.set_row(table.at[0] - 1, _HEAD_HEIGHT)
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
        label, prompt = (self.vocabulary.said(each) for each in (column.label, column.prompt))
        rule = free(*_LOCKED) if is_locked else validation_of(column.entry, label, prompt)
        self.validate(place.at(nth), rule)

    def write_result(self, place: Place, nth: int, look: FormStyle = FormStyle.SHOWN) -> None:
        """Write a live result; whether the form is ready is known by its list of what is open."""
        if self.data.tested and place.name == "ready":
            self.show(place.at(), self.check_list.ready(), FormStyle.READY)
            self.mark(place.at(), {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD})
            return
        self.show(place.at(nth), self.data.live[place.name, nth], look)

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


def _columns_of(data: FormContent, title: str) -> int:
    """Return how many columns a sheet has of its own; the last one is for words, where the form looks at itself."""
    places = (each for each in (*data.form.places.values(), *data.form.results) if each.sheet == title)
    return 1 + max(place.column for place in places) + bool(data.tested)


def _places(data: FormContent) -> dict[str, Place]:
    """Return where the names stand that formulas refer to, and what is to fix at each entry."""
    tables = (table.places(data.rows_of(table)) for table in data.form.tables)
    places = {**data.form.singles, **{name: place for each in tables for name, place in each.items()}}
    states = {
        f"{grid}{name}": place._replace(
            name=f"{grid}{name}", column=place.column + nth * _columns_of(data, place.sheet)
        )
        for nth, grid in enumerate(_grids(data), start=1)
        for name, place in places.items()
        if name in data.form.entry_names
    }
    return places | states | heads([place for name, place in places.items() if name in data.form.entry_names])


def _grids(data: FormContent) -> tuple[str, ...]:
    """Return what the names of hidden cells begin with that say what is wrong with an entry."""
    doubted = any(each.state.name.startswith(DOUBT) for each in data.tested)
    return (TO_FIX, DOUBT) if doubted else (TO_FIX,)


def _state(grid: str, entry: Ref) -> Ref:
    return Ref(f"{grid}{entry.name}", entry.nth)


def _any_of(conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def _in_each_period(numbers: list[int]) -> Operand:
    return numbers[0]
