"""The list of what is open, on the sheet ``Check``: complete, in order, and shown as it is counted.

What stands at each cell is compared with the review in ``tests/parity/test_sheet_and_review.py``. Here: every check that
a sheet can make is among the lines, what a sheet cannot know stands in lists of its own, and the list that people see
has each open cell with its text, errors first, as an engine that is not ours recalculates it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from support.counts import every_day
from support.formulon_engine import FormulonEngine
from support.quarters import Quarter
from support.recalculation import Typed, Value
from support.samples import SAMPLES
from support.tables import PROGRAM, form_data_of
from support.written import empty_form_of, written_form
from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.core.cells import Location
from vbpqip.core.findings import Severity
from vbpqip.kinds.qit_report.writing.builder import ReportBuilder
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.template import builder_for, workbook_for
from vbpqip.program.loading import program_under
from vbpqip.program.program import Program
from vbpqip.workbook.answers import FIX, LOOK
from vbpqip.workbook.check_list import LINES_SHOWN
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.form import CHECK

OF_OTHERS = frozenset(
    ("QIP440", "QIP441", "QIP442", "QIP444", "QIP446", "QIP447", "QIP448", "QIP450", "QIP452", "QIP454", "QIP456")
)
"""What rests on other reports."""

OF_THE_CELL = frozenset(("QIP303", "QIP314", "QIP324", "QIP332", "QIP333"))
"""What rests on how a cell shows its entry, and on characters that nobody sees."""

OF_VERSION_1 = frozenset(("QIP334", "QIP361"))
"""What version 1 of the form warns of, and version 2 rejects."""

OF_TABLES = frozenset(("QIP522", "QIP525", "QIP527"))
"""What rests on rows that were moved, or measures that the form was not made for."""

SAID_OTHERWISE = frozenset(("QIP317",))
"""What a form asks to fix in other words: as text where a number belongs."""

OF_RECEIPT = frozenset(("QIP560",))
"""What rests on the day of receipt."""


class Shown(NamedTuple):
    """A line as it is shown."""

    state: Value
    link: Value
    text: Value


def codes_of_lines(program: Program = PROGRAM) -> set[str]:
    return {line.diagnostic.code for line in ReportBuilder(empty_form_data(program)).numbering.lines}


@pytest.fixture(scope="module")
def empty_form(tmp_path_factory: pytest.TempPathFactory) -> FormulonEngine:
    """The empty form, opened by an engine."""
    path = tmp_path_factory.mktemp("check") / "form.xlsx"
    path.write_bytes(written_form(empty_form_data(PROGRAM)))
    return FormulonEngine(path)


def lines_in(engine: FormulonEngine, typed: Mapping[Location, Typed]) -> tuple[list[Shown], Value]:
    """Return the lines of the list that are shown once entries are typed, and what stands above them, recalculated."""
    at = [
        Location(CHECK, 1, 0),
        *(Location(CHECK, 3 + nth, column) for nth in range(LINES_SHOWN) for column in range(3)),
    ]
    above, *shown = engine.recalculated(typed, at)
    lines = [Shown(*shown[first : first + 3]) for first in range(0, len(shown), 3)]
    return [line for line in lines if line.state], above


def typed(form_data: FormData) -> Mapping[Location, Typed]:
    """Return what a person types into the empty form, and clears in it."""
    cells = empty_form_of(PROGRAM).typed(form_data.entries)
    return {at: float(raw) if isinstance(raw, Decimal) else raw for at, raw in cells.items()}


def expected(book: ReportBuilder) -> list[Shown]:
    """Return what is open by the states of the cells: errors first, and what is told once a row at its first cell."""
    shown, found, told = book.shown(), [], set()
    for each in book.tested:
        number = int(shown.get(book.places[each.state.name].at(each.state.nth), 0))
        if not number:
            continue
        line, at = book.numbering.lines[number - 1], book.places[each.at.name].at(each.at.nth)
        if line.diagnostic.code in once(book):
            if (each.row, number) in told:
                continue
            told.add((each.row, number))
        is_error = line.severity is Severity.ERROR
        found.append(Shown(FIX if is_error else LOOK, f"{at.sheet}!{at.address}", f"{each.title}: {line.text}"))
    return [*(each for each in found if each.state == FIX), *(each for each in found if each.state == LOOK)]


def once(book: ReportBuilder) -> frozenset[str]:
    return frozenset(cause.diagnostic.code for each in book.tested for cause in each.all_causes if cause.once)


def test_every_check_of_entries_is_among_the_lines_or_rests_on_what_no_sheet_knows() -> None:
    """What is found in the file itself, 1xx, and in its stored results, 6xx, is for the checker."""
    of_entries = {
        each.code for each in CATALOGUE if "QIP2" <= each.code < "QIP6" and each.severity is not Severity.NOTE
    }

    unknown = OF_OTHERS | OF_THE_CELL | OF_VERSION_1 | OF_TABLES | SAID_OTHERWISE | OF_RECEIPT
    assert of_entries - codes_of_lines() == unknown


def test_an_empty_form_says_how_many_items_are_open() -> None:
    """Facility, MCO, period, the four quarters, and no measure selected."""
    book = builder_for(empty_form_data(PROGRAM))

    assert book.shown()[book.places["ready"].at()] == "NOT READY: 8 items"


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "met.xlsx"])
def test_the_list_has_every_open_cell_with_its_text_errors_first(name: str, empty_form: FormulonEngine) -> None:
    shown, _ = lines_in(empty_form, typed(SAMPLES[name]))

    assert shown == expected(builder_for(SAMPLES[name]))


def test_a_list_of_nothing_says_so(empty_form: FormulonEngine) -> None:
    assert lines_in(empty_form, typed(SAMPLES["met.xlsx"])) == ([], "Nothing is open.")


MANY: Mapping[EntryKey, Raw] = {
    **{
        (f"{part}_{nth}", row): "x" for part in ("numerator", "denominator") for nth in (1, 2, 3, 4) for row in range(8)
    },
    ("contract_mco", 0): "Fidelis",
}


def test_a_list_that_is_too_long_says_how_many_there_are(empty_form: FormulonEngine) -> None:
    rows = "\n".join(f"| {each.key} | x/x | x/x | x/x | x/x |" for each in empty_form_data(PROGRAM).measures[:8])
    form_data = form_data_of(f"| measure | q1 | q2 | q3 | q4 |\n{rows}", entries={**MANY, ("facility", 0): None})
    shown, above = lines_in(empty_form, typed(form_data))
    wanted = expected(builder_for(form_data))

    assert len(wanted) > LINES_SHOWN
    assert shown == wanted[:LINES_SHOWN]
    assert above == (
        f"The first {LINES_SHOWN} of {len(wanted)} are shown, errors first. Click the name of a cell to go there."
    )


def agreed(tmp_path: Path, fewest: int, since: str = "DY2 Q4") -> Program:
    terms = tmp_path / "terms.toml"
    terms.write_text(
        'title = "Agreement"\n[[checks.fewest_measures.values]]\n'
        f'since = "{since}"\nvalue = {fewest}\nsource = "Section 2"\n'
    )
    return program_under(terms)


@pytest.mark.parametrize(
    ("fewest", "since", "period", "states"),
    every_day(
        2,
        (
            (3, "DY3 Q2", Quarter(3, 1), []),
            (1, "DY2 Q4", Quarter(3, 1), []),
            (3, "DY3 Q2", Quarter(3, 2), [LOOK]),
            (3, "DY2 Q4", Quarter(3, 1), [LOOK]),
            (2, "DY2 Q4", Quarter(3, 1), []),
        ),
    ),
)
def test_a_pairing_that_agreed_on_so_many_measures(
    tmp_path: Path, fewest: int, since: str, period: Quarter, states: list[str]
) -> None:
    """Fewer are unlikely, from the period on that they agreed on."""
    form_data = empty_form_data(agreed(tmp_path, fewest, since), period=period, selected=("clabsi", "cdi"))
    path = tmp_path / "form.xlsx"
    path.write_bytes(workbook_for(form_data))
    shown, _ = lines_in(FormulonEngine(path), {})

    assert [line.state for line in shown if str(line.text).startswith("Measures selected: ")] == states
