"""3xx and 5xx: which measures are selected, in any report that has a row for each of a menu."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from vbpqip.checking.catalogue.eligibility import (
    MEASURE_NOT_ON_MENU,
    MEASURE_REMOVED,
    MEASURE_REPEATED,
    NO_MEASURE_SELECTED,
    TITLE_NOT_OF_KEY,
)
from vbpqip.checking.catalogue.entries import (
    ENTRIES_OF_UNSELECTED_MEASURE,
    SELECTED_MISSING,
    SELECTED_NOT_YES_OR_NO,
)
from vbpqip.checking.check import Check, Issue, Issues, Items, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Location
from vbpqip.core.measures import Measure
from vbpqip.core.quarters import Quarter
from vbpqip.workbook.answers import NO, YES
from vbpqip.workbook.conditions import reads, trimmed
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, all_, any_, not_
from vbpqip.workbook.form_entries import Entries


class SelectableRow(Protocol):
    """A row of a measure that can be selected."""

    @property
    def key(self) -> TextField:
        """The key of its measure."""

    @property
    def title(self) -> TextField:
        """What the row is called."""

    @property
    def selected(self) -> TextField:
        """Whether it is selected, as it is answered."""

    @property
    def is_selected(self) -> bool:
        """Whether the facility selected it."""

    @property
    def has_figures(self) -> bool:
        """Whether a number stands in any of its entries."""


class HasSelection(Protocol):
    """A report in which measures are selected."""

    @property
    def entries(self) -> Entries:
        """All that was read."""

    @property
    def answers(self) -> Sequence[Any]:
        """All rows of the table of measures, each a :class:`SelectableRow`."""

    @property
    def menu(self) -> Mapping[str, Measure]:
        """The measures that can be selected, by key."""

    @property
    def removed_measures(self) -> Mapping[str, Measure]:
        """Those that were taken from the menu before, by key."""

    @property
    def rules_of(self) -> Quarter:
        """The quarter whose menu it is."""

    def measure_name(self, row: Any) -> str:  # noqa: ANN401 -- a row of the kind's own
        """Return what a row is called: its measure's title, else its key, else its place."""


class SelectableOnForm(Protocol):
    """A row on a form: ``cell`` is its answer, and its workings are ``figures`` and ``is_selected``."""

    @property
    def cell(self) -> Ref:
        """Whether the measure is selected, as it is typed."""

    def ref(self, name: str) -> Ref:
        """Return a cell of the row."""


_WHOLE = Items[HasSelection, HasSelection, Any](lambda context: (context,))
ANSWERS = Items[HasSelection, SelectableRow, SelectableOnForm](lambda context: context.answers)
"""All rows of the table of measures."""


def selected_heading(context: HasSelection) -> Location:
    """Return the cell above the first answer."""
    rows = context.answers
    if not rows:
        return context.entries.form.places["selected"].label_at
    first: Location = rows[0].selected.at
    return Location(first.sheet, max(first.row - 1, 0), first.column)


@check(SELECTED_NOT_YES_OR_NO, over=ANSWERS)
def selected_not_yes_or_no(row: SelectableRow, context: HasSelection) -> Issues:
    """A measure is selected, not selected, or left blank, which is not selected."""
    answer = row.selected
    if answer.text and not (answer.reads(YES) or answer.reads(NO)):
        message = f"{context.measure_name(row)}: '{answer.quoted}' is neither Yes nor No."
        yield Issue(answer.at, message, answer.quoted, f"{YES} or {NO}")


@on_sheet(selected_not_yes_or_no)
def selected_not_yes_or_no_on_sheet(row: SelectableOnForm) -> Expr:
    """The answer is another one."""
    return not_(any_(trimmed(row.cell) == "", reads(row.cell, YES), reads(row.cell, NO)))


@check(SELECTED_MISSING, over=ANSWERS)
def selected_missing(row: SelectableRow, context: HasSelection) -> Issues:
    """Where there are figures, it is answered whether they count."""
    if not row.selected.text and row.has_figures:
        message = f"{context.measure_name(row)}: has entries, selected is blank."
        yield Issue(row.selected.at, message, "", f"{YES} or {NO}")


@on_sheet(selected_missing)
def selected_missing_on_sheet(row: SelectableOnForm) -> Expr:
    """Nothing is answered beside figures."""
    return all_(trimmed(row.cell) == "", row.ref("figures") > 0)


