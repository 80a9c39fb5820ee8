"""The patient days of the infection measures, beside one another: days of one hospital, so that they hardly differ.

Formulas for ``checks.plausibility.denominator_of_device_days`` and ``patient_days_differ``. Among the workings stand
each row's patient days where its counts can be calculated with, or that they are rather device days.
"""

from __future__ import annotations

from vbpqip.checking.catalogue.consistency import DENOMINATOR_OF_DEVICE_DAYS, PATIENT_DAYS_DIFFER
from vbpqip.core.cells import Location, Number
from vbpqip.kinds.qit_report.checks.plausibility import PATIENT_DAYS
from vbpqip.kinds.qit_report.form.layout import QUARTERS, measure_columns
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import CheckLine, Idle
from vbpqip.kinds.qit_report.writing.effective_numbers import effective_share
from vbpqip.kinds.qit_report.writing.formulas import across, text
from vbpqip.kinds.qit_report.writing.plausibility_workings import FIRST_FREE_COLUMN
from vbpqip.kinds.qit_report.writing.working_sheet import beside_measure, entries_sound_at, parsed_count_at
from vbpqip.workbook.builder import ShownResult, absolute
from vbpqip.workbook.styles import FormStyle

_DEVICE_DAYS = "device days"
_REMEDY = (
    "Enter the hospital's patient days, not device days. They are days of the same hospital, so that the rows of a "
    "quarter hardly differ."
)


def _days_at(nth: int, quarter: int) -> Location:
    return beside_measure(nth, FIRST_FREE_COLUMN + quarter - 1)


def _rows_of_days(book: Book) -> list[int]:
    return [nth for nth, measure in enumerate(book.state.form_data.measures) if measure.unit == PATIENT_DAYS]


def _rows_of_devices(book: Book) -> list[int]:
    return [nth for nth, measure in enumerate(book.state.form_data.measures) if measure.device_days]


def write_patient_days(book: Book) -> None:
    """Write the cells of every row that is counted over patient days."""
    for quarter in QUARTERS:
        book.write(beside_measure(-1, FIRST_FREE_COLUMN + quarter - 1), f"Patient days: {quarter}", FormStyle.HEADING)
        for nth in _rows_of_days(book):
            book.live(
                _days_at(nth, quarter), _formula_for(book, nth, quarter), _shown(book, nth, quarter), FormStyle.SHOWN
            )


def _formula_for(book: Book, nth: int, quarter: int) -> str:
    _, days = parsed_count_at(nth, quarter)
    devices = _rows_of_devices(book)
    others = [absolute(_days_at(row, quarter)) for row in _rows_of_days(book) if row not in devices]
    known = days
    if nth in devices and others:
        share, whole = effective_share(book.state.form_data.program, "checks.device_day_share")
        known = f"IF({days}*{whole}<{share}*MAX({','.join(others)}),{text(_DEVICE_DAYS)},{days})"
    return f'IF({entries_sound_at(nth)}=0,"",IF({days}=0,"",{known}))'


def _shown(book: Book, nth: int, quarter: int) -> ShownResult:
    field = book.state.submission.rows[nth].quarters[quarter - 1][1]
    if not _is_counted(book, nth) or not isinstance(field.entry, Number) or not field.entry.value:
        return ""
    found = {each.at for each in book.state.review.warnings if each.diagnostic is DENOMINATOR_OF_DEVICE_DAYS}
    return _DEVICE_DAYS if field.at in found else int(field.entry.value)


def _is_counted(book: Book, nth: int) -> bool:
    key = book.state.form_data.measures[nth].key
    return any(result.measure.key == key and result.current is not None for result in book.state.review.measures)


def patient_days_warning(book: Book) -> CheckLine | None:
    """Return the check line that patient days agree, ``None`` where the form has no measure of infections."""
    measures = book.state.form_data.measures
    rows, devices = [nth for nth, measure in enumerate(measures) if measure.infection_group], _rows_of_devices(book)
    if not rows:
        return None
    columns = measure_columns(len(book.state.form_data.measures))
    cells = [columns[f"denominator_{quarter}"].at(nth) for nth in rows for quarter in QUARTERS]
    of_devices = (f"COUNTIF({_all_quarters(nth)},{text(_DEVICE_DAYS)})" for nth in devices)
    differing = (_differ(book, [absolute(_days_at(nth, quarter)) for nth in rows]) for quarter in QUARTERS)
    sound = f"SUM({','.join(entries_sound_at(nth) for nth in rows)})"
    return CheckLine(
        title=f"{', '.join(measures[nth].short_title for nth in rows)}: patient days agree",
        hit=f"OR({'+'.join(of_devices)}>0,{','.join(differing)})",
        cells=frozenset(cells),
        remedy=_REMEDY,
        diagnostics=(DENOMINATOR_OF_DEVICE_DAYS, PATIENT_DAYS_DIFFER),
        go_to=cells[0],
        idle=Idle(f"{sound}=0", not any(_is_counted(book, nth) for nth in rows)),
    )


def _all_quarters(nth: int) -> str:
    return across([absolute(_days_at(nth, quarter)) for quarter in QUARTERS])


def _differ(book: Book, days: list[str]) -> str:
    """Return the formula for whether the smallest and the largest of a quarter's patient days differ by too much."""
    part, whole = effective_share(book.state.form_data.program, "checks.patient_day_tolerance")
    largest = f"MAX({','.join(days)})"
    return f"({largest}-MIN({','.join(days)}))*{whole}>{part}*{largest}"
