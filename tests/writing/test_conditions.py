"""The lines of the Check sheet are complete: every error of the checker stands in exactly one of them.

So a form says READY exactly where the checker accepts its entries.
"""

from __future__ import annotations

from hypothesis import given, settings

from support.fillings import drawn_entries
from vbpqip.domain.reviews import Status
from vbpqip.program.loading import load_program
from vbpqip.writing.book import Book
from vbpqip.writing.conditions import conditions, status_of
from vbpqip.writing.filling import EntryKey, Filling, Raw, empty_filling, form_measures, state_of

PROGRAM = load_program()
MEASURES = form_measures(PROGRAM)


@settings(deadline=None, derandomize=True, database=None)
@given(drawn_entries(PROGRAM))
def test_every_error_stands_in_one_line_that_names_it(entries: dict[EntryKey, Raw]) -> None:
    state = state_of(Filling(program=PROGRAM, measures=MEASURES, entries=entries))
    lines = list(conditions(Book(state)))

    for finding in state.review.errors:
        naming = [line.diagnostics for line in lines if finding.at in line.cells]
        assert [finding.diagnostic in diagnostics for diagnostics in naming] == [True]


@settings(deadline=None, derandomize=True, database=None)
@given(drawn_entries(PROGRAM))
def test_ready_means_accepted(entries: dict[EntryKey, Raw]) -> None:
    state = state_of(Filling(program=PROGRAM, measures=MEASURES, entries=entries))

    shown = status_of([line.is_fault(state) for line in conditions(Book(state))])

    assert (shown == "READY") is (state.review.status is Status.ACCEPTED)


def test_an_empty_form_says_how_many_lines_are_at_fault() -> None:
    """Facility, MCO, period, the four quarters, and no measure selected."""
    state = state_of(empty_filling(PROGRAM))

    assert status_of([line.is_fault(state) for line in conditions(Book(state))]) == "NOT READY: 5 items"