@check(ENTRIES_OF_UNSELECTED_MEASURE, over=ANSWERS)
def entries_of_unselected_measure(row: SelectableRow, context: HasSelection) -> Issues:
    """Only a selected measure has counts or results."""
    if row.selected.reads(NO) and row.has_figures:
        message = f"{context.measure_name(row)}: has entries but is not selected."
        yield Issue(row.selected.at, message, row.selected.text, YES)


@on_sheet(entries_of_unselected_measure)
def entries_of_unselected_measure_on_sheet(row: SelectableOnForm) -> Expr:
    """The answer is No, beside figures."""
    return all_(reads(row.cell, NO), row.ref("figures") > 0)


@check(NO_MEASURE_SELECTED, over=_WHOLE)
def no_measure_selected(_: HasSelection, context: HasSelection) -> Issues:
    """At least one measure is selected."""
    lost = {"measure_key", "selected"} & set(context.entries.not_found)
    if not lost and not any(row.is_selected for row in context.answers):
        yield Issue(selected_heading(context), "No measure is selected.", "", "Yes for each measure of the pairing")


@on_sheet(no_measure_selected)
def no_measure_selected_on_sheet(head: object) -> Expr:  # noqa: ARG001 -- as its like
    """No row says Yes."""
    answers = (Call("UPPER", Call("TRIM", Whole("selected"))) == YES.upper()) * 1
    return Call("IFERROR", Call("SUMPRODUCT", answers) == 0, False)  # noqa: FBT003 -- a value of the sheet


_NOT_ON_MENU = Items[HasSelection, SelectableRow, SelectableOnForm](
    lambda context: (row for row in context.answers if row.is_selected and row.key.text not in context.menu)
)


@check(MEASURE_REMOVED, over=_NOT_ON_MENU)
def measure_removed(row: SelectableRow, context: HasSelection) -> Issues:
    """No selected measure was removed from the menu."""
    measure = context.removed_measures.get(row.key.text)
    if measure is not None:
        message = f"{measure.title} was removed from the menu by {measure.removed}."
        yield Issue(row.key.at, message, row.key.text, "a measure of the menu")


@check(MEASURE_NOT_ON_MENU, over=_NOT_ON_MENU)
def measure_not_on_menu(row: SelectableRow, context: HasSelection) -> Issues:
    """Every selected measure is, or was, on the menu, or is in the pairing's terms."""
    key = row.key.text
    if key not in context.removed_measures:
        message = f"'{key}' is not on the menu of {context.rules_of}." if key else _NO_KEY
        yield Issue(row.key.at, message, key, ", ".join(context.menu))


@on_sheet(measure_not_on_menu)
def measure_not_on_menu_on_sheet(row: SelectableOnForm) -> Expr:
    """It is selected, and the period does not have it."""
    return all_(reads(row.cell, YES), row.ref("is_selected") == 0)


_NO_KEY = "The row is selected, but the key of its measure is blank."


def _selected_again(context: HasSelection) -> Iterator[SelectableRow]:
    """Yield the selected rows whose measure a row above selects too."""
    seen: set[str] = set()
    for row in context.answers:
        if row.is_selected and row.key.text:
            if row.key.text in seen:
                yield row
            seen.add(row.key.text)


@check(MEASURE_REPEATED, over=Items[HasSelection, SelectableRow, SelectableOnForm](_selected_again))
def measure_repeated(row: SelectableRow, context: HasSelection) -> Issues:
    """Every measure is selected in one row."""
    message = f"{context.measure_name(row)} is selected in more than one row."
    yield Issue(row.key.at, message, row.key.text, "one row")


def _listed_once(context: HasSelection) -> Iterator[SelectableRow]:
    """Yield the rows of measures that stand in the table once."""
    times = Counter(row.key.text for row in context.answers)
    yield from (row for row in context.answers if times[row.key.text] == 1)


@check(TITLE_NOT_OF_KEY, over=Items[HasSelection, SelectableRow, SelectableOnForm](_listed_once))
def title_not_of_key(row: SelectableRow, context: HasSelection) -> Issues:
    """A row's title is that of its measure: nobody sorted or moved one without the other."""
    measure = context.menu.get(row.key.text)
    if measure is None or not row.title.text:
        return
    if not any(map(row.title.begins_with, (measure.title, measure.short_title))):
        message = f"The row of '{measure.title}' is titled '{row.title.text}'."
        yield Issue(row.title.at, message, row.title.text, measure.title)


CHECKS: tuple[Check[HasSelection, Any], ...] = (
    selected_not_yes_or_no,
    selected_missing,
    entries_of_unselected_measure,
    no_measure_selected,
    measure_removed,
    measure_not_on_menu,
    measure_repeated,
    title_not_of_key,
)
