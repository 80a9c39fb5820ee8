"""What the form says in words of the entries that are filled in already and locked, wherever their colour shows."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import PRIOR, QUARTERS, SINGLES, measure_columns
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.workbook.answers import CARRIED_OVER
from vbpqip.workbook.styles import FormStyle

_LOOK = "pale green, in italics"


def carried_legend(form_data: FormData) -> tuple[tuple[str, str], ...]:
    """Return the line on such cells for the list of words; none where there are none."""
    if not form_data.carried:
        return ()
    if form_data.carried_from is None:
        return ((_LOOK, "filled in already when this form was made, and locked"),)
    meaning = (
        f"carried over from the report of {form_data.carried_from}, and locked; to correct it, correct that report "
        "and roll it forward again"
    )
    return ((_LOOK, meaning),)


def carried_instruction(form_data: FormData) -> str:
    """Return the sentence that follows the form's instruction; none where nothing is filled in already."""
    if not form_data.carried:
        return ""
    if form_data.carried_from is None:
        return " Pale green cells in italics are filled in already, and locked."
    return f" Pale green cells in italics are carried over from the report of {form_data.carried_from}, and locked."


def carried_contracts(form_data: FormData) -> str:
    """Return what is said above contracts that are carried over; nothing where none is."""
    if not any(name.startswith("contract_") for name, _ in form_data.carried):
        return ""
    return (
        f"Pale green cells in italics are carried over from the report of {form_data.carried_from}, and locked. "
        "If a contract's status changes, or it is re-certified, enter that."
    )


def write_carried_marks(book: Book) -> None:
    """Write above the quarters and the prior report that their entries are carried over, where any of them are."""
    form_data = book.state.form_data
    words = f"{CARRIED_OVER} {form_data.carried_from}"
    row = SINGLES["quarter_1"].label_at.row
    names = {name for name, _ in form_data.carried}
    for nth in QUARTERS:
        if f"numerator_{nth}" in names:
            book.write(Location(REPORT, row, SINGLES[f"quarter_{nth}"].column + 1), words, FormStyle.HINT)
    if names & set(PRIOR):
        book.write(Location(REPORT, row, measure_columns(1)[PRIOR[0]].column), words, FormStyle.HINT)
