"""What the form checks of itself: one condition a line, each with the findings that it stands for.

A condition is at fault exactly where the checker finds an error in one of its cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from vbpqip.checks.catalogue import (
    ANNUAL_DENOMINATOR_NOT_NA,
    COMPARATOR_MISSING,
    CONTRACT_INCOMPLETE,
    ENTRY_MISSING,
    FACILITY_MISSING,
    MCO_MISSING,
    NO_MEASURE_SELECTED,
    PERIOD_MISSING,
    QUARTER_MISSING,
)
from vbpqip.domain.cells import Location
from vbpqip.domain.findings import Diagnostic
from vbpqip.domain.measures import Measure
from vbpqip.form.layout import (
    CONTRACT_ROWS,
    ENTERED_COUNTS,
    PRIOR,
    QUARTERS,
    SINGLES,
    contract_columns,
    measure_columns,
)
from vbpqip.writing.book import Book, span
from vbpqip.writing.filling import State
from vbpqip.writing.working_sheet import (
    CONTRACT_ENTRY_NAMES,
    chosen_at,
    chosen_location,
    comparator_sound_at,
    contract_at,
    entries_sound_at,
    selected_at,
)


class Condition(NamedTuple):
    """One line of the Check sheet.

    ``fault`` spells when it is at fault; ``cells`` are those whose errors it stands for; ``diagnostic`` is the
    finding that it most often is, whose remedy it prints; ``go_to`` is where to mend it.
    """

    title: str
    fault: str
    cells: frozenset[Location]
    diagnostic: Diagnostic
    go_to: Location

    def is_fault(self, state: State) -> bool:
        """Whether the checker finds an error in one of the cells."""
        return bool(self.cells & state.faulty)


def conditions(book: Book) -> Iterator[Condition]:
    """Yield the form's conditions in the order of the form."""
    yield from _heading_conditions()
    yield _selection_condition(book)
    for nth, measure in enumerate(book.state.filling.measures):
        yield from _measure_conditions(book, nth, measure)
    for nth in range(CONTRACT_ROWS):
        yield _contract_condition(book, nth)


def _single(name: str, title: str, fault: str, diagnostic: Diagnostic) -> Condition:
    at = SINGLES[name].at()
    return Condition(title=title, fault=fault, cells=frozenset({at}), diagnostic=diagnostic, go_to=at)


def _heading_conditions() -> Iterator[Condition]:
    yield _single("facility", "The facility is named", _is_blank("facility"), FACILITY_MISSING)
    yield _single("mco", "The MCO is named", _is_blank("mco"), MCO_MISSING)
    yield _single("current_period", "The period is one of the program's", "period_row=0", PERIOD_MISSING)
    quarters = frozenset(SINGLES[f"quarter_{nth}"].at() for nth in QUARTERS)
    yield Condition(
        title="The four quarters are the ones that end with the period",
        fault=_quarters_fault(),
        cells=quarters,
        diagnostic=QUARTER_MISSING,
        go_to=SINGLES["quarter_1"].at(),
    )


def _selection_condition(book: Book) -> Condition:
    answers = span(chosen_location(0), len(book.state.filling.measures))
    heading = measure_columns(1)["selected"].label_at
    return Condition(
        title="At least one measure is selected",
        fault=f"COUNTIF({answers},1)=0",
        cells=frozenset({heading}),
        diagnostic=NO_MEASURE_SELECTED,
        go_to=heading,
    )


def _is_blank(name: str) -> str:
    return f'IF(ISERROR({name}),FALSE,TRIM({name})="")'


def _quarters_fault() -> str:
    rows = [f"quarter_row_{nth}" for nth in QUARTERS]
    known = ",".join(f"{row}=0" for row in rows)
    apart = ",".join(f"{later}<>{earlier}+1" for earlier, later in pairwise(rows))
    ends = f"AND(period_row>0,{rows[-1]}<>period_row+{len(rows) - 1})"
    return f"OR({known},{apart},{ends})"


def _measure_conditions(book: Book, nth: int, measure: Measure) -> Iterator[Condition]:
    columns = measure_columns(len(book.state.filling.measures))
    answered, chosen = columns["selected"].at(nth), chosen_at(nth)
    selected, sound = selected_at(nth), entries_sound_at(nth)
    entries = [columns[name].at(nth) for name in ENTERED_COUNTS]
    yield Condition(
        title=f"{measure.short_title}: {'annual result and NA' if measure.annual else 'counts of the four quarters'}",
        fault=f"OR({chosen}<0,AND({chosen}=1,{selected}=0),AND({selected}=1,{sound}=0))",
        cells=frozenset({answered, columns["measure_key"].at(nth), *entries}),
        diagnostic=ANNUAL_DENOMINATOR_NOT_NA if measure.annual else ENTRY_MISSING,
        go_to=entries[-2] if measure.annual else entries[0],
    )
    prior = [columns[name].at(nth) for name in PRIOR]
    yield Condition(
        title=f"{measure.short_title}: prior report",
        fault=f"AND({selected}=1,period_row>0,is_baseline=0,{comparator_sound_at(nth)}=0)",
        cells=frozenset(prior),
        diagnostic=COMPARATOR_MISSING,
        go_to=prior[0],
    )


def _contract_condition(book: Book, nth: int) -> Condition:
    columns, at = contract_columns(), contract_at(book, nth)
    entered = [columns[name].at(nth) for name in CONTRACT_ENTRY_NAMES]
    return Condition(
        title=f"Contract {nth + 1}: level, dates and status",
        fault=f"AND({at['filled']}=1,{at['sound']}=0)",
        cells=frozenset(entered),
        diagnostic=CONTRACT_INCOMPLETE,
        go_to=entered[0],
    )


def status_of(faults: list[bool]) -> str:
    """Return what the form shows of itself: READY, or how many lines are at fault."""
    return f"NOT READY: {sum(faults)} items" if any(faults) else "READY"
