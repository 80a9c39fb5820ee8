"""What a form says of itself: what is to fix at each cell, live, and the list of it with a link to the very cell.

A hidden list has a row for each cell that is looked at (``tested.py``); it counts the open ones, so that the n-th line
of the sheet that people see finds its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from vbpqip.core.cells import Location
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.answers import FIX, LOOK, READY
from vbpqip.workbook.expr import Call, Expr, Operand, Range, Ref, Shared, Whole, all_, any_, expr, if_, not_
from vbpqip.workbook.form import Place
from vbpqip.workbook.live_builder import LiveBuilder
from vbpqip.workbook.styles import FormStyle
from vbpqip.workbook.tested import Numbering, StatedCell, TestedCell

LINES_SHOWN = 28
"""As many as a page holds, so that no page is empty but for the heading."""

_FIRST_LINE = 3
_HEADINGS = ("State", "Go to", "What to do")
_WIDTHS = (9, 20, 93)
_LINE_HEIGHT = 31
_GO = "Click the name of a cell to go there."


class ListedCell(NamedTuple):
    """A cell that is looked at, the number of the first line that holds there, and the formulas of its row of the list.

    ``errors`` and ``warnings`` are how many are open up to this one.
    """

    tested: TestedCell
    state: Expr
    is_open: Expr
    address: Expr
    errors: Expr
    warnings: Expr


def listed(numbering: Numbering, tested: Sequence[StatedCell]) -> list[ListedCell]:
    """Return the rows of the list; forms that are alike can share them."""
    once = numbering.numbers_of(cause.diagnostic for each, _ in tested for cause in each.all_causes if cause.once)
    rows: list[ListedCell] = []
    for _, row in groupby(tested, key=lambda each: each[0].row):
        first = len(rows)
        for each in row:
            rows.append(_listed(numbering, len(rows), first, each, once))
    return rows


def _listed(numbering: Numbering, nth: int, first: int, stated: StatedCell, once: tuple[int, ...]) -> ListedCell:
    """Return a row of the list; ``first`` is that of the same row of the form."""
    tested, number = stated
    state = Ref("open_state", nth)
    is_first: list[Expr] = []
    if once and nth > first:
        above = Range(Ref("open_state", first), Ref("open_state", nth - 1))
        repeated = all_(any_(*(state == each for each in once)), Call("COUNTIF", above, state) > 0)
        is_first = [not_(repeated)]

    def counted(name: str, counts: Expr) -> Expr:
        before: Operand = 0 if nth == 0 else Ref(name, nth - 1)
        return Shared(before + if_(all_(counts, *is_first), 1, 0))

    return ListedCell(
        tested,
        state=Shared(number),
        is_open=Shared(tested.state),
        address=Shared(Call("ADDRESS", Call("ROW", tested.at), Call("COLUMN", tested.at), 4)),
        errors=counted("open_errors", numbering.is_error(state)),
        warnings=counted("open_warnings", state > numbering.errors),
    )


class CheckList:
    """The states of a form's cells, and the list of those that are open.

    ``workings`` is where on a hidden sheet the list stands in full; ``title`` is the sheet that people see.
    """

    def __init__(
        self, builder: LiveBuilder, numbering: Numbering, rows: Sequence[ListedCell], workings: Location, title: str
    ) -> None:
        self._builder, self._numbering, self._workings, self._title = builder, numbering, workings, title
        self._rows = rows
        columns = ("open_state", "open_what", "open_sheet", "open_cell", "open_errors", "open_warnings")
        length = max(1, len(self._rows))
        for nth, name in enumerate(columns):
            builder.place(Place(name, name, workings.sheet, workings.row, workings.column + nth, length))
        lines = max(1, len(numbering.lines))
        builder.place(Place("line_text", "", workings.sheet, workings.row, workings.column + len(columns), lines))

    @property
    def errors(self) -> Expr:
        """How many errors are open."""
        return Call("MAX", Whole("open_errors"))

    @property
    def warnings(self) -> Expr:
        """How many warnings are open."""
        return Call("MAX", Whole("open_warnings"))

    def ready(self) -> Expr:
        """Return what the form says of itself: READY, or how many items are to fix."""
        items = if_(self.errors == 1, " item", " items")
        return if_(self.errors == 0, READY, "NOT READY: " & self.errors & items)

    def write_states(self) -> None:
        """Write the number of its line beside each cell, hidden, and the list in full."""
        for nth, line in enumerate(self._numbering.lines):
            self._builder.write(self._builder.places["line_text"].at(nth), line.text, FormStyle.FIXED)
        for nth, row in enumerate(self._rows):
            self._builder.show(self._location(row.tested.state), row.state, FormStyle.SHOWN)
            self._write_row(nth, row)

    def _write_row(self, nth: int, row: ListedCell) -> None:
        builder, at = self._builder, self._builder.places
        builder.show(at["open_state"].at(nth), row.is_open, FormStyle.SHOWN)
        if isinstance(row.tested.title, Expr):
            builder.show(at["open_what"].at(nth), row.tested.title, FormStyle.FIXED)
        else:
            builder.write(at["open_what"].at(nth), row.tested.title, FormStyle.FIXED)
        builder.write(at["open_sheet"].at(nth), self._location(row.tested.at).sheet, FormStyle.FIXED)
        builder.show(at["open_cell"].at(nth), row.address, FormStyle.SHOWN)
        builder.show(at["open_errors"].at(nth), row.errors, FormStyle.SHOWN)
        builder.show(at["open_warnings"].at(nth), row.warnings, FormStyle.SHOWN)

    def _location(self, ref: Ref) -> Location:
        return self._builder.places[ref.name].at(ref.nth)

    def write_sheet(self, head: Callable[[str], None]) -> None:
        """Write the sheet that people see; ``head`` writes its title and whether the form is ready."""
        builder, sheet = self._builder, self._builder.sheet(self._title)
        sheet.set_widths(_WIDTHS)
        head(self._title)
        count = self.errors + self.warnings
        more = "The first " & expr(LINES_SHOWN) & " of " & count & " are shown, errors first. " & _GO
        few = if_(count == 0, "Nothing is open.", f"Errors first. {_GO}")
        more = if_(count > LINES_SHOWN, more, few)
        builder.show(Location(self._title, 1, 0), more, FormStyle.HINT_LINE)
        for column, heading in enumerate(_HEADINGS):
            builder.write(Location(self._title, _FIRST_LINE - 1, column), heading, FormStyle.HEADING)
        hidden = len(_HEADINGS) + 1
        builder.place(Place("line_of", "", self._title, _FIRST_LINE, hidden, LINES_SHOWN))
        for nth in range(LINES_SHOWN):
            sheet.set_row(_FIRST_LINE + nth, _LINE_HEIGHT)
            self._write_line(nth)
        first, last = Location(self._title, _FIRST_LINE, 0), Location(self._title, _FIRST_LINE + LINES_SHOWN - 1, 0)
        builder.shade((first, last), f'=LEFT($A{_FIRST_LINE + 1},1)="{FIX[0]}"', FormStyle.BAD)
        builder.shade((first, last), f'=LEFT($A{_FIRST_LINE + 1},1)="{LOOK[0]}"', FormStyle.DOUBTFUL)
        wide = last._replace(column=len(_HEADINGS) - 1)
        builder.shade((first, wide), f'=$A{_FIRST_LINE + 1}<>""', FormStyle.LINED)
        sheet.set_column(hidden, hidden, None, None, {"hidden": True})
        sheet.freeze_panes(_FIRST_LINE, 0)
        sheet.repeat_rows(_FIRST_LINE - 1)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)
        sheet.print_area(0, 0, _FIRST_LINE + LINES_SHOWN - 1, len(_HEADINGS) - 1)

    def _write_line(self, nth: int) -> None:
        builder, row = self._builder, _FIRST_LINE + nth
        line, errors = Ref("line_of", nth), self.errors
        number = nth + 1
        of_warning = Call("IFERROR", Call("MATCH", number - errors, Whole("open_warnings"), 0), 0)
        found = if_(errors >= number, Call("MATCH", number, Whole("open_errors"), 0), of_warning)
        builder.show(builder.places["line_of"].at(nth), found, FormStyle.SHOWN)
        said = if_(line == 0, "", if_(errors >= number, FIX, LOOK))
        builder.show(Location(self._title, row, 0), said, FormStyle.OPEN_STATE)
        sheet, cell = (Call("INDEX", Whole(name), line) for name in ("open_sheet", "open_cell"))
        link = Call("HYPERLINK", "#'" & sheet & "'!" & cell, sheet & "!" & cell)
        builder.show(Location(self._title, row, 1), if_(line == 0, "", link), FormStyle.OPEN_LINK)
        what = Call("INDEX", Whole("line_text"), Call("INDEX", Whole("open_state"), line))
        text = Call("INDEX", Whole("open_what"), line) & ": " & what
        builder.show(Location(self._title, row, 2), if_(line == 0, "", text), FormStyle.OPEN_TEXT)
