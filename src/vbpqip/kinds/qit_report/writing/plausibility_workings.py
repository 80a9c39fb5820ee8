"""Whether a row's counts are unlikely, among the workings: 1 where they are, 0 where not, in the row of its totals."""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.checking.catalogue.consistency import DENOMINATOR_TENFOLD, QUARTER_ENTERED_TWICE, RESULT_JUMPED
from vbpqip.core.findings import Diagnostic
from vbpqip.core.measures import Measure
from vbpqip.kinds.qit_report.form.layout import ENTERED_COUNTS, QUARTERS, measure_columns
from vbpqip.kinds.qit_report.writing import plausibility_formulas as formulas
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.effective_numbers import effective
from vbpqip.kinds.qit_report.writing.formulas import across
from vbpqip.kinds.qit_report.writing.working_sheet import (
    beside_measure,
    comparator_sound_at,
    entries_sound_at,
    parsed_cells,
    parsed_count_at,
    prior_totals_at,
    selected_at,
    window_totals_at,
)
from vbpqip.workbook.builder import absolute
from vbpqip.workbook.styles import FormStyle

_HEADINGS = {
    DENOMINATOR_TENFOLD: "Digit too many or few",
    QUARTER_ENTERED_TWICE: "Quarter entered twice",
    RESULT_JUMPED: "Far from comparator",
}
_COLUMNS: Mapping[Diagnostic, int] = {diagnostic: column for column, diagnostic in enumerate(_HEADINGS)}
FIRST_FREE_COLUMN = len(_COLUMNS)
"""First column beside a row's totals that is free."""


def findings_of(measure: Measure) -> tuple[Diagnostic, ...]:
    """Return which of them a row can have: of annual results, only a jump."""
    return (RESULT_JUMPED,) if measure.annual else tuple(_COLUMNS)


def unlikely_at(nth: int, measure: Measure) -> str:
    """Return where they stand of a row."""
    found = [absolute(beside_measure(nth, _COLUMNS[each])) for each in findings_of(measure)]
    return found[0] if len(found) == 1 else across(found)


def write_plausibility(book: Book) -> None:
    """Write the cells beside each row's totals."""
    for diagnostic, heading in _HEADINGS.items():
        book.write(beside_measure(-1, _COLUMNS[diagnostic]), heading, FormStyle.HEADING)
    for nth, measure in enumerate(book.state.form_data.measures):
        for diagnostic, formula in _formulas_for(book, nth, measure).items():
            at = beside_measure(nth, _COLUMNS[diagnostic])
            book.live(at, formula, int(_is_found(book, nth, diagnostic)), FormStyle.SHOWN)


def _is_found(book: Book, nth: int, diagnostic: Diagnostic) -> bool:
    columns = measure_columns(len(book.state.form_data.measures))
    cells = {columns[name].at(nth) for name in ENTERED_COUNTS}
    return any(found.diagnostic is diagnostic and found.at in cells for found in book.state.review.warnings)


def _formulas_for(book: Book, nth: int, measure: Measure) -> dict[Diagnostic, str]:
    program = book.state.form_data.program
    factor = effective(program, "checks.jump_factor")
    if measure.annual:
        *_, result, _, prior, _ = parsed_cells(nth)
        jump = formulas.result_jumped(measure, result, prior, factor)
        return {RESULT_JUMPED: f"IF({selected_at(nth)}*has_comparator=0,0,IF({jump},1,0))"}
    fewest = effective(program, "checks.fewest_events_of_a_jump")
    compared = f"{entries_sound_at(nth)}*{comparator_sound_at(nth)}"
    jump = formulas.jumped(window_totals_at(nth), prior_totals_at(nth), factor, fewest)
    return {**_count_formulas(book, nth), RESULT_JUMPED: f"IF({compared}=0,0,IF({jump},1,0))"}


def _count_formulas(book: Book, nth: int) -> dict[Diagnostic, str]:
    program, sound = book.state.form_data.program, entries_sound_at(nth)
    pairs = [parsed_count_at(nth, quarter) for quarter in QUARTERS]
    factor, fewest = (effective(program, f"checks.{key}") for key in ("tenfold_from", "fewest_cases"))
    tenfold = formulas.tenfold([denominator for _, denominator in pairs], factor, fewest)
    twice = formulas.entered_twice(pairs, effective(program, "checks.smallest_repeated_denominator"))
    return {
        DENOMINATOR_TENFOLD: f"IF({sound}=0,0,IF({tenfold},1,0))",
        QUARTER_ENTERED_TWICE: f"IF({sound}=0,0,IF({twice},1,0))",
    }
